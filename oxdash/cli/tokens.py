"""The commands about tokens, with which programs return."""

from datetime import UTC, datetime
from pathlib import Path

import click

from oxdash.cli import options
from oxdash.cli.options import partnership_code, ready, say, say_json, settings_of, stop, whoever


@click.group()
def token() -> None:
    """Tokens with which programs return for a partnership (POST /api/returns)."""


@token.command()
@click.argument("partnership")
@click.option("--name", required=True, help="What the program is called, for receipts and lists.")
@click.option("--from", "who", default="", help="Who makes it; stands in the list and in the audit log.")
@click.pass_obj
def new(data: Path, partnership: str, name: str, who: str) -> None:
    """Make a token for PARTNERSHIP and print it, once: only a hash of it is kept."""
    from oxdash.access import tokens

    if not name.strip():
        stop("No token was made: give it a name, so that receipts say which program sent a return.", 1)
    now, code = datetime.now(UTC), partnership_code(ready(data), partnership)
    made = tokens.new(code, name, whoever(who, now).name, settings_of(data), now)
    say(f"Token {made.token.id} of {code}, for {made.token.name}. Keep it as you keep a password: it is shown once.")
    say(made.text)


@token.command()
@click.argument("number")
@click.option("--from", "who", default="", help="Who revokes it; stands in the list and in the audit log.")
@click.pass_obj
def revoke(data: Path, number: str, who: str) -> None:
    """Revoke the token with this NUMBER (as listed): it counts for nothing any more, at once and for good."""
    from oxdash.access import tokens

    now = datetime.now(UTC)
    ended = tokens.revoke(number, whoever(who, now).name, settings_of(data), now)
    if ended is None:
        stop(f"There is no token {number} that counts. Those there are: oxdash token list.", 1)
    say(f"Token {ended.id} ({ended.name}) of {ended.partnership} counts for nothing any more.")


@token.command(name="list")
@options.as_json(help="Print the tokens as JSON.")
@click.pass_obj
def listed(data: Path, as_json: bool) -> None:
    """Every token there was: its number, whose, what for, since when, and whether it is revoked."""
    from oxdash.access import tokens
    from oxdash.vocabulary import wording

    found = tokens.listed(settings_of(data))
    if as_json:
        say_json({"tokens": [one.model_dump(mode="json", exclude={"sha256"}) for one in found]})
        return
    if not found:
        say("There is no token.")
    for one in found:
        ended = f"; revoked on {wording.day(one.revoked_at)} by {one.revoked_by}" if one.revoked_at else ""
        say(f"{one.id}  {one.partnership}: {one.name}, made on {wording.day(one.made_at)} by {one.made_by}{ended}")
