"""What all screens share, and what core asks of upper floors by the names in the settings."""

from inspect import getattr_static

from django.conf import settings
from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string
from django.views.generic.base import TemplateResponseMixin, View


def record(**facts):
    """Put a line on the history chain. Core knows no upper floor: the setting names the function."""
    import_string(settings.SCREEN_HISTORY)(**facts)


def sections_about(url_name, obj, user):
    """What upper apps show about an object first of all; the setting names the function."""
    return import_string(settings.SCREEN_SECTIONS)(url_name, obj, user)


def record_reading(**facts):
    """The same for an opened object: one line a user, object and day."""
    import_string(f"{settings.SCREEN_HISTORY}_reading")(**facts)


class Screen(AccessMixin, TemplateResponseMixin, View):
    """What all screens share: sign-in, the right, one context."""

    model = None
    permission = None
    title = ""
    lead = ""
    """One sentence under the title."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.prepare()
        if not self.may("permission", getattr(self, "object", None)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def prepare(self):
        """Fetch what the URL names, or answer 404, before the right is asked for."""

    def may(self, name, obj=None):
        """Ask one of this screen's predicates; none set means anyone signed in."""
        predicate = self.__dict__.get(name) or getattr_static(type(self), name)
        return predicate is None or predicate(self.request.user, obj)

    def scoped(self):
        """Every row a screen touches comes through here."""
        return self.model._default_manager.visible_to(self.request.user)

    def crumbs(self):
        return []

    def page_title(self):
        return self.title

    def context(self, **more):
        return {"screen": self, "title": self.page_title(), "lead": self.lead, "crumbs": self.crumbs(), **more}

    def respond(self, **more):
        return self.render_to_response(self.context(**more))
