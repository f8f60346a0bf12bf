"""The page of the tree, and one branch of it: a page of its own, or what is fetched when it is opened."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.screens import Crumb, ObjectScreen, Screen
from core.text import normalize, search_words
from members.models import Organization
from members.permissions import can_read_records, can_read_structure, own_member
from members.views.parts import crumb
from reports.briefing import WITHOUT_OWN
from reports.forms.tree import TreeForm
from reports.tables.tree import items, rest_of, tree_of
from reports.tree import MATCHES, PAGE, WHOLE, Tree

LONGEST = 100


class TreeScreen:
    """What both pages share."""

    template_name = "reports/tree.html"
    model, permission = Organization, can_read_structure
    root = None

    @cached_property
    def form(self):
        return TreeForm(self.request.GET, today=timezone.localdate())

    @property
    def ended(self):
        """Whether ended units are shown too; the tree of a past day has none that had ended by then."""
        return self.request.GET.get("ended") == "1" and not self.form.past

    @property
    def along(self):
        """What goes with every address of this tree."""
        past = self.form.past
        return f"day={past.isoformat()}" if past else "ended=1" if self.ended else ""

    def tree(self):
        return Tree(self.request.user, timezone.localdate(), self.root, self.ended, self.form.past)

    def show(self, tree, branches, **more):
        return self.respond(
            tree=tree_of(branches, self.along) if branches else "",
            size=tree.size,
            whole=tree.size <= WHOLE,
            ended=self.ended,
            form=self.form,
            counted=can_read_records(self.request.user),
            export=self.export_url(),
            without_own=WITHOUT_OWN if own_member(self.request.user) else "",
            **more,
        )

    def export_url(self):
        """The same organizations as a workbook: their list makes it, which knows those of today alone."""
        if self.form.past:
            return ""
        query = {"export": "xlsx"} | ({} if self.ended else {"state": "active"})
        query |= {"organization": self.root.code} if self.root else {}
        return f"{reverse('organization-list')}?{urlencode(query)}"


class OrganizationTree(TreeScreen, Screen):
    title = "Cây tổ chức"

    def get(self, request):
        tree, typed = self.tree(), normalize(request.GET.get("q", "").replace("\0", " "))[:LONGEST].strip()
        if search_words(typed):
            branches, count = tree.found(typed)
            return self.show(tree, branches, typed=typed, found=count, most=MATCHES)
        is_whole = request.GET.get("all") == "1" and tree.size <= WHOLE
        return self.show(tree, tree.whole() if is_whole else tree.top(), typed=typed, is_whole=is_whole)


class OrganizationBranch(TreeScreen, ObjectScreen):
    """What stands below one unit."""

    @property
    def root(self):
        return self.object

    def crumbs(self):
        above = self.scoped().filter(path__in=self.object.ancestor_paths()).order_by("path")
        return [Crumb("Cây tổ chức", f"{reverse('organization-tree')}?{self.along}"), *(crumb(one) for one in above)]

    def get(self, request, pk):
        tree, first = self.tree(), self.first()
        branches, left = tree.children(first)
        more = rest_of(self.object, left, first + PAGE, self.along)
        if request.GET.get("part") == "1":
            return HttpResponse(items(branches, self.along) + more)
        return self.show(tree, branches, more=more, first=first)

    def first(self):
        asked = self.request.GET.get("from", "")
        return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 0
