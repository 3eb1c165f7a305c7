"""Rules of the house that no linter knows: who imports whom, and what stays out of where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = settings.BASE_DIR
# Each may import those to its right; `pathways` joins once it exists.
ORDER = ["config", "pathways", "schools", "careers", "editorial", "web"]
MODULES = sorted(
    path.relative_to(ROOT)
    for package in ORDER
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
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
            yield node.module


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_point_one_way(module):
    package = module.parts[0]
    allowed = {package, *ORDER[ORDER.index(package) + 1 :]}
    if package != "config":
        # An app asks `settings.X`; its other wiring comes from Django.
        assert "config" not in allowed
    project = {name.split(".")[0] for name in imported(module)} & {*ORDER, "tests"}
    assert project <= allowed


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
        str(module): lines
        for module in MODULES
        if (lines := len((ROOT / module).read_text().splitlines())) > 450
    }
    assert long == {}


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
    own = {"editorial.Catalogue", "editorial.ImportBatch", "editorial.Report"}
    assert without <= own
