"""One target: how it stands in one sentence, its course in a chart, and where every figure came from."""

from oxdash import charts, house_style, markup, screen
from oxdash.explain import forecast_sentences
from oxdash.findings import ledger, trend
from oxdash.markup import block, heading, paragraph


def arranged(position, view):
    """What stands above the chart, the chart and its sentence, and what is below."""
    register = position.register
    code = view.target or position.at(view.quarter, view.standing, kind="all").target.iloc[0]
    target = register.targets.set_index("target").loc[code]
    quarter = position.stands_at(view.quarter or position.newest, view.standing)[target.partnership]
    history = position.rows[(position.rows.target == code) & (position.rows.quarter <= quarter)].sort_values("quarter")
    begun = [markup.target.trail(target, position.names, view.address), heading(f"{code} {target.title}", 1)]
    if history.empty:
        later = f"This target begins later than {house_style.quarter(quarter)}."
        return block(*begun, paragraph(later, "ox-lead")), None, "", None
    now = history.iloc[-1]
    said = forecast_sentences(history.tail(1)).iloc[0]
    unit, places = target.unit, int(target.places)
    groups = register.delivery_groups.set_index("code").name
    priorities = register.priorities.set_index("code").name
    top = block(
        *begun,
        markup.target.standing(now, said, trend.short_and_long(position.judged, code, now.quarter)),
        heading("Actual against milestone"),
        paragraph(f"{house_style.sentence_case(unit)}, Oxfordshire, to {house_style.quarter(quarter)}.", "ox-note"),
    )
    by_district = position.districts[(position.districts.target == code) & (position.districts.quarter <= quarter)]
    by_district = by_district[by_district.quarter == by_district.quarter.max()]
    agreed = register.values_in_force(position.as_at)
    moved = ledger.of(register.milestones, code, target.better, position.as_at)
    acted = position.actions[(position.actions.target == code) & (position.actions.quarter <= quarter)]
    rest = block(
        heading("Every quarter"),
        markup.target.quarters(history),
        heading("Actions"),
        markup.target.actions(acted),
        *([heading("Districts"), markup.target.districts(by_district, unit, places)] if len(by_district) else []),
        heading("What was agreed"),
        markup.target.renegotiated(moved, unit, places),
        markup.target.agreed(agreed[agreed.target == code], unit, places),
        heading("What is measured"),
        markup.target.definition(target, position.names, groups, priorities),
        markup.notice.source(position.as_at, register.fingerprint),
    )
    return top, charts.history(history, baseline=target.baseline, forecast=now.forecast), now.sentence, rest


position = screen.position()
view = screen.pick("target", position, "quarter", "standing", "target")
top, figure, sentence, rest = screen.once(arranged, view, position)
screen.put(top)
if figure is not None:
    screen.chart(figure, sentence, f"{view.target or 'target'} by quarter")
    screen.put(rest)
