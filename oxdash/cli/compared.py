"""The command about how others do: where targets stand among other areas."""

from datetime import date
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import QuarterText, ready, say, say_json, stop


@click.command()
@click.argument("target")
@click.argument("quarter", type=QuarterText(), required=False)
@click.option("--group", "named", help="Among this group alone, by its code or name.")
@options.standing
@options.as_at
@options.as_json(help="Print it as JSON.")
@click.pass_obj
def compared(
    data: Path, target: str, quarter: str | None, named: str | None, standing: str, as_at: date | None, as_json: bool
) -> None:
    """Where TARGET, or "all" of them, stands among other areas: a statement beside the status, never a status.

    Exit 0 printed, 1 there is nothing to compare with, 2 no such target or group.
    """
    from oxdash.comparators.known import Known
    from oxdash.documents.edition import Edition
    from oxdash.documents.quarter_view import Standing
    from oxdash.output import compared as text

    stands = ready(data, as_at, *filter(None, [quarter]))
    chosen = quarter or stands.newest or str(stands.current_quarter)
    found = Standing(stands, Edition(chosen, standing)).compared
    codes = None
    if target.casefold() != "all":
        code = Known(stands.register).code(target)
        if code is None:
            known = ", ".join(stands.register.targets["target"])
            stop(f'"{target}" is not a target in the register. Use "all", or one of: {known}.')
        codes = [code]
    group = found.group(named)
    if named and group is None:
        there = ", ".join(one.code for one in found.groups) or "none"
        stop(f'"{named}" is not a group of areas in the register. There are: {there}.')
    rows = found.table(codes, group)
    if as_json:
        say_json(text.as_json(rows, chosen, stands))
    for fault in stands.not_compared:
        say(fault, err=True)
    if rows.empty:
        stop(text.nothing(found, codes, faults=stands.not_compared), 1)
    if not as_json:
        say(text.text(rows, stands.register.targets.set_index("target").title, chosen))
