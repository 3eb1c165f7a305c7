"""What a card says of one program, in fixed rows, and the two parts that cards may stand in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from django.http import QueryDict
from django.template.loader import get_template
from django.utils.safestring import SafeString

from careers.choices import Verb
from careers.eligibility import Eligibility, in_order_of_renown
from editorial.models import Catalogue
from editorial.pages.caching import CatalogueMoved
from schools.finder.index.current import Index
from schools.finder.phrases import LEVEL_WORDS, hanging_on_accreditation, joined, link
from schools.finder.query import PAGE_SIZE
from schools.finder.result import SearchResult
from schools.models import Program
from schools.models.bands import LEVEL_OF_AWARD, AccreditationChoice
from schools.residency import PriceForMe, price_for
from web.templatetags.figures import miles, month_range
from web.templatetags.once import pieces

MOST_NAMED = 3
"""Of the exams that a program prepares for; nearly every program does for some."""
MOST_LINES = 3


@dataclass(frozen=True)
class EligibilityLine:
    outcome: str
    credential: str
    reason: str = ""


@dataclass(frozen=True)
class Card:
    """A program as it is shown to somebody who lives in *home*."""

    program: Program
    price: PriceForMe
    accreditation: AccreditationChoice
    lines: tuple[EligibilityLine, ...]
    home: str
    key: str
    """Names all that the card hangs on but the miles; no two that differ share it."""
    median: int | None = None
    """Dollars that half of the programs of its level in its state cost residents less than."""
    told_apart_by: str = ""
    """Where the school has another of the same title and award: what the other has not."""
    miles: float | None = None
    """None without a place to measure from, or where the school has no coordinates."""
    in_county: bool = False
    """The visitor's ZIP code lies in the county of a college that has a price for its district."""
    is_chosen: bool = False
    """Ticked, to be compared."""
    remove_url: str = ""
    """On a shortlist: the list without this program."""

    @property
    def level(self) -> str:
        """In the words of a heading."""
        return LEVEL_WORDS[LEVEL_OF_AWARD[self.program.award_level]]

    @property
    def distance(self) -> str:
        return "" if self.miles is None else miles(self.miles)

    @property
    def html(self) -> SafeString:
        """As `schools/_card.html` writes it, once for each state of the catalogue.

        Looked up in the template instead, two pieces a card, the twenty of a page took 0.10 ms
        hot and three times that in a worker whose caches other work had filled. With a distance,
        which few searches share, the template puts the pieces around it.
        """
        key = ("card", self.key)
        if not self.distance and (html := pieces.get(key)):
            return html
        html = get_template("schools/_card.html").render({"card": self})
        return html if self.distance else pieces.piece(key, lambda: html)


@dataclass(frozen=True)
class Sections:
    """The two parts of a list of programs for credentials that hang on accreditation."""

    leads: int
    """Programs that lead there beyond doubt; they come first."""
    more: int
    """Those that may, accreditation being all that is in doubt."""
    credentials: str
    """In words, those that these may lead to."""
    begins_at: int
    """How many of the cards of the page belong to the first part."""
    confirmed_url: str
    """The search without the second part; blank where nothing would be left."""

    @property
    def title(self) -> str:
        """What stands above the second part."""
        one = self.more == 1
        its = "its accreditation is" if one else "their accreditation is"
        return f"{self.more:,} more may lead to {self.credentials}: {its} not confirmed"


def cards(
    result: SearchResult, chosen: Collection[str], most: int | None = None
) -> list[Card]:
    """Cards of the page asked for, or its first *most*; *chosen*: refs that are ticked."""
    index, query = result.index, result.query
    credentials = query.choices.get("credential", frozenset())
    rows = {int(index.pk[row]): row for row in result.page_rows()[:most]}
    found = []
    for card in cards_of(index, list(rows), query.home, credentials):
        far = result.miles_of(rows[card.program.pk])
        seen = card if far is None else replace(card, miles=far)
        if card.price.in_district is not None and result.is_in_county(
            rows[card.program.pk]
        ):
            seen = replace(seen, in_county=True, key=f"{seen.key} in county")
        if chosen and card.program.ref in chosen:
            seen = replace(seen, is_chosen=True, key=f"{seen.key} chosen")
        found.append(seen)
    return found


def cards_of(
    index: Index, pks: list[int], home: str, credentials: frozenset[str]
) -> list[Card]:
    """The card of each program, in that order; programs that are not listed are left out.

    Those that this process made in this state of the catalogue are used again. Read for every
    page, twenty programs took Django 1.7 ms, and all the rest of the page 2; it may take 2.9, five
    times what its bytes take as a constant.
    """
    made = {pk: index.cards.get((pk, home, credentials)) for pk in pks}
    missing = [pk for pk, card in made.items() if card is None]
    twins = {pk: index.pk[index.twins(index.row_of[pk])].tolist() for pk in missing}
    programs = programs_of(index, [*missing, *chain.from_iterable(twins.values())])
    # One that went unannounced is left out until the index is built anew.
    for pk in filter(programs.__contains__, missing):
        others = [programs[twin] for twin in twins[pk] if twin in programs]
        made[pk] = card_of(index, programs[pk], home, credentials, others)
        index.cards.put((pk, home, credentials), made[pk])
    return [card for card in made.values() if card is not None]


def programs_of(index: Index, pks: list[int]) -> dict[int, Program]:
    """By primary key, in the state of the catalogue that *index* was built from."""
    if not pks:
        return {}
    programs = Program.objects.listed().for_listing().in_bulk(pks)
    if Catalogue.objects.mark() != (index.version, index.stamp):
        raise CatalogueMoved
    return programs


def state_of(index: Index) -> str:
    """Names the catalogue and the day that *index* speaks of."""
    return f"{index.version}-{index.stamp}-{index.day}"


def card_of(
    index: Index,
    program: Program,
    home: str,
    credentials: frozenset[str],
    twins: Iterable[Program] = (),
) -> Card:
    """*credentials*: slugs of those asked for; *twins*: as `Index.twins` finds them."""
    row = index.row_of[program.pk]
    return Card(
        program=program,
        price=price_for(program, home),
        accreditation=index.accreditation(row),
        lines=tuple(eligibility_lines(index.answers(row), credentials)),
        home=home,
        median=index.median_beside(row),
        told_apart_by=difference(program, twins),
        key=f"{state_of(index)} {program.pk} {home} {','.join(sorted(credentials))}",
    )


def difference(program: Program, twins: Iterable[Program]) -> str:
    """What tells a program from those of its school with the same title and award; blank if alone.

    Their CIP code, else the part of the address that only it has. Lengths stand on the card.
    """
    twins = list(twins)
    if not twins:
        return ""
    if all(twin.cip_code != program.cip_code for twin in twins):
        return f"CIP {program.cip_code}"
    if all(twin.months_high != program.months_high for twin in twins):
        return month_range(program.months_low, program.months_high)
    if all(twin.price_resident != program.price_resident for twin in twins):
        return "at another price"
    return f"listed as “{program.slug.replace('-', ' ')}”"


def eligibility_lines(
    answers: Iterable[Eligibility], wanted: frozenset[str]
) -> list[EligibilityLine]:
    """What the program does for the credentials asked for.

    Where none is asked for: those it leads to, else the one it may lead to, else a few of those it
    prepares for. So a card says at once what tells its program from the next.
    """
    by_slug = {answer.credential: answer for answer in answers}
    known = [by_slug[slug] for slug in in_order_of_renown(by_slug)]
    if wanted:
        known = [answer for answer in known if answer.credential in wanted]
    lines = [
        EligibilityLine("if", answer.abbr, answer.condition)
        if answer.condition
        else EligibilityLine("yes", answer.abbr)
        for answer in known
        if answer.verb == Verb.LEADS_TO
    ]
    may = [answer for answer in known if answer.verb == Verb.MAY_LEAD_TO]
    if may and (wanted or not lines):
        may = may if wanted else may[:1]
        # A candidate's accreditation would come with the time; of the others there is no word.
        condition = f"if {may[0].condition}" if may[0].condition else ""
        names = joined(answer.abbr for answer in may)
        lines.append(EligibilityLine("may", names, condition))
    prepares = [answer.abbr for answer in known if answer.verb == Verb.PREPARES_FOR]
    if prepares and (wanted or not lines):
        lines.append(EligibilityLine("prepares", ", ".join(prepares[:MOST_NAMED])))
    return lines[:MOST_LINES]


def sections_of(result: SearchResult, params: QueryDict) -> Sections | None:
    """None where the list is not in two parts."""
    leads = result.confirmed
    if result.surely is None or leads == result.total:
        return None
    return Sections(
        leads=leads,
        more=result.total - leads,
        credentials=joined(hanging_on_accreditation(result)),
        begins_at=max(0, leads - (result.page - 1) * PAGE_SIZE),
        confirmed_url=link(params, confirmed="1") if leads else "",
    )
