"""The page of one target, put together: the sentence first, what is done about it next, the long tables last."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from oxdash import charts
from oxdash.documents import markup
from oxdash.documents.markup import block, heading, paragraph
from oxdash.findings import (
    action_history,
    course,
    distance,
    districts,
    ledger,
    outlook,
    quarter_shown,
    revised,
    series,
    trend,
    xmr,
)
from oxdash.findings.actions import OPEN
from oxdash.judging.position import Position
from oxdash.output import chart_plotly
from oxdash.rule.explanation import forecast_sentences
from oxdash.vocabulary import source, unit_words, wording
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.subject import without_target
from oxdash.web.view import View

NOT_MEASURED = "Cannot be said without a figure of the quarter and a year-end target."


@dataclass(frozen=True)
class Sheet:
    """The parts of the page in their order, two of them plotly figures; a target that begins later has the first."""

    top: Markup
    course: Any = None
    said: str = ""
    middle: Markup | None = None
    usual: Any = None  # the second view, where there are quarters enough
    usual_said: str = ""
    rest: Markup | None = None


def chosen(position: Position, view: View) -> str:
    """The target the address asks for, else the register's first."""
    return view.target or position.register.targets["target"].iloc[0]


def until(position: Position, view: View, code: str) -> str:
    """The quarter a target is shown at; of one that does not count at the quarter chosen, where its partnership is."""
    quarter = view.quarter or position.newest or str(Quarter.of(position.as_at))
    lead = position.register.targets.set_index("target").partnership[code]
    return position.shown_at(quarter, view.standing).get(code) or position.stands_at(quarter, view.standing)[lead]


def quarter_shown_told(position: Position, view: View, code: str, last: str) -> str:
    """Why a target is shown at another quarter than the one chosen; ``last`` is the quarter of its newest row."""
    chosen = view.quarter or position.newest or str(Quarter.of(position.as_at))
    shown = until(position, view, code)
    lead = position.register.targets.set_index("target").partnership[code]
    because = quarter_shown.of_partnership(chosen, shown, lead, position.names, position.returns)
    return quarter_shown.of_target(chosen, shown, last, because)


def arranged(position: Position, view: View) -> Sheet:
    """Everything on the page of the target that the address asks for."""
    register, code = position.register, chosen(position, view)
    target = register.targets.set_index("target").loc[code]
    quarter = until(position, view, code)
    history = position.rows[(position.rows.target == code) & (position.rows.quarter <= quarter)].sort_values("quarter")
    begun = [markup.target.trail(target, position.names, view.address), heading(f"{code} {target.title}", 1)]
    if history.empty:
        later = f"This target begins later than {wording.quarter(quarter)}."
        return Sheet(block(*begun, paragraph(later, "ox-lead")))
    drawn_rows = course.to_year_end(history, position.in_force)
    now, changed = history.iloc[-1], series.definitions(register.targets).get(code)
    split = by_district(position, history)
    usual = xmr.of_target(history, code, now.quarter, changed)
    drawn = usual if isinstance(usual, xmr.Xmr) else None
    unit = wording.sentence_case(unit_words.name(target.unit))
    about = f"{unit}, Oxfordshire, to {wording.quarter(quarter)}."
    top = block(
        *begun,
        *([paragraph(shown, "ox-note")] if (shown := quarter_shown_told(position, view, code, now.quarter)) else []),
        markup.target.standing(now, _told(history, position, split)),
        heading("Actual against milestone"),
        paragraph(about, "ox-note"),
    )
    to_come = course.milestones_to_come(drawn_rows)
    middle = block(
        *([paragraph(to_come)] if to_come else []),
        *([] if drawn else [paragraph(f"Usual ups and downs: {usual.sentence}", "ox-note")]),
        heading("Actions"),
        _acted(position, view, code, quarter),
        *([heading("Districts"), *_split(split, view)] if len(split) else []),
        *([heading("Usual ups and downs"), paragraph(usual.sentence)] if drawn else []),
    )
    rest = block(
        *([markup.target.ups_and_downs(drawn)] if drawn else []),
        heading("Every quarter"),
        markup.target.quarters(drawn_rows, view.address),
        heading("Every value agreed"),
        *_agreed(position, code),
        heading("What is measured"),
        markup.target.definition(
            target,
            position.names,
            register.delivery_groups.set_index("code").name,
            register.priorities.set_index("code").name,
        ),
        markup.notice.source(position.as_at, register.fingerprint),
    )
    picture = chart_plotly.figure(charts.course_lines(drawn_rows, baseline=target.baseline, forecast=now.forecast))
    said = f"{now.sentence} {to_come}".rstrip()
    if not drawn:
        return Sheet(top, picture, said, middle, rest=rest)
    return Sheet(top, picture, said, middle, chart_plotly.figure(charts.xmr_lines(drawn)), drawn.sentence, rest)


def _told(history: pd.DataFrame, position: Position, split: pd.DataFrame) -> list[tuple[str, object]]:
    """Where it goes, how far it is to safety, and how the year may end; what the county's figure hides."""
    last, targets = history.tail(1), position.register.targets
    now = last.iloc[0]
    going = trend.of(history, targets, last).iloc[0]
    far = distance.of(last, position.as_at)
    hidden = districts.hidden(split[split.quarter == now.quarter])
    corrected = revised.corrections_of(now.target, position.corrections, now.unit, int(now.places), now.quarter)
    behind = None if hidden.empty else wording.listed(hidden.districts.iloc[0].split("; "))
    return [
        ("Since last time", markup.target.going(going.short, going.short_direction, going.short_arrow)),
        ("Over the longer run", markup.target.going(going.long, going.long_direction, going.long_arrow)),
        (
            "Distance to safety",
            markup.target.said_of(
                far.sentence.iloc[0] if len(far) else NOT_MEASURED,
                distance.turning_in_words(last, history, targets),
            ),
        ),
        ("Corrected", markup.target.said_of(*corrected) if corrected else None),
        ("Hidden by the county's figure", behind and f"Off track against the same milestone: {behind}."),
        ("Year-end forecast of the officer", forecast_sentences(last).iloc[0] or "None given."),
        ("Projection, not a status", outlook.of(last, history, targets).arithmetic.iloc[0]),
    ]


def by_district(position: Position, history: pd.DataFrame) -> pd.DataFrame:
    """findings.districts.of for the newest quarter of ``history`` whose return gives any district's figure."""
    register, code = position.register, history.target.iloc[0]
    given = position.districts[(position.districts.target == code) & position.districts.quarter.isin(history.quarter)]
    given = given[given.quarter == given.quarter.max()]
    names = list(register.districts.name)
    split = districts.of(given, history, names, register.rules, position.rule_version)
    return source.with_return(split, position.returns)


def _split(split: pd.DataFrame, view: View) -> list[Markup]:
    said = [*districts.hidden(split).sentence, *districts.adding_up(split).sentence]
    code = split.target.iloc[0]
    return [*(paragraph(without_target(one, code)) for one in said), markup.district.split(split, view.address)]


def _acted(position: Position, view: View, code: str, quarter: str) -> Markup:
    """Every action ever returned for the target, those still open first."""
    mine = position.actions[position.actions.target == code]
    asked = (mine, position.returns, quarter, position.register.targets)
    rows, mentions = action_history.of(*asked), action_history.mentions(*asked)
    rows = rows.assign(closed=rows.state != OPEN).sort_values("last_quarter", ascending=False, kind="stable")
    rows = rows.sort_values("closed", kind="stable").drop(columns="closed")
    return markup.actions.history(rows, mentions, None, view.address, "Every action and what each return said of it")


def _agreed(position: Position, code: str) -> list[Markup]:
    register, as_at = position.register, position.as_at
    own = register.milestones[register.milestones.target == code]
    values = ledger.values(
        own, register.targets[register.targets.target == code], position.judged, register.rules, as_at
    )
    return [paragraph(_moved(values, as_at)), markup.ledger.values(values)]


def _moved(values: pd.DataFrame, as_at: date) -> str:
    moved = values[values.number > 1].quarter.nunique()
    if not moved:
        return f"No milestone of this target had been renegotiated by {wording.day(as_at)}."
    quarters = "1 quarter" if moved == 1 else f"{moved} quarters"
    return f"The values of {quarters} were renegotiated by {wording.day(as_at)}; each value ever agreed is kept."
