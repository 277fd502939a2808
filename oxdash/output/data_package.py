"""The description that lies beside the kept tables: a Frictionless Data Package (profile tabular-data-package)."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from oxdash.documents.edition import Edition
from oxdash.judging.kept_tables import TABLES
from oxdash.judging.position import STANDINGS, Position
from oxdash.vocabulary import safe_text, wording
from oxdash.vocabulary.fields import TYPES, Field, in_calendar_years, of
from oxdash.vocabulary.quarters import Calendar, Quarter

NAME = "datapackage.json"
VERSION = 5  # of the way a position is kept; raise it when `thaw` has to tell an older one apart
READS = (1, 2, 3, 4, VERSION)
INERT = 4  # since this version nothing in a table runs in a spreadsheet; before it text stood as it was typed
ADDED = {
    "corrections": 2,
    "about": 5,
    "agreements": 5,
    "bodies": 5,
    "grants": 5,
    "allocations": 5,
}  # tables that came with a version; what was kept before it holds none


class NotKept(Exception):
    """The files are not a kept position; the text names the file and says what is wrong with it."""


@dataclass(frozen=True)
class Facts:
    """What is true of a kept position as a whole."""

    as_at: date
    register_fingerprint: str
    edition: Edition
    tables: Mapping[str, tuple[Field, ...]]  # by name; without those that came later than it was kept
    heard: Callable[[str], str]  # text of a table as it was typed


def describe(position: Position, edition: Edition, tables: Mapping[str, bytes]) -> bytes:
    """The package of these tables (name to the bytes of its CSV)."""
    said = {
        "profile": "tabular-data-package",
        "name": _named(f"{position.council.title} {edition.quarter}"),
        "title": edition.title(position.register),
        "description": " ".join(_description(position, edition)),
        "position": {
            "kept_as": VERSION,
            "as_at": position.as_at.isoformat(),
            "quarter": edition.quarter,
            "standing": edition.standing,
            "rule_version": edition.rule_version,
            "register_fingerprint": position.register.fingerprint,
            "reference": edition.reference,
            "fingerprint": edition.fingerprint,
            "published_on": edition.published_on.isoformat() if edition.published_on else None,
            "corrects": edition.corrects,
            "correction": edition.correction,
            "changes": list(edition.changes),
            "note": position.said_illustrative,
        }
        | ({"agreement": edition.agreement} if edition.agreement else {}),
        "resources": [_resource(name, data, position.calendar) for name, data in tables.items()],
    }
    return (json.dumps(said, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _named(title: str) -> str:
    """A title as the name of a package may be: small letters and digits with hyphens between."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _description(position: Position, edition: Edition) -> list[str]:
    return [
        *filter(None, [position.said_illustrative]),
        f"As at {wording.day(position.as_at)}, judged by rule version {edition.rule_version}.",
        "Everything the papers of this position are made from, quarter by quarter and up to its own.",
        f"An empty field means that there is none. {safe_text.HOW}",
    ]


def _resource(name: str, data: bytes, calendar: Calendar) -> dict:
    kept = TABLES[name]
    fields = [field if calendar.two_years else in_calendar_years(field) for field in of(kept.schema)]
    schema = {"fields": [_field(field) for field in fields], "missingValues": [""]}
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": kept.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema | ({"primaryKey": list(kept.key)} if kept.key else {}),
    }


def _field(field: Field) -> dict:
    said: dict[str, object] = {"name": field.name, "type": field.type, "description": field.description}
    if field.type == "datetime":
        said["format"] = "any"  # a receipt's time may have fractions of a second
    constraints: dict[str, object] = {"required": True} if field.required else {}
    if field.enum:
        constraints["enum"] = list(field.enum)
    return said | ({"constraints": constraints} if constraints else {})


def read(files: Mapping[str, bytes]) -> Facts:
    """What the description says, every table held against it; NotKept where something is missing or differs."""
    if NAME not in files:
        raise NotKept(f"{NAME} is missing, which says what the tables are.")
    try:
        said = json.loads(files[NAME])
        if (version := said["position"]["kept_as"]) not in READS:
            known = wording.listed(str(one) for one in READS)
            raise NotKept(f"{NAME} is of version {version}, and this program reads the versions {known}.")
        resources = {one["name"]: one for one in said["resources"]}
        tables = {}
        for name in TABLES:
            if ADDED.get(name, 1) > version or (TABLES[name].if_any and name not in resources):
                continue
            if name not in resources:
                raise NotKept(f"{NAME} does not list the table {name}.")
            _same(f"{name}.csv", resources[name], files)
            tables[name] = tuple(_read_field(one) for one in resources[name]["schema"]["fields"])
        return _facts(said["position"], tables, safe_text.as_typed if version >= INERT else str)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NotKept(f"{NAME} is not the description of a kept position ({type(fault).__name__}: {fault}).") from fault


def _same(path: str, resource: Mapping, files: Mapping[str, bytes]) -> None:
    if path not in files:
        raise NotKept(f"{path} is missing.")
    if resource["hash"] != f"sha256:{hashlib.sha256(files[path]).hexdigest()}":
        raise NotKept(f"{path} is not the file that was kept: its sha256 is another.")


def _read_field(said: Mapping) -> Field:
    constraints = said.get("constraints", {})
    if said["type"] not in TYPES:
        raise ValueError(f"{said['type']} is no type of a column")
    return Field(
        said["name"],
        said["type"],
        said["description"],
        tuple(constraints.get("enum", ())),
        constraints.get("required", False),
    )


def _facts(said: Mapping, tables: Mapping[str, tuple[Field, ...]], heard: Callable[[str], str]) -> Facts:
    if said["standing"] not in STANDINGS:
        raise ValueError(f"{said['standing']} is no standing")
    edition = Edition(
        str(Quarter.parse(said["quarter"])),
        said["standing"],
        reference=said["reference"],
        fingerprint=said["fingerprint"],
        published_on=date.fromisoformat(said["published_on"]) if said["published_on"] else None,
        corrects=said["corrects"],
        correction=said["correction"],
        changes=tuple(said["changes"]),
        rule_version=said["rule_version"],
        agreement=said.get("agreement"),
    )
    return Facts(date.fromisoformat(said["as_at"]), said["register_fingerprint"], edition, tables, heard)
