"""The plan of the house, and a surveyor that reads every file with `ast` and reports what does not fit it.

Floors are apps: an upper one may know a lower one, never the reverse. Storeys are the modules of an app: each may use
its own or a lower storey, in its own app and in the apps below. See docs/architecture.md.
"""

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# from the ground up
FLOORS = ("core", "accounts", "rules", "members", "inspections", "discipline", "reports", "config")

STOREYS = {
    "choices": 0,
    "regulations": 1,
    "permissions": 1,
    "models": 2,
    "actions": 3,
    "forms": 3,
    "filters": 3,
    "tables": 3,
    "sheets": 3,
    "views": 4,
    "templatetags": 4,
    "urls": 5,
    "apps": 6,
    "management": 6,
    "migrations": 6,
}
# What one app alone has: named after a thing, on the storey where it is used.
OWN_STOREYS = {
    "accounts": {"passwords": 1, "history": 2, "timeline": 3, "middleware": 4},
    "rules": {"families": 1, "words": 2, "book": 3},
    "members": {
        "replay": 1,
        "states": 1,
        "backends": 3,
        "rebuilding": 3,
        "reorganizing": 3,
        "reach": 3,
        "handing_over": 3,
        "grading": 3,
        "rating_actions": 3,
        "self_reviews": 3,
        "duplicates": 3,
        "events": 3,
        "lives": 3,
        "membership": 3,
        "posts": 3,
        "telling": 3,
    },
    "inspections": {
        "competence": 1,
        "form_columns": 1,
        "states": 1,
        "deadlines": 3,
        "matters": 3,
        "dossier": 3,
        "notices": 3,
        "progress": 3,
        "papers": 3,
        "paper_templates": 3,
    },
    "discipline": {
        "states": 1,
        "authority": 3,
        "ballots": 3,
        "box": 3,
        "checks": 3,
        "effect": 3,
        "instances": 3,
        "limitation": 3,
        "matters": 3,
        "paper_templates": 3,
        "papers": 3,
        "restrictions": 3,
        "suspending": 3,
        "transfers": 3,
        "verdicts": 3,
    },
    "reports": {
        "states": 1,
        "actors": 1,
        "comparison": 1,
        "derived": 2,
        "dimensions": 2,
        "narrative": 1,
        "facts": 2,
        "figures": 2,
        "measures": 2,
        "spans": 2,
        "blocks": 2,
        "definitions": 3,
        "notation": 3,
        "counting": 3,
        "slots": 3,
        "stating": 3,
        "composing": 3,
        "frozen_reports": 3,
        "shipped": 3,
        "calendars": 3,
        "returns": 3,
        "submissions": 3,
        "return_books": 3,
        "charts": 3,
        "pivot": 3,
        "questions": 3,
        "late_units": 3,
        "sources": 3,
        "listing": 3,
        "trend": 3,
        "tree": 3,
        "sections": 3,
        "outputs": 3,
        "briefing": 3,
        "changes": 3,
        "freezing": 3,
        "coverage": 3,
        "dashboard": 3,
        "rating_basis": 3,
        "rating_rows": 3,
        "records": 3,
        "statistics": 3,
        "uploads": 3,
        "matters": 3,
        "reorganizing": 3,
        "reform_preview": 3,
        "organization_life": 3,
        "imports": 3,
        "positions": 3,
        "exports": 3,
        "journal": 3,
        "intake": 3,
        "headings": 3,
        "mapping": 3,
        "previews": 3,
        "verdicts": 3,
        "jobs": 3,
        "workbench": 3,
        "worker": 3,
    },
}
# Flat: any module of core may use any other. Nothing joins this list without a decision.
CORE = {
    "text",
    "words",
    "periods",
    "fields",
    "inputs",
    "formsets",
    "commands",
    "formats",
    "workbook",
    "sheets",
    "lots",
    "bulk",
    "reading",
    "document",
    "screens",
    "tables",
    "filters",
    "lookups",
    "states",
    "files",
    "workdays",
    "planning",
    "templatetags",
    "apps",
}
# Names that say nothing: whatever would go there has a better home.
FORBIDDEN = {"utils", "helpers", "services", "common", "constants", "signals", "managers"}

OUTSIDE = {".venv", ".git", "var", "node_modules"}


def survey(root):
    """Every fault in the tree at `root`, one readable line each."""
    files = sorted(path for path in root.rglob("*.py") if not OUTSIDE & set(path.relative_to(root).parts))
    return [fault for path in files for fault in Module(root, path).faults()]


@dataclass(frozen=True)
class Module:
    """One source file."""

    root: Path
    path: Path

    @property
    def parts(self):
        """("members", "models", "posts") for members/models/posts.py."""
        return self.path.relative_to(self.root).with_suffix("").parts

    @property
    def floor(self):
        return self.parts[0]

    @cached_property
    def tree(self):
        return ast.parse(self.path.read_text(encoding="utf-8"), str(self.path))

    def faults(self):
        yield from self.naming_faults()
        if self.floor in FLOORS:
            for node in ast.walk(self.tree):
                yield from self.signal_faults(node)
                for target in self.targets(node):
                    yield from self.reference_faults(node, target)

    def naming_faults(self):
        """Is the file where its name says, and does its name say something?"""
        for name in FORBIDDEN.intersection(self.parts):
            yield self.fault(1, f"“{name}” is no name for a module: name the thing it holds")
        module = self.parts[1] if len(self.parts) > 1 else "__init__"
        if self.floor == "core" and module not in CORE | {"__init__"}:
            yield self.fault(1, f"core is a closed list and “{module}” is not on it (CORE in tests/architecture.py)")
        elif self.floor in FLOORS[1:-1] and module != "__init__" and storey(self.floor, module) is None:
            yield self.fault(1, f"“{module}” is on no storey (STOREYS and OWN_STOREYS in tests/architecture.py)")

    def signal_faults(self, node):
        """Signals act unseen; a write is a verb in actions.py that says all it does."""
        imported = [name for name in imports(node, self.package) if "signals" in name.split(".")]
        dispatch = [name for name in imports(node, self.package) if name.startswith("django.dispatch")]
        for name in imported + dispatch:
            yield self.fault(node.lineno, f"no signals in this house: {name}")
        for decorator in getattr(node, "decorator_list", []):
            if "receiver" in ast.unparse(decorator).split("(")[0].split("."):
                yield self.fault(node.lineno, f"no signals in this house: @receiver on {node.name}")

    def reference_faults(self, node, target):
        app, module = (*target.split("."), None)[:2]
        here, there = FLOORS.index(self.floor), FLOORS.index(app)
        if there > here:
            yield self.fault(node.lineno, f"{self.floor} may not know {app}, which stands above it: {target}")
            return
        own, other = storey(*self.parts[:2]) if len(self.parts) > 1 else None, storey(app, module)
        if own is not None and other is not None and other > own:
            yield self.fault(
                node.lineno, f"{self.parts[1]} (storey {own}) may not use {module} (storey {other}): {target}"
            )

    @property
    def package(self):
        """Against what `from . import x` counts: the folder of the file."""
        return self.parts[:-1]

    def targets(self, node):
        """Dotted names of our own that a piece of code refers to, by import or by string."""
        names = imports(node, self.package) + [name for name in strings(node) if self.names_something(name)]
        return [name for name in names if name.split(".")[0] in FLOORS]

    def names_something(self, name):
        """“reports.xlsx” is a file name; “reports.figures” and “reports.Briefing” are not."""
        app, *rest = name.split(".")
        if not rest:
            return True
        place = self.root / app / rest[0]
        return rest[0][:1].isupper() or place.is_dir() or place.with_suffix(".py").exists()

    def fault(self, line, message):
        return f"{self.path.relative_to(self.root)}:{line}: {message}"


def storey(app, module):
    """The storey of a module; a model named in a string lives with the models. None: neither here nor there."""
    if app not in FLOORS[1:-1] or module is None:
        return None
    if module[:1].isupper():
        return STOREYS["models"]
    return OWN_STOREYS.get(app, {}).get(module, STOREYS.get(module))


def imports(node, package):
    """Dotted names that an import statement brings, wherever it stands."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
        module = ".".join(filter(None, [base, node.module]))
        return [f"{module}.{alias.name}" for alias in node.names]
    return []


def strings(node):
    """Dotted names in text: "members.Organization" of a foreign key, import_module("reports.figures"), get_model."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\w+(\.\w+)+", node.value):
        return [node.value]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("get_model"):
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        return [".".join(texts)] if len(texts) == 2 else []
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
        return [arg.value for arg in node.args if isinstance(arg, ast.Constant) and "." not in str(arg.value)]
    return []
