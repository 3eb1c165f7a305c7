"""Rules of the house that no linter knows: who imports whom, and what stays out of where."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = settings.BASE_DIR
# Each may import those to its right; `pathways` joins once it exists.
ORDER = ["config", "pathways", "schools", "careers", "editorial", "web"]
# What each room of `schools` may import of the others. The catalogue is what lies beside the
# rooms: choices, services, pricing and the like. Urls, commands and tags may import any room.
ROOMS = {
    "exports": {"pages", "finder", "importers", "models", "catalogue"},
    "pages": {"finder", "importers", "models", "catalogue"},
    "finder": {"importers", "models", "catalogue"},
    "importers": {"models", "catalogue"},
    "models": {"catalogue"},
    "catalogue": {"importers", "models"},
}
WIRING = {"apps", "urls", "management", "templatetags"}
LINES_OF_A_MODULE = 400
NAMES_IN_A_FOLDER = 16
# Names that meant something to us alone, or several things at once.
RETIRED = {
    "columnar",
    "editions",
    "freshness",
    "handwork",
    "keeping",
    "patching",
    "statements",
    "visitors",
    "wording",
    "written",
}


def modules_of(*packages: str) -> list[Path]:
    return sorted(
        path.relative_to(ROOT)
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    )


MODULES = modules_of(*ORDER)
# `bench/stock` is a project of its own: the rival that the bench measures against.
OWN_CODE = [
    *MODULES,
    *(path.relative_to(ROOT) for path in (ROOT / "bench").glob("*.py")),
    *modules_of("bench/site"),
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PIECES = [
    path
    for path in TEMPLATES
    if path.name.startswith("_") or path.parent.name == "components"
]
# What writes rows; a set's or a list's methods share none of these names.
WRITERS = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
}


def tree(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text())


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: import by full name"
            if node.module in ORDER:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_point_one_way(module):
    package = module.parts[0]
    allowed = {package, *ORDER[ORDER.index(package) + 1 :]}
    if package != "config":
        # An app asks `settings.X`; its other wiring comes from Django.
        assert "config" not in allowed
    project = {name.split(".")[0] for name in imported(module)} & {
        *ORDER,
        "bench",
        "tests",
    }
    assert project <= allowed


def room(name: str) -> str:
    """Where in `schools` a module lies, from its dotted name."""
    first = name.split(".")[1]
    return first if first in ROOMS or first in WIRING else "catalogue"


def test_imports_point_one_way_inside_schools():
    turned_back = set()
    for module in MODULES:
        own = room(".".join(module.with_suffix("").parts))
        if module.parts[0] != "schools" or own in WIRING:
            continue
        turned_back |= {
            (str(module), name)
            for name in imported(module)
            if name.startswith("schools.")
            if room(name) not in ROOMS[own] | {own}
        }
    assert turned_back == set()


def test_plumbing_has_no_rows_of_its_own():
    assert list(apps.get_app_config("web").get_models()) == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_settings_read_the_environment(module):
    if module.parts[0] != "config":
        text = (ROOT / module).read_text()
        assert not {name for name in ("environ", "getenv") if name in text}


def test_importers_write_nothing():
    for module in MODULES:
        if "importers" not in module.parts:
            continue
        calls = {
            node.func.attr
            for node in ast.walk(tree(module))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert not calls & WRITERS, module


def test_modules_are_named_after_what_they_hold():
    assert not {module.stem for module in MODULES} & {"utils", "helpers", "common"}


def test_modules_stay_readable():
    long = {
        str(module)
        for module in OWN_CODE
        if len((ROOT / module).read_text().splitlines()) > LINES_OF_A_MODULE
    }
    assert long == set()


def names_in(folder: Path) -> set[str]:
    """What lies there, less caches and folders that git does not know, being empty."""
    names = {path.name for path in folder.iterdir() if path.is_file()}
    return names | {
        path.name
        for path in folder.iterdir()
        if path.is_dir() and any(path.rglob("*.py"))
    } - {"__pycache__"}


def test_a_folder_is_seen_at_a_glance():
    full = {
        str(folder.relative_to(ROOT))
        for package in ORDER
        for folder in (ROOT / package, *(ROOT / package).rglob("*"))
        if folder.is_dir()
        # Migrations are a row of steps that only grows, and nobody looks there for a place.
        and folder.name not in {"__pycache__", "migrations"}
        and len(names_in(folder)) > NAMES_IN_A_FOLDER
    }
    assert full == set()


def test_one_name_means_one_class():
    names = Counter(
        node.name
        for module in OWN_CODE
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ClassDef)
    )
    # Django's own names, which it looks for by them.
    shared = {name for name, count in names.items() if count > 1}
    assert shared <= {"Command", "Meta", "Migration"}


def test_retired_names_stay_retired():
    found = {
        (str(module), name)
        for module in MODULES
        for name in (
            module.stem,
            *(
                node.name
                for node in ast.walk(tree(module))
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            ),
        )
        if name in RETIRED
    }
    assert found == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_style_or_script(template):
    text = template.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    markup = re.sub(r"{[%{#].*?[%}#]}", "", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", markup)
    assert "javascript:" not in text
    for tag in re.findall(r"<script[^>]*>", text):
        # Data for search engines and charts is not run.
        assert "src=" in tag or 'type="application/' in tag
    assert not re.search(r"(src|href)=[\"']https?://[^\"']+\.(js|css|woff2?)", text)


@pytest.mark.parametrize("template", PIECES, ids=lambda path: path.name)
def test_pieces_of_pages_open_with_what_they_need(template):
    assert template.read_text().startswith("{# ")


def test_no_piece_is_left_over():
    code = [*TEMPLATES, *(ROOT / module for module in MODULES)]
    named = "\n".join(path.read_text() for path in code)
    names = {str(path.relative_to(ROOT / "templates")) for path in PIECES}
    assert {name for name in names if f'"{name}"' not in named} == set()


def test_templates_live_in_one_place():
    assert not [path for app in ORDER for path in (ROOT / app).rglob("*.html")]


def test_every_setting_from_the_environment_is_documented():
    read = set()
    for path in (ROOT / "config").rglob("*.py"):
        read |= set(
            re.findall(
                r"env\.(?:required|text|boolean|integer|comma_separated)\(\s*\"(\w+)\"",
                path.read_text(),
            )
        )
    example = (ROOT / ".env.example").read_text()
    assert read == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_content_travels_by_natural_key():
    without = {
        model._meta.label
        for app in ("editorial", "careers", "schools")
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "natural_key")
    }
    # What one site counts, does and is told; nothing of it is shipped.
    logged = {"Catalogue", "Change", "ChangeSet", "ImportKey", "Report"}
    uploaded = {"ProposedChange", "RowMatch", "Upload"}
    decided = {"CheckInterval", "PublishingTime", "Snooze"}
    own = {f"editorial.{name}" for name in logged | uploaded | decided}
    assert without <= own
