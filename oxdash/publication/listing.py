"""What is said of a published position in a list: what it is cited by, and what has become of it."""

from typing import Any
from urllib.parse import quote

from oxdash.judging.position import Position
from oxdash.publication.compare import since
from oxdash.publication.shelf import Published
from oxdash.vocabulary import wording

NOTHING = "Nothing has been published yet."


def cited(one: Published) -> str:
    """``Published as PSB 2010-07-01 on 1 July 2010``."""
    return f"Published as {one.reference} on {wording.day(one.manifest.published_on)}"


def since_told(one: Published, now: Position) -> str:
    """``Published as PSB 2010-07-01 on 1 July 2010. 2 targets have been corrected since: NI 30 and NI 154.``"""
    moved = since(one.position, one.manifest.quarter, one.manifest.standing, now)
    return f"{cited(one)}. {moved.sentence()}"


def about(one: Published) -> dict[str, Any]:
    """What anybody may know of it, ready for JSON, with the addresses of its open data."""
    said = one.manifest
    address = f"/api/positions/{quote(said.reference)}"
    return {
        "reference": said.reference,
        "corrects": said.corrects,
        "correction": said.correction,
        "quarter": said.quarter,
        "standing": said.standing,
        "as_at": said.as_at.isoformat(),
        "published_on": said.published_on.isoformat(),
        "rule_version": said.rule_version,
        "fingerprint": said.fingerprint,
        "sentence": said.sentence,
        "note": wording.ILLUSTRATIVE if said.illustrative else None,
        "json": f"{address}.json",
        "csv": f"{address}.csv",
        "description": f"{address}.csv-metadata.json",
    }
