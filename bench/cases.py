"""The questions, each in the words of the three sites."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

Pairs = list[tuple[str, str]]
CORE = "health-information,coding-billing,informatics"
CERTIFICATES = "certificate-under-1,certificate-1-2,certificate-2-4"
STATES = ("CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA")
ZIPS = ("90012", "77002", "33130", "10001", "19107", "60602", "43215", "30303")
AWARDS = {"associate": "associate", "bachelor": "bachelor", "certificate": CERTIFICATES}
DATASETTE_FACETS = (
    "state",
    "award_level",
    "field",
    "study_mode",
    "sector",
    "price_band",
    "duration_band",
)


@dataclass(frozen=True)
class Variant:
    """One search: *ours* goes to the site and to the stock page."""

    ours: Pairs
    datasette: Pairs | None = None
    """None where Datasette has no such question."""

    def path(self, site: str) -> str:
        if site != "datasette":
            return f"/schools/?{urlencode(self.ours)}"
        fixed = [("is_dormant__exact", "0"), ("field__in", CORE), ("_size", "20")]
        facets = [("_facet", name) for name in DATASETTE_FACETS]
        return f"/catalogue/programs?{urlencode([*fixed, *self.datasette, *facets])}"


@dataclass(frozen=True)
class Case:
    name: str
    variants: list[Variant] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Asked once each, so that no card of it was rendered before."""
        return self.name == "pages not seen before"


def level(name: str) -> Pairs:
    awards = AWARDS[name]
    return [("award_level__in" if "," in awards else "award_level__exact", awards)]


CASES = [
    Case("landing", [Variant([], [])]),
    Case(
        "state + level",
        [
            Variant(
                [("state", state), ("level", name)],
                [("state__exact", state), *level(name)],
            )
            for state in STATES
            for name in ("associate", "certificate")
        ],
    ),
    Case(
        "states + bands by price",
        [
            Variant(
                [
                    *(("state", state) for state in STATES[n : n + 3]),
                    ("price", "under-5k"),
                    ("price", "5k-10k"),
                    ("sort", "price"),
                ],
                [
                    ("state__in", ",".join(STATES[n : n + 3])),
                    ("price_band__in", "under-5k,5k-10k"),
                    ("_sort", "price_resident"),
                ],
            )
            for n in range(5)
        ],
    ),
    Case(
        "text + level",
        [
            Variant(
                [("q", words), ("level", name)],
                [*(("text__contains", w) for w in words.split()), *level(name)],
            )
            for words in ("coding community", "health university", "billing technical")
            for name in ("associate", "certificate")
        ],
    ),
    Case(
        "ZIP + radius + level",
        [
            Variant([("zip", code), ("miles", "50"), ("level", "certificate")])
            for code in ZIPS
        ],
    ),
    Case("page 50", [Variant([("page", "50")])]),
    Case(
        "pages not seen before",
        [Variant([("sort", "name"), ("page", str(n))]) for n in range(101, 181)],
    ),
]
HOSTILE = [
    "price_max=9223372036854775808",
    "price_min=0&price_max=1000000",
    "page=1000000000",
    "zip=99723&miles=250",
    "zip=00000&miles=10",
    "&".join(f"state={n}" for n in range(1_000)),
    "&".join(f"state={state}" for state in STATES * 100),
    f"q={'a' * 10_000}",
    "q=" + "+".join("abcdefghij"),
    "q=heelth+informatoin+colege",
]
