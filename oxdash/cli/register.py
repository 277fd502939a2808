"""The commands about the register: a blank one, what is wrong with one, and one of before with what it did not say."""

import sys
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import say, say_json, stop, write_new


@click.group()
def register() -> None:
    """The register: whose agreement it is, its bodies, targets and milestones."""


@register.command()
@click.argument("file", type=options.a_file)
def new(file: Path) -> None:
    """Make a blank register: every sheet, what may stand in it, and an example row each. Nothing is written over."""
    from oxdash.register.blank import blank

    options.may_be_named(file, ".xlsx")
    write_new(file, blank())
    say(f"Made {file}. Its first sheet says how to fill it in. Then run: oxdash register check {file}")


@register.command()
@click.argument("file", type=options.a_file)
@options.problems_as_json
def check(file: Path, as_json: bool) -> None:
    """Check a register: every problem by sheet and cell, then what it does not say of itself. Nothing is changed.

    Exit 0 it can be used, 1 something must be fixed, 2 not readable as a workbook at all.
    """
    from oxdash.register import checked

    found = checked.check(file.name, options.read(file))
    if as_json:
        say_json(found.as_json())
    elif found.register is None:
        stop(found.told())
    else:
        say(found.told())
    sys.exit(found.exit_code)


@register.command()
@click.argument("file", metavar="OLD", type=options.a_file)
@options.output(help="The register to write.", ending=".xlsx")
def upgrade(file: Path, output: Path) -> None:
    """Write a register of the first edition anew, with the sheets About, Agreements and Bodies, and say what they say.

    What stands in OLD is taken over, and its file left as it is. Exit 1 where it must be put right first, or has those
    sheets already, 2 where it is not readable as a workbook at all.
    """
    from oxdash.register import checked
    from oxdash.register.upgrade import upgrade as upgraded

    made = upgraded(file.name, options.read(file))
    if made.refused:
        stop(made.refused, 1 if made.readable else 2)
    write_new(output, made.data)
    say("\n".join([f"Made {output} of {file}. Filled in:", *(f"  {line}" for line in made.said)]))
    found = checked.check(output.name, made.data)
    say(found.told())
    sys.exit(found.exit_code)
