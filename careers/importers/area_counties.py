"""Which counties a metropolitan area takes in, as the IPEDS directory of institutions says it.

The directory gives the county and the area of every school, so it is silent on counties without
one. Areas go by the same codes (CBSA) as those of the pay survey.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from careers.choices import AreaKind
from careers.models import Area
from editorial.imports.proposals import Fault, ImportFaults, Proposal, read_csv

FILE = "hd2024.csv"
COLUMNS = ("STABBR", "COUNTYNM", "CBSA")
NO_AREA = {"", "-1", "-2"}
"""What stands where a school lies in no area, or nobody said in which."""


class AreaCounties:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []

    def proposals(self) -> Iterator[Proposal]:
        metros = Area.objects.filter(kind=AreaKind.METRO).exclude(cbsa_code="")
        codes = dict(metros.values_list("cbsa_code", "code"))
        counties: dict[str, set[str]] = defaultdict(set)
        area_of: dict[str, str] = {}
        for row in read_csv(self.folder / FILE, COLUMNS, faults=self.faults):
            cbsa_code, name = row.text("CBSA"), row.text("COUNTYNM")
            if cbsa_code in NO_AREA or not name:
                continue
            county = f"{name}, {row.text('STABBR', required=True)}"
            if area_of.setdefault(county, cbsa_code) != cbsa_code:
                message = (
                    f"{county} lies in {area_of[county]} above, here in {cbsa_code}"
                )
                row.fault("CBSA", message)
            counties[cbsa_code].add(county)
        if self.faults:
            raise ImportFaults(self.faults)
        for cbsa_code, code in sorted(codes.items()):
            found = sorted(counties[cbsa_code])
            yield Proposal(Area, {"code": code}, {"counties": found}, file=FILE)
