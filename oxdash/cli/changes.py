"""The command about what changed between two quarters: a sentence each, with what was said of it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oxdash.cli import options
from oxdash.cli.options import QuarterText, ready, say, say_json, stop

if TYPE_CHECKING:
    from oxdash.documents.quarter_view import Standing


@click.command()
@click.argument("since", metavar="FROM", type=QuarterText())
@click.argument("quarter", metavar="TO", type=QuarterText())
@options.standing
@options.as_at
@options.counted
@options.agreement
@options.as_json(help="Print the changes as JSON.")
@click.pass_obj
def changes(
    data: Path,
    since: str,
    quarter: str,
    standing: str,
    as_at: date | None,
    kind: str,
    agreement: str | None,
    as_json: bool,
) -> None:
    """What changed from one quarter to a later one: newly off track, recovered, first results, renegotiated, corrected.

    A status is held against the one when the target was last judged, at FROM or before it.

    With "latest" a partnership that has not returned for TO stands at its newest return before it.
    """
    from oxdash.documents.edition import Edition
    from oxdash.documents.quarter_view import Standing
    from oxdash.vocabulary import wording

    if since >= quarter:
        stop(f"{wording.quarter(since)} is not before {wording.quarter(quarter)}. Give the earlier first.", 1)
    stands = ready(data, as_at, since, quarter)
    if sentence := stands.nothing_at(quarter):
        stop(sentence, 1)
    if missing := [one for one in (since, quarter) if one not in stands.quarters]:
        named = wording.listed(wording.quarter(one) for one in missing)
        there = wording.listed(wording.quarter(one) for one in stands.quarters) or "none"
        stop(f"No return has been accepted for {named}. Quarters with returns: {there}.", 1)
    edition = Edition(quarter, standing, agreement=options.one_of_several(stands, quarter, agreement))
    at = Standing(stands, edition, kind=kind, compared_with=since)
    shown = told(at)
    say_json(shown) if as_json else say(text(shown))


def told(at: "Standing") -> dict[str, Any]:
    """What changed, ready for JSON; a missing value is None."""
    import pandas as pd

    from oxdash.findings import arrivals

    rows = at.moved.assign(title=at.moved.target.map(at.targets.title))
    columns = "target title partnership quarter change before last_judged running sentence said_by_officer".split()
    return {
        "from": at.compared_with,
        "to": at.edition.quarter,
        "standing": at.edition.standing,
        "as_at": at.position.as_at.isoformat(),
        "kind": at.kind,
        **({"agreement": at.edition.agreement} if at.edition.agreement else {}),
        "targets": len(at.rows),
        "returned": arrivals.sentence(at.position.returns, at.edition.quarter, at.position.names, at.council.zone),
        "note": at.position.said_illustrative,
        **({"which": at.which_agreement} if at.which_agreement else {}),
        "changes": [
            {name: None if pd.isna(value) else value for name, value in row.items()}
            for row in rows[columns].to_dict("records")
        ],
    }


def text(shown: dict[str, Any]) -> str:
    """The same in words, kind by kind."""
    from oxdash.findings.changes import in_their_words
    from oxdash.vocabulary import wording

    found = shown["changes"]
    span = f"from {wording.quarter(shown['from'])} to {wording.quarter(shown['to'])}"
    many = wording.counted(shown["targets"], "target")
    lines = [f"What changed {span}, of {many}:" if found else f"Nothing changed {span}."]
    lines += [line for line in (shown["returned"], shown.get("which"), shown["note"]) if line]
    for kind in dict.fromkeys(row["change"] for row in found):
        own = [row for row in found if row["change"] == kind]
        lines += ["", f"{wording.sentence_case(kind)} ({len(own)})"]
        for row in own:
            said = in_their_words(kind, row["said_by_officer"])
            lines += [f"  {row['sentence']}", *([f"    {said}"] if said else [])]
    return "\n".join(lines)
