"""The facets in the panel of filters: their boxes, and which of them stand behind “Show all”."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from django.template.loader import get_template
from django.utils.safestring import SafeString

from careers.eligibility import in_order_of_renown
from schools.finder.facets import Option
from schools.finder.phrases import facet_labels
from schools.finder.query import FACETS, FinderForm
from schools.finder.result import SearchResult
from web.templatetags.once import pieces

OPTIONS_SHOWN = 9
"""Before “Show all”: enough for every facet but the long ones to stand unfolded."""
OPTIONS_SHOWN_OF_LONG = 5
LONG = ("state", "credential")
"""Those of which a visitor wants one or two of dozens."""
FOLDED = ("state", "credential", "level", "field", "duration")
"""Each behind its title, in the order of the panel; the others stand behind “More filters”."""
HINTS = {
    "accreditation": "By CAHIIM. “Not confirmed” is not “not accredited”.",
    "duration": "Counted by the longer end. Most lengths are the definition of the award; few "
    "schools publish their own.",
}
NEED_A_PROGRAM = (
    "These need a program like this: how many lead there with accreditation confirmed, and how "
    "many more may."
)
ANYBODY_MAY_SIT = "Anyone may sit these on the issuer’s terms; the programs prepare."
EXPLAINED_AT = {"accreditation": "careers:accreditation"}
BOUNDS = {"duration": ("months_max", "length"), "credential": ("confirmed",)}
"""Fields that stand among the options of a facet that folds."""
MOST_BOXES = 2_000
"""Boxes whose HTML is kept; a page has 115, of which only credentials ever change."""


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    shown: list[Option]
    hidden: list[Option]
    """Behind “Show all”."""
    errors: list[str] = field(default_factory=list)
    hint: str = ""
    explained_at: str = ""
    """URL name of a page that explains it."""
    chosen: int = 0
    """How many of its options are ticked, and how many of its bounds are given."""
    is_unfolded: bool = False
    """A fault is never hidden."""
    first: list[Option] = field(default_factory=list)
    """Before the others, under a heading of their own."""

    @property
    def options(self) -> list[Option]:
        return [*self.first, *self.shown, *self.hidden]

    @property
    def is_open(self) -> bool:
        """What is ticked is never hidden."""
        return any(option.selected for option in self.hidden)

    @property
    def is_folded(self) -> bool:
        return self.name in FOLDED

    @property
    def title(self) -> SafeString:
        """What it folds away behind."""
        chosen = f"<span>{self.chosen} chosen</span>" if self.chosen else ""
        return SafeString(f"<summary>{escape(self.label)}{chosen}</summary>\n")

    @property
    def html(self) -> SafeString:
        """The group as it stands in the panel, around what `schools/_facet_head.html` says."""
        key = ("facet head", self.name, *self.errors)
        html = pieces.get(key)
        if html is None:
            template = get_template("schools/_facet_head.html")
            html = pieces.piece(key, lambda: template.render({"facet": self}))
        if self.first:
            html += (
                f'\n<p class="facet__hint">{NEED_A_PROGRAM}</p>\n'
                f"<div>\n{boxes(self.name, self.first)}</div>\n"
                f'<p class="facet__hint">{ANYBODY_MAY_SIT}</p>'
            )
        html += f"\n<div>\n{boxes(self.name, self.shown)}</div>\n"
        if self.hidden:
            unfolded = " open" if self.is_open else ""
            html += (
                f"<details{unfolded}>\n<summary>Show all {len(self.options)}</summary>\n"
                f"{boxes(self.name, self.hidden)}</details>\n"
            )
        return SafeString(f"{html}</fieldset>")


def facets_of(result: SearchResult, form: FinderForm) -> list[Facet]:
    """In the order in which the panel asks; career is a list to choose one from."""
    labels = facet_labels(result.index)
    return [
        facet_of(name, result.facet(name, labels[name]), form)
        for name in FACETS
        if name != "career"
    ]


def facet_of(name: str, options: list[Option], form: FinderForm) -> Facet:
    most = OPTIONS_SHOWN
    first = []
    if name == "credential":
        by_slug = {one.value: one for one in options}
        options = [by_slug[slug] for slug in in_order_of_renown(by_slug)]
        first = [one for one in options if one.confirmed is not None]
        options = [one for one in options if one.confirmed is None]
        # What is ticked is not hidden; the others keep their places from search to search.
        options.sort(key=lambda one: not one.selected)
        most = OPTIONS_SHOWN_OF_LONG
    elif name in LONG:
        # The chosen first, then those that find most; the others by name.
        top = sorted(options, key=lambda one: (not one.selected, -one.count))
        top = top[:OPTIONS_SHOWN_OF_LONG]
        values = {one.value for one in top}
        options = [*top, *(one for one in options if one.value not in values)]
        most = OPTIONS_SHOWN_OF_LONG
    bounds = BOUNDS.get(name, ())
    given = sum(bool(form.cleaned_data.get(bound)) for bound in bounds)
    if len(options) == most + 1:
        # Nobody has to unfold a single one.
        most += 1
    return Facet(
        name,
        FACETS[name],
        options[:most],
        options[most:],
        list(form.errors.get(name, [])),
        HINTS.get(name, ""),
        EXPLAINED_AT.get(name, ""),
        sum(option.selected for option in [*first, *options]) + given,
        any(one in form.errors for one in (name, *bounds)),
        first,
    )


def boxes(name: str, options: Iterable[Option]) -> SafeString:
    """A box to tick for each option of the facet *name*, with its count.

    The one part of the page that no template writes: a loop in one took 3.1 ms for the 115 boxes
    of a page, more than everything else together, and no two searches have the same counts, so
    that none could be kept. This takes 0.04.
    """
    html = []
    for option in options:
        none, some, box, end = parts_of_box(name, option.value, option.label)
        count = option.count
        html += (
            some if count else none,
            box,
            " checked" if option.selected else "",
            end,
            plain_count(count)
            if option.confirmed is None and not option.published
            else told_count(option),
        )
    return SafeString("".join(html))


def plain_count(count: int) -> str:
    return f'<span data-count="{count}">{count:,}</span>\n</label>\n'


def told_count(option: Option) -> str:
    """Of a credential that hangs on accreditation how many lead there, and how many more may; of a
    duration how many schools publish it.
    """
    count = option.count
    if option.confirmed is None:
        words = f"{count:,}, {option.published:,} published"
        return f'<span data-count="{count}">{words}</span>\n</label>\n'
    confirmed = option.confirmed
    return (
        f'<span data-count="{count}" data-confirmed="{confirmed}">{confirmed:,} + '
        f"{count - confirmed:,} may</span>\n</label>\n"
    )


@lru_cache(maxsize=MOST_BOXES)
def parts_of_box(name: str, value: str, label: str) -> tuple[str, str, str, str]:
    """What stays the same: the start with no program and with some, the box, the words."""
    id_ = f"id_{name}_{escape(value)}"
    start = f'" for="{id_}">\n'
    return (
        f'<label class="facet__option facet__option--none{start}',
        f'<label class="facet__option{start}',
        f'<input type="checkbox" id="{id_}" name="{name}" value="{escape(value)}"',
        f">\n{escape(label)}\n",
    )
