"""Slides for a meeting: the picture, what is asked, a manager's words, what changed, a slide a partnership, the source.

What stands on each slide before it has a form. Every line has sentences of its own for the notes, so that where a list
goes on to a second slide, each has the notes of what it shows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from oxdash.charts import status_bars
from oxdash.documents import cells, covering_report, first_screen, frame, inline
from oxdash.documents.blocks import Chart, Paragraph, Table
from oxdash.documents.by_partnership import no_target, sentences
from oxdash.documents.columns import BY_STATUS, QUARTER, TARGETS, TOGETHER
from oxdash.documents.exceptions import by_each
from oxdash.documents.quarter_view import Standing
from oxdash.documents.review import as_returned
from oxdash.findings import arrivals, asked, counts, decisions, decisions_words, review
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import NEUTRAL, Council
from oxdash.vocabulary.model import Status, counted_elsewhere
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row

NAMED = 12  # targets that a line names; of more, it says how many and the notes name them
QUARTERS = 5  # of a partnership's chart: a year, and the quarter before it
HOW_MADE = "How these slides were made"


class As(StrEnum):
    """How a line stands."""

    WORDS = ""
    BULLET = "bullet"
    NUMBERED = "numbered"


@dataclass(frozen=True)
class Line:
    """``said``: the same in full sentences, for whoever speaks."""

    text: str
    kind: As = As.BULLET
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slide:
    """``shown`` stands beside the lines, or below them where it is the picture; ``notes`` are of the whole slide."""

    title: str
    lines: tuple[Line, ...]
    shown: Chart | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slides:
    """All of them. ``foot`` stands on each."""

    title: str
    subject: str
    foot: str
    slides: tuple[Slide, ...]
    council: Council = NEUTRAL


def slides(at: Standing) -> Slides:
    """The slides of a position, in the order of a meeting."""
    return Slides(
        title=at.edition.title(at.register),
        subject=f"Slides for the {at.register.board}",
        foot=_foot(at),
        council=at.council,
        slides=(
            _whole(at),
            *_corrected(at),
            *_arising(at),
            _asked(at),
            *(Slide(title, _words(*lines)) for title, lines in covering_report.parts(at.edition.words).items()),
            *(() if at.nothing_counted else (_changed(at),)),
            *(_partnership(at, code) for code in at.names),
            _made(at),
        ),
    )


def _foot(at: Standing) -> str:
    """Whose slides they are and of when; fingerprint and source stand on the last."""
    said = "Draft" if at.edition.draft else at.edition.reference
    return f"{at.council.title}, {at.when}. {said}.{_marked(at)}"


def _marked(at: Standing) -> str:
    return " Illustrative figures." if at.position.illustrative else ""


def _words(*texts: Any) -> tuple[Line, ...]:
    return tuple(Line(inline.plain(text), As.WORDS) for text in texts if text)


def _whole(at: Standing) -> Slide:
    said = [inline.plain(block.text) for block in sentences(at) if isinstance(block, Paragraph)]
    if at.nothing_counted:
        return Slide(f"{at.council.title}, {at.when}", _words(*said, at.which_agreement), notes=tuple(said))
    picture = first_screen.picture(at)
    return Slide(picture.headline, _words(picture.subtitle), picture, tuple(filter(None, (*said, at.which_agreement))))


def _corrected(at: Standing) -> Iterator[Slide]:
    """What it puts right, where it corrects another."""
    if at.edition.corrects:
        why = at.edition.correction_in_words
        yield Slide("Correction", (*_words(why), *map(Line, at.edition.differences)), notes=(why,))


def _arising(at: Standing) -> Iterator[Slide]:
    """What was decided before, and what became of it; nothing where no matter arises."""
    if found := at.arising:
        lines = (
            Line(f"{item.first.asked} {wording.sentence_case(item.state)}.", said=(f"{item.became}",)) for item in found
        )
        said = decisions_words.arising_sentence(found)
        yield Slide(decisions.ARISING, (*_words(said), *lines), notes=(said,))


def _asked(at: Standing) -> Slide:
    """Everything that is asked, what only the Board can decide first."""
    said = first_screen.asked_in_short(at.asked, len(at.asked), NAMED)
    lines = (
        Line(_whole_codes(line), As.NUMBERED, (row.sentence,))
        for line, row in zip(said, each_row(at.asked), strict=True)
    )
    whom = at.register.the_board
    return Slide(asked.title(whom), tuple(lines) or _words(asked.nothing(whom)))


def _changed(at: Standing) -> Slide:
    lines = first_screen.changed_in_short(at, NAMED)
    title = f"What changed since {wording.quarter(at.compared_with) if at.compared_with else 'the quarter before'}"
    if at.moved.empty:
        return Slide(title, _words(*lines))
    own = (rows for _, rows in at.moved.groupby("change", sort=False))
    made = (Line(_whole_codes(line), As.BULLET, tuple(rows.sentence)) for line, rows in zip(lines, own, strict=True))
    return Slide(title, tuple(made))


def _partnership(at: Standing, code: str) -> Slide:
    """Its counts, what changed and what is off track, beside its chart of the last quarters."""
    rows, stands = at.of(code), at.stands_at[code]
    chart = by_quarter(at, code)
    why = arrivals.shown_because(at.edition.quarter, stands, code, at.names, at.position.returns, at.council.zone)
    off = rows[rows.status == Status.OFF_TRACK]
    shown = None if chart.instead else chart
    counted = cells.counted(rows, stands, at.council)
    if rows.empty:
        return Slide(at.names[code], _words(counted, why), shown, (counted,))
    said, honest = counts.sentences(counts.total(rows))
    lines = [*_words(f"At {wording.quarter(stands)}: {said}", honest, chart.instead)]
    if len(off):
        lines.append(Line(f"Off track: {_codes(off.target)}", said=tuple(off.sentence)))
    lines += [*_moved(at, code), *_words(why)]
    return Slide(at.names[code], tuple(lines), shown, (counted, *([chart.sentence] if shown else [])))


def _moved(at: Standing, code: str) -> Iterator[Line]:
    """A line for each way in which targets of a partnership changed."""
    own = at.moved[at.moved.partnership == code]
    if own.empty:
        yield Line(at.nothing_moved(at.of(code)), As.WORDS)
    for kind, rows in own.groupby("change", sort=False):
        yield Line(f"{wording.sentence_case(str(kind))}: {_codes(rows.target)}", said=tuple(rows.sentence))


def _codes(targets: Iterable[str]) -> str:
    """Targets by their codes, none of which a line's end takes apart."""
    return wording.listed(code.replace(" ", TOGETHER) for code in dict.fromkeys(targets))


def _whole_codes(held: Any) -> str:
    """What a line says, where a line's end takes no code apart either: codes are what leads to targets."""
    if isinstance(held, inline.Words):
        return "".join(map(_whole_codes, held.parts))
    said = inline.plain(held)
    return said.replace(" ", TOGETHER) if isinstance(held, inline.Link) else said


def by_quarter(at: Standing, code: str) -> Chart:
    """A partnership's targets by status at each of the last quarters up to the one it stands at, as returned.

    A quarter in which none of them was a target is left out.
    """
    newest = Quarter.parse(at.stands_at[code])
    quarters = [str(newest.plus(n)) for n in range(1 - QUARTERS, 1)]
    rows, told = at.position.rows, at.year_of(code, quarters)
    own = rows[(rows.partnership == code) & ~counted_elsewhere(rows, at.agreement) & rows.counted.astype(bool)]
    found = _by_quarter(own, quarters)
    returned = set(told[told.returned].quarter)
    names = {quarter: wording.quarter(quarter) + ("" if quarter in returned else ", no return") for quarter in quarters}
    return Chart(
        name=f"{code}-by-quarter",
        headline=f"{at.names[code]}, by status, quarter by quarter",
        subtitle=at.council.placed(as_returned(at)),
        sentence=review.in_words(told),
        each=by_each(found, lambda row: names[row.partnership]),
        source=frame.chart_source(at, frame.OF_ALL),
        table=Table(
            as_returned(at),
            (
                replace(QUARTER, of=lambda row: names[row.partnership], share=3, fits=""),
                TARGETS,
                *BY_STATUS,
            ),
            small=True,
            of=found,
        ),
        drawing=status_bars(found, names),
        none=f"There is no chart of {at.names[code]}: {no_target(at)}.",
    )


def _by_quarter(rows: pd.DataFrame, quarters: Iterable[str]) -> pd.DataFrame:
    """findings.counts.of with a row a quarter, which stands in place of the partnership."""
    held = rows[rows.quarter.isin(list(quarters))].sort_values("quarter", kind="stable")
    return counts.of(held[["quarter", "status", "close"]].assign(partnership=held.quarter))


def _made(at: Standing) -> Slide:
    """Source, fingerprint, who wrote the words over the papers, and that figures are illustrative."""
    around = [*covering_report.by(at.edition.words), *frame.closing(at)]
    closing = [inline.plain(block.text) for block in around if isinstance(block, Paragraph)]
    day = wording.day(at.position.as_at)
    lines = _words(f"{at.edition.cited}. As at {day}.", at.position.said_illustrative, at.which_agreement, *closing)
    return Slide(HOW_MADE, lines, notes=tuple(line.text for line in lines))
