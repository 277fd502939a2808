"""One target: the sentence first, where it goes, what is done about it, the long tables last, and what it is."""

from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from oxdash.charts import xmr_lines
from oxdash.documents import among, cells, decisions, frame, grants
from oxdash.documents import districts as by_district
from oxdash.documents import ledger as agreed
from oxdash.documents.actions import history as acted
from oxdash.documents.blocks import Block, Chart, Column, Heading, Paragraph, Table
from oxdash.documents.columns import ACTUAL, FIGURE, FORECAST, FROM, MILESTONE, QUARTER, STATUS, WHY
from oxdash.documents.exceptions import course_chart
from oxdash.documents.inline import Link, Prose, StatusWord, Tagged, Words
from oxdash.documents.page_blocks import Facts, PageBlock, Picture
from oxdash.documents.quarter_view import Standing
from oxdash.findings import arrivals, distance, districts, ledger, outlook, promises, series, trend, xmr
from oxdash.findings.actions import OPEN
from oxdash.findings.series import TO_COME
from oxdash.findings.trend import Direction
from oxdash.register import Register
from oxdash.rule.explanation import forecast_sentences
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.bodies import each_named
from oxdash.vocabulary.model import Better
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.wording import gap, quantity

NONE_OUT = "no quarter stands out"


class Page(NamedTuple):
    """What stands above the form that drafts milestones, and what below; a target that begins later has the first."""

    above: list[PageBlock]
    below: list[PageBlock] | None = None


def page(at: Standing, code: str) -> Page:
    """Everything on the page of a target."""
    position, register = at.position, at.register
    target = register.targets.set_index("target").loc[code]
    quarter, history = at.until(code), at.history(code)
    elsewhere = target.agreement if code not in set(at.looked_at.target) else None
    begun: list[PageBlock] = [trail(target, at.names, elsewhere), Heading(f"{code} {target.title}", 0)]
    if history.empty:
        later = f"This target begins later than {wording.quarter(quarter)}."
        return Page([*begun, Paragraph(later, "lead")])
    drawn_rows = series.to_year_end(history, position.in_force)
    now, to_come = history.iloc[-1], series.milestones_to_come(drawn_rows)
    split = by_district.newest(position, history)
    usual = xmr.of_target(history, code, now.quarter, series.definitions(register.targets).get(code))
    drawn = usual if isinstance(usual, xmr.Xmr) else None
    shown = quarter_shown_in_words(at, code, quarter, now.quarter)
    above: list[PageBlock] = [
        *begun,
        *([Paragraph(shown, "note")] if shown else []),
        *standing(now, _told(history, at, split)),
        Heading("Actual against milestone"),
        Picture(course_chart(at, now, drawn_rows), f"{code} by quarter"),
        *([Paragraph(to_come)] if to_come else []),
        *([] if drawn else [Paragraph(f"Usual ups and downs: {usual.sentence}", "note")]),
        Heading("Actions"),
        actions(at, code, quarter),
        *decisions.of_one(at, target=code),
        *_districts(at, split),
        *grants.of_target(at, code),
        *among.of_target(at, code),
        *((Heading("Usual ups and downs"), Paragraph(usual.sentence)) if drawn else ()),
        *([Picture(usual_chart(at, target, drawn), f"{code} usual ups and downs")] if drawn else []),
    ]
    return Page(
        above,
        [
            *([ups_and_downs(drawn)] if drawn else []),
            Heading("Every quarter"),
            quarters(drawn_rows),
            Heading("Every value agreed"),
            *_agreed(at, code),
            Heading("What is measured"),
            definition(target, register, at.names),
        ],
    )


def _districts(at: Standing, split: pd.DataFrame) -> list[PageBlock]:
    """Each district's figure, where any was returned."""
    if split.empty:
        return []
    named = wording.sentence_case(at.council.districts)
    return [Heading(named), *by_district.of_target(split, at.council, set(at.register.districts.name))]


def quarter_shown_in_words(at: Standing, code: str, shown: str, last: str) -> str:
    """Why a target is shown at another quarter than the one chosen; ``last`` is the quarter of its newest row."""
    chosen, lead = at.edition.quarter, at.targets.partnership[code]
    because = arrivals.shown_because(chosen, shown, lead, at.names, at.position.returns, at.council.zone)
    return arrivals.target_shown_because(chosen, shown, last, because)


def trail(target: pd.Series, names: dict[str, str], agreement: str | None = None) -> Paragraph:
    """The way back: the whole, then the partnership that leads; ``agreement``: of another than the one looked at."""
    code = target.partnership
    whole, lead = (
        Link("Overview", "overview", agreement=agreement),
        Link(names[code], "partnership", partnership=code, agreement=agreement),
    )
    return Paragraph(Words((whole, " / ", lead, " / Target")), "trail")


def standing(row, told: tuple[tuple[str, Any], ...]) -> list[PageBlock]:
    """The status and the sentence that explains it; what else is to be said, by its name; the partnership's words."""
    parts: list[PageBlock] = [
        Paragraph(StatusWord(row.status, bool(row.close))),
        Paragraph(row.sentence, "lead"),
        Facts(told),
    ]
    if not pd.isna(row.commentary):
        parts += [Heading("What the partnership says"), Prose(row.commentary)]
    return parts


def _not_measured(last: pd.DataFrame) -> str:
    """What the distance to safety cannot be said without; ``last`` is a row of `tables.JUDGED`."""
    nothing, agreed = series.counted(last).empty, last.year_end_target.notna().all()
    missing = [
        *(["a figure for this quarter"] if nothing else []),
        *([] if nothing and agreed else ["a year-end target"]),
    ]
    return f"Needs {wording.listed(missing)}."


def _told(history: pd.DataFrame, at: Standing, split: pd.DataFrame) -> tuple[tuple[str, Any], ...]:
    """Where it goes, how far it is to safety, and how the year may end; what the area's figure hides."""
    position, targets, calendar = at.position, at.register.targets, at.register.calendar
    last = history.tail(1)
    now = last.iloc[0]
    moving = trend.of(history, targets, last, calendar=calendar).iloc[0]
    far = distance.of(last, position.as_at, calendar)
    hidden = districts.hidden(split[split.quarter == now.quarter], at.council)
    corrected = ledger.corrections_of(now.target, position.corrections, now.unit, int(now.places), now.quarter)
    behind = [] if hidden.empty else hidden.districts.iloc[0].split("; ")
    one = at.council.one_district
    some = f"one {one}" if len(behind) == 1 else wording.counted(len(behind), one, at.council.districts)
    against = f"Against the same milestone: {wording.listed(behind)}." if behind else None
    safety = far.sentence.iloc[0] if len(far) else _not_measured(last)
    return (
        (trend.SHORT_TITLE, going(moving.short, moving.short_direction, moving.short_arrow)),
        (trend.LONG_TITLE, going(moving.long, moving.long_direction, moving.long_arrow)),
        ("Distance from the year-end target", in_lines(safety, distance.turning_in_words(last, history, targets))),
        ("Corrected", in_lines(*corrected) if corrected else None),
        (f"Off track in {some}", against),
        ("Officer's year-end forecast", forecast_sentences(last).iloc[0] or "None given."),
        (
            "Projection, not a status",
            outlook.of(last, history, targets, calendar=calendar).arithmetic.iloc[0],
        ),
    )


def going(sentence: str, direction: str, arrow: str) -> Words | str:
    """A trend (findings.trend): the figure's arrow, whether that is better in a word, and the sentence."""
    if not arrow:
        return sentence
    word = () if direction == Direction.NONE else (" ", wording.sentence_case(direction))
    return in_lines(Tagged(Words((Tagged(arrow, "sign"), *word)), "strong"), sentence)


def in_lines(*sentences: Any) -> Words:
    """Sentences under one name, a line each; empty ones are left out."""
    return Words(tuple(Tagged(said, "line") for said in sentences if said))


def actions(at: Standing, code: str, quarter: str) -> Table:
    """Every action ever returned for the target, those still open first."""
    position = at.position
    asked = (position.actions[position.actions.target == code], position.returns, quarter, at.register.targets)
    rows, mentions = promises.history(*asked), promises.mentions(*asked)
    rows = rows.assign(closed=rows.state != OPEN).sort_values("last_quarter", ascending=False, kind="stable")
    rows = rows.sort_values("closed", kind="stable").drop(columns="closed")
    return acted(rows, mentions, None, at.bodies, "Every action and what each return said of it")


def _agreed(at: Standing, code: str) -> list[Block]:
    register, as_at = at.register, at.position.as_at
    own, targets = register.milestones[register.milestones.target == code], register.targets
    values = ledger.values(own, targets[targets.target == code], at.position.judged, register.rules, as_at)
    return [Paragraph(agreed.moved_in_words(values, as_at)), agreed.values(values)]


def usual_chart(at: Standing, target: pd.Series, usual: xmr.Xmr) -> Chart:
    """The usual ups and downs of a target, with all that stands by a chart; its headline is what stands out."""
    labels, special = list(usual.points["label"]), int(usual.points["special"].sum())
    out = f"{wording.counted(special, 'quarter')} {'stands' if special == 1 else 'stand'} out" if special else NONE_OUT
    measured = (
        f"{target.title}, {'what each quarter added' if usual.added else 'each figure'}: {units.name(target.unit)}"
    )
    return Chart(
        name=cells.file_name(f"{target.name} usual ups and downs"),
        headline=f"{target.name}: {out}",
        subtitle=f"{at.council.placed(measured)}, {labels[0]} to {labels[-1]}",
        sentence=usual.sentence,
        source=frame.chart_source(at, frame.OF_ALL),
        table=ups_and_downs(usual),
        drawing=xmr_lines(usual),
    )


def ups_and_downs(chart: xmr.Xmr) -> Table:
    """The points of findings.xmr, newest first: the value, how far it moved, and why it stands out where it does."""

    def value(point) -> str:
        return quantity(point.value, chart.unit, chart.places) or "none"

    def moved(point) -> str:
        return gap(point.moving_range, chart.unit, chart.places)

    return Table(
        "The same in figures, newest first",
        (
            replace(QUARTER, of=lambda point: point.label),
            replace(FIGURE, of=value, heading="What the quarter added" if chart.added else FIGURE.heading),
            Column("Moved by", moved, Kind.NUMBER),
            Column("Stands out", lambda point: wording.sentence_case(point.why) or "no", fits="wide"),
        ),
        of=chart.points.iloc[::-1],
    )


def quarters(rows: pd.DataFrame) -> Table:
    """Every quarter with its figure, status, why, and the cell of the workbook it came from; newest first.

    ``rows`` are judged rows, or findings.series.to_year_end: of a quarter to come there is only the milestone.
    """
    rows = rows if "to_come" in rows else rows.assign(to_come=False)

    def status(row) -> StatusWord | str:
        return TO_COME if row.to_come else StatusWord(row.status, bool(row.close))

    return Table(
        "Every quarter, newest first",
        (
            QUARTER,
            replace(STATUS, of=status),
            ACTUAL.where(lambda row: row.to_come, TO_COME),
            MILESTONE,
            WHY.where(lambda row: row.to_come, None),
            FORECAST.where(lambda row: row.to_come, None),
            FROM,
        ),
        of=rows.iloc[::-1],
    )


def definition(target: pd.Series, register: Register, names: dict[str, str]) -> Facts:
    """What the register says of a target."""
    better = {Better.HIGHER: "a higher figure is better", Better.LOWER: "a lower figure is better"}
    baseline = quantity(target.baseline, target.unit, target.places)
    changed = target.definition_changed_from
    return Facts(
        (
            ("What is measured", Prose(target.definition)),
            ("Also called", target.also_called),
            ("Which way is better", wording.sentence_case(better.get(target.better, "a figure within a range"))),
            ("How it is measured", f"{target.measure}, {target.frequency}, {units.name(target.unit)}"),
            ("Baseline", f"{baseline} ({target.baseline_period})" if baseline else "none"),
            ("Definition changed", None if pd.isna(changed) else f"from {wording.quarter(changed)}"),
            ("Data source", target.data_source),
            ("Supplied by", target.supplied_by),
            ("Results due", _due(target.results_due)),
            ("Who answers for it", target.owner),
            ("Lead partnership", names[target.partnership]),
            ("Contributing", _named(target.contributing, names)),
            ("Delivery group", _named(target.delivery_group, register.delivery_groups.set_index("code").name)),
            (
                register.council.priorities_heading,
                _named(target.priorities, register.priorities.set_index("code").name),
            ),
            ("Agreement", f"{register.agreement_name(target.agreement)}, {target.kind}"),
            ("Within local control", "Yes" if target.local_control else "No"),
            *cells.where_it_comes_from(target),
        )
    )


def _due(said: object) -> str | None:
    """``Q3 and Q4 of each year``, or ``Q4 2008/09 and Q4 2010/11``, as the register has it."""
    if pd.isna(said):
        return None
    parts = str(said).split("; ")
    yearly = [one for one in parts if one.startswith("Q")]
    single = [wording.quarter(one) for one in parts if one not in yearly]
    return wording.listed([*([f"{wording.listed(yearly)} of each year"] if yearly else []), *single])


def _named(codes: str, names) -> str | None:
    """The names of codes that stand together in one cell of the register, separated by semicolons."""
    return wording.listed(each_named(codes, names)) or None
