"""The command line: the same reading, judging, explaining and publishing, without a browser."""

import gc
import sys
from pathlib import Path
from typing import Any

import click

from oxdash import __version__
from oxdash.cli import (
    changes,
    comparators,
    compared,
    correspondence,
    decisions,
    legacy,
    meeting_pack,
    papers,
    position,
    publishing,
    register,
    returns,
    sign_off,
    target,
    tidy,
    tokens,
    upkeep,
)
from oxdash.cli.options import say, stop, today
from oxdash.vocabulary.cannot_be import CannotBe

SELDOM = 200_000  # things made, and still there, between two looks; some 20 MB


class Commands(click.Group):
    """The commands; what cannot be ends each of them in a sentence."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """As a program of its own, which ends soon: looking for cycles in all that it loads would be a tenth of it."""
        gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
        return super().__call__(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        from oxdash.output import NotMade
        from oxdash.settings import Misset  # as in every command: what only some need is not loaded for all

        try:
            return super().invoke(ctx)
        except (Misset, NotMade) as fault:
            stop(f"Nothing was done. {fault}")
        except CannotBe as fault:
            stop(str(fault), fault.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="oxdash")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with register.xlsx and quarterly/. Default: OXDASH_DATA, or the data that came with oxdash.",
)
@click.pass_context
def cli(ctx: click.Context, data: Path | None) -> None:
    """Quarterly returns of an agreement in; every target judged on track, off track or insufficient data."""
    from oxdash.settings import current

    settings = current()  # asked of, whatever folder is named: every setting has to be one
    ctx.obj = data or settings.data


@click.command()
@click.pass_obj
def doctor(data: Path) -> None:
    """Is everything here, what is missing, in plain words. Exit 1 where something must be put right."""
    # here and not in cli: it looks at the sign-in too, which the app alone knows, and cli imports nothing of the app
    from oxdash.web.doctor import examine

    findings = examine(data, today(data))
    for finding in findings:
        say(f"{'ok      ' if finding.well else 'MISSING ' if finding.needed else 'note    '}{finding.sentence}")
    sys.exit(any(finding.needed and not finding.well for finding in findings))


for command in (
    *(returns.check, returns.template, returns.submit, returns.history, returns.archive),
    sign_off.sign_off,
    *(legacy.import_returns, comparators.comparators),
    *(position.position, changes.changes, compared.compared, tidy.judge, tidy.reward),
    *(papers.paper, papers.pdf, meeting_pack.meeting_pack, papers.workbook, papers.page, papers.charts, papers.data),
    *(papers.slides, papers.picture, target.target),
    *(publishing.publish, publishing.published, publishing.verify, publishing.reprint, publishing.pack),
    publishing.site,
    *(correspondence.remind, correspondence.digest, correspondence.calendar),
    *(decisions.decide, decisions.decisions),
    tokens.token,
    *(register.register, upkeep.demo, doctor, upkeep.sign_outs),
):
    cli.add_command(command)


if __name__ == "__main__":
    cli(prog_name="oxdash")
