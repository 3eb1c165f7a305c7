"""An index brought up to date after small changes, in milliseconds at any size.

The rows that changed are read again and take their new places in every order; all others stay.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from editorial.statements import rows_by_key
from schools.finder.index.arrays import Index, Schools, Titles
from schools.finder.index.building import (
    SORT_KEYS,
    cell_keys,
    deciding,
    kept,
    listed,
    read_eligibility,
    read_programs,
    read_schools,
    statuses,
)
from schools.finder.index.combinations import Cells
from schools.models import Accreditation

MOST = 1_000
"""Programs; reading more of them again would take about as long as building anew."""
PROBES = 128
Keys = Callable[[np.ndarray], np.ndarray]
"""The sort key of each of some rows."""
WITHOUT_RULES = {"schools.program", "schools.school", "schools.accreditation"}


@dataclass
class Changes:
    """What has to be read again."""

    programs: set[int]
    schools: set[int]
    rules: bool

    @classmethod
    def among(
        cls, index: Index, changes: Iterable[tuple[str, int]], day: dt.date
    ) -> "Changes":
        keys: dict[str, set[int]] = {}
        for label, pk in changes:
            keys.setdefault(label, set()).add(pk)
        stated = keys.get("schools.accreditation", set())
        of_statements = Accreditation.objects.programs_of(stated) if stated else ()
        found = cls(
            programs=keys.get("schools.program", set()).union(of_statements),
            schools=keys.get("schools.school", set()),
            rules=not keys.keys() <= WITHOUT_RULES or day != index.day,
        )
        if day != index.day:
            turning = Accreditation.objects.turning(after=index.day, until=day)
            found.programs |= set(turning)
        for pk in found.schools & index.schools.number_of.keys():
            school = np.array([index.schools.number_of[pk]])
            rows = index.rows_of_schools(school)
            found.programs |= set(index.pk[rows].tolist())
        return found


def patched(
    index: Index,
    changes: Iterable[tuple[str, int]],
    *,
    version: int,
    stamp: str,
    day: dt.date,
) -> Index | None:
    """*index* after *changes*; None where they reach too far, so that it must be built anew."""
    if day < index.day:
        return None
    changed = Changes.among(index, changes, day)
    schools = same_schools(index.schools) if changed.schools else index.schools
    if schools is None or len(changed.programs) > MOST:
        return None
    eligibility = read_eligibility(day) if changed.rules else index.eligibility
    rows = rows_by_key(listed, changed.programs)
    try:
        new, titles = read_programs([rows], schools, index.titles.names)
    except KeyError:
        # Of a school that the index does not hold.
        return None
    if titles.names == index.titles.names:
        titles = index.titles
    statements = rows_by_key(deciding, changed.programs, day, by="program_id")
    new["status"] = statuses(new["pk"], statements)
    held = (index.row_of.get(pk) for pk in changed.programs)
    gone = np.array(sorted(row for row in held if row is not None), dtype=int)
    cells = grown_cells(index, gone, new, schools, eligibility)
    move = Move(index, gone, new, titles)
    columns = move.columns()
    after = replace(
        index,
        version=version,
        stamp=stamp,
        day=day,
        eligibility=eligibility,
        schools=schools,
        titles=titles,
        rows=columns,
        cells=cells,
        orders=move.orders(columns, cells),
    )
    after.take_over(index)
    if eligibility is index.eligibility:
        pieces = index.cards.pieces.copy()
        after.cards.pieces = {
            key: piece
            for key, piece in pieces.items()
            if key[0] not in changed.programs
        }
    return after


def same_schools(before: Schools) -> Schools | None:
    """Schools as they are now, if they are the same ones in the same order."""
    after = read_schools()
    is_same = np.array_equal(before.pk, after.pk) and before.names == after.names
    return after if is_same else None


def grown_cells(
    index: Index, gone: np.ndarray, new: dict, schools: Schools, eligibility
) -> Cells:
    """Cells with those added that are new; sets the cell of each new row."""
    keys, known = cell_keys(new, schools), index.cells.keys
    places = placed(keys, known, index.cells.by_key)
    unknown = sorted({*(keys[known[places] != keys] if len(known) else keys).tolist()})
    if unknown:
        known = np.concatenate([known, unknown])
        places = placed(keys, known, np.argsort(known))
    new["cell"] = places.astype(np.int32)
    weights = np.concatenate([index.cells.weights, np.zeros(len(unknown), dtype=int)])
    np.subtract.at(weights, index.cell[gone], 1)
    np.add.at(weights, new["cell"], 1)
    if not unknown and eligibility is index.eligibility:
        return index.cells.weighing(weights)
    return Cells(known, weights, eligibility)


def placed(keys: np.ndarray, known: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Where each of *keys* stands among *known*; anywhere if it does not.

    *order*: the places of *known*, the smallest first.
    """
    places = np.searchsorted(known, keys, sorter=order)
    return order[places.clip(max=len(known) - 1)] if len(known) else places


class Look(Mapping):
    """Columns of some rows, as `SORT_KEYS` asks for them."""

    def __init__(self, rows: dict[str, np.ndarray], cells: Cells, at) -> None:
        self.rows, self.cells, self.at = rows, cells, at

    def __getitem__(self, name: str) -> np.ndarray:
        if name == "accreditation":
            return self.cells.codes[name][self.rows["cell"][self.at]]
        return self.rows[name][self.at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Move:
    """Rows taken out of an index and put back where they belong now."""

    def __init__(
        self, index: Index, gone: np.ndarray, new: dict[str, np.ndarray], titles: Titles
    ) -> None:
        self.index, self.gone = index, gone

        def name_key(row: int) -> tuple:
            return (
                index.school[row],
                titles.rank[index.rows["title"][row]],
                index.column("award", row),
                index.pk[row],
            )

        names = (new["school"], titles.rank[new["title"]], new["award"], new["pk"])
        keys = list(zip(*names, strict=True))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self.new = {name: values[order] for name, values in kept(new).items()}
        places = [bisect_left(range(index.size), keys[n], key=name_key) for n in order]
        self.before = np.array(places, dtype=int)
        self.before -= np.searchsorted(gone, self.before)
        """How many of the rows that stay come before each new one."""
        self.rows = self.before + np.arange(len(order))
        self.is_in_place = np.array_equal(self.rows, gone)

    def columns(self) -> dict[str, np.ndarray]:
        columns = {}
        for name, values in self.index.rows.items():
            if self.is_in_place:
                if not np.array_equal(values[self.gone], self.new[name]):
                    values = self.index.writable("rows", name)
                    values[self.gone] = self.new[name]
                columns[name] = values
            else:
                staying = np.delete(values, self.gone)
                columns[name] = np.insert(staying, self.before, self.new[name])
        return columns

    def orders(self, columns: dict[str, np.ndarray], cells: Cells) -> dict:
        moved = None if self.is_in_place else self.numbers()
        return {
            name: self.order(name, order, columns, cells, moved)
            for name, order in self.index.orders.items()
        }

    def numbers(self) -> np.ndarray:
        """The new number of each row that stays."""
        stays = np.ones(self.index.size, dtype=bool)
        stays[self.gone] = False
        compact = np.cumsum(stays) - 1
        return compact + np.searchsorted(self.before, compact, side="right")

    def order(
        self,
        name: str,
        order: np.ndarray,
        columns: dict[str, np.ndarray],
        cells: Cells,
        moved: np.ndarray | None,
    ) -> np.ndarray:
        key, index = SORT_KEYS[name], self.index

        def before(rows: np.ndarray) -> np.ndarray:
            return key(Look(index.rows, index.cells, rows))

        def after(rows: np.ndarray) -> np.ndarray:
            return key(Look(columns, cells, rows))

        gone, rows = self.gone, self.rows
        if moved is None and np.array_equal(before(gone), after(rows)):
            return order
        out = np.sort(places(gone, before(gone), order, before))
        rows = rows[np.lexsort((rows, after(rows)))]
        if moved is not None:
            staying = moved[np.delete(order, out)].astype(order.dtype)
            return np.insert(staying, places(rows, after(rows), staying, after), rows)
        spots = places(rows, after(rows), order, before)
        spots -= np.searchsorted(out, spots)
        return changed_places(order, out, rows, spots, index.writable("orders", name))


def places(
    rows: np.ndarray, keys: np.ndarray, order: np.ndarray, key_of: Keys
) -> np.ndarray:
    """Where each of *rows*, sorted by *keys*, stands or would stand in *order*."""
    pairs = zip(rows, keys, strict=True)
    return np.array([place(row, key, order, key_of) for row, key in pairs], dtype=int)


def place(row: int, key: int, order: np.ndarray, key_of: Keys) -> int:
    """A bisection with many probes at once, as each has its price in Python."""
    low, high = 0, len(order)
    while low < high:
        step = -(-(high - low) // PROBES)
        probes = order[low:high:step]
        found = key_of(probes)
        passed = np.count_nonzero((found < key) | ((found == key) & (probes < row)))
        if step == 1 or not passed:
            return low + passed
        low, high = low + (passed - 1) * step + 1, min(high, low + passed * step)
    return low


def changed_places(
    order: np.ndarray,
    out: np.ndarray,
    rows: np.ndarray,
    spots: np.ndarray,
    after: np.ndarray,
) -> np.ndarray:
    """*order* with what stands at the places *out* put back as *rows*.

    *spots*: how many of those that stay come before each of them. It is written into *after*, a
    copy of it: only what lies between the old and the new places is moved.
    """
    first = min(out[0], spots[0])
    last = max(out[-1], spots[-1] + len(rows) - 1) + 1
    window = np.delete(order[first:last], out - first)
    after[first:last] = np.insert(window, spots - first, rows)
    return after
