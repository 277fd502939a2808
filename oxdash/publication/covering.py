"""The manager's words of a publication, as they are kept with what it was judged from: part of its fingerprint."""

import json
from dataclasses import asdict

from oxdash.archive.receipts import as_json
from oxdash.documents import covering_report
from oxdash.documents.covering_report import CoveringReport, Mistakes

NAME = "audit/covering-report.json"


def written(report: CoveringReport) -> dict[str, bytes]:
    """The file that holds them, by its path: the same bytes for the same words; none where there are none."""
    return {NAME: as_json(asdict(report))} if report else {}


def read(data: bytes) -> CoveringReport | None:
    """The words that a file holds; None where its bytes are not exactly what `written` made."""
    try:
        said = json.loads(data)
        found = covering_report.of(said) if isinstance(said, dict) else None
    except (ValueError, RecursionError):
        return None
    if found is None or isinstance(found, Mistakes):
        return None
    return found if written(found).get(NAME) == data else None
