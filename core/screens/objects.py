"""Screens about one object."""

from django.http import Http404

from core.screens.base import Screen, record_reading, sections_about


class ObjectScreen(Screen):
    """A screen about one object, named by `pk` in the URL."""

    related = ()

    def rows(self):
        rows = self.scoped()
        return rows.select_related(*self.related) if self.related else rows

    def prepare(self):
        self.object = self.rows().filter(pk=self.kwargs["pk"]).first()
        if self.object is None:
            raise Http404

    def page_title(self):
        return self.title or str(self.object)


class DetailScreen(ObjectScreen):
    template_name = "screens/detail.html"
    records_reading = False
    link_key = ""
    """The attribute by which lists of upper apps name this object; they're declared in `config/navigation.py`."""

    def get(self, request, *args, **kwargs):
        if self.records_reading:
            record_reading(by=request.user, obj=self.object)
        return self.respond(
            object=self.object,
            link_key=getattr(self.object, self.link_key) if self.link_key else "",
            tabs=self.tabs(),
            identity=self.identity(),
            facts=self.facts(),
            sections=[*self.sections_above(), *self.sections()],
            buttons=self.buttons(),
        )

    def sections_above(self):
        return self.sections_named(self.request.resolver_match.url_name)

    def sections_named(self, page):
        """What upper apps show on the page of that name."""
        return sections_about(page, self.object, self.request.user)

    def identity(self):
        """The few facts in the bar under the title."""
        return []

    def tabs(self):
        """The pages of the object, when it has several."""
        return []

    def facts(self):
        return []

    def sections(self):
        return []

    def buttons(self):
        return []
