"""The areas of an OEWS workbook under the codes and addresses that we have them by."""

from typing import Any

from django.utils.text import slugify

from careers.choices import AreaKind, State
from careers.models import Area
from editorial.imports.files import Reader
from editorial.imports.proposals import Proposal

NATION = "0000000"
DIGITS = 7
CBSA_DIGITS = 5


class Places:
    def __init__(self) -> None:
        self.slugs = dict(Area.objects.values_list("slug", "code"))

    def code(self, row: Reader, kind: AreaKind) -> str:
        """The flat files write every area with seven digits."""
        code = row.text("AREA", required=True)
        if kind == AreaKind.NATION:
            return NATION
        if kind == AreaKind.STATE:
            return f"{code:0>2}00000"
        return f"{code:0>{DIGITS}}"

    def proposal(self, row: Any, kind: AreaKind) -> Proposal:
        code = self.code(row, kind)
        name, state = row.text("AREA_TITLE", required=True), row.text("PRIM_STATE")
        values = {"kind": kind}
        initial = {"name": name}
        if kind == AreaKind.NATION:
            # “U.S.” in the workbooks, in full on our pages.
            initial["name"] = "United States"
        else:
            if state not in State.values:
                row.fault("PRIM_STATE", f"{state[:20]!r} is not a state or territory")
            values |= {"name": name, "state": state}
            initial = {}
        if kind == AreaKind.METRO:
            values["cbsa_code"] = code[-CBSA_DIGITS:]
        # Addresses of pages hang on it, so it outlives a change of name.
        initial["slug"] = self.slug(initial.get("name", name), code)
        return Proposal(
            Area,
            {"code": code},
            values,
            initial=initial,
            file=row.row.file,
            row=row.row.number,
        )

    def slug(self, name: str, code: str) -> str:
        slug = slugify(name)
        if self.slugs.setdefault(slug, code) != code:
            slug = f"{slug}-{code}"
        return slug
