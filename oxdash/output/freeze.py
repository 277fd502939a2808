"""A whole position as plain tables, and the position again from them: what a published position is reprinted from.

`freeze` writes one CSV a table and the description of them all; `thaw` gives back a `Position` that answers exactly as
the first one did for every quarter up to its own. Nothing later is kept, and nobody's address.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pandera.errors

from oxdash.comparators.figures import over_by
from oxdash.documents.edition import Edition
from oxdash.findings import grants
from oxdash.judging.kept_tables import OF_POSITION, OF_REGISTER, TABLES
from oxdash.judging.position import Position
from oxdash.output import data_package, exact_csv
from oxdash.output.data_package import NotKept
from oxdash.register import Register
from oxdash.rule.judge import own_quarter
from oxdash.rule.versions import RULE_VERSION, VERSIONS, rule_version
from oxdash.vocabulary import safe_text, tables
from oxdash.vocabulary.fields import of
from oxdash.vocabulary.quarters import Quarter

__all__ = ["NotKept", "freeze", "thaw"]


def freeze(position: Position, edition: Edition) -> dict[str, bytes]:
    """File name to bytes: a CSV for each of `tables.TABLES` and datapackage.json; the same for the same position.

    Rows of quarters after the edition's are left out, and so are other areas' figures for a period that ends later,
    milestones and grants agreed after the position's day, what was told of spending since, and who sent a return or
    recorded a decision.
    ValueError where a table holds what cannot be written: always a mistake of ours.
    """
    frames = {name: getattr(position, name) for name in OF_POSITION}
    decided = frames.pop("decisions").assign(recorded_by=pd.Series(dtype="str"))
    others = over_by(frames.pop("comparators"), position.calendar.last_day(Quarter.parse(edition.quarter)))
    frames = {name: frame[frame["quarter"] <= edition.quarter] for name, frame in frames.items()}
    frames["comparators"], frames["decisions"] = others, decided
    frames["returns"] = frames["returns"].assign(received_from=pd.Series(dtype="str"))
    frames |= {name: getattr(position.register, kept.part) for name, kept in OF_REGISTER.items()}
    agreed = frames["milestones"]
    frames["milestones"] = agreed[~(agreed["agreed_on"] > pd.Timestamp(position.as_at))]
    frames["grants"], frames["allocations"] = grants.known_by(frames["grants"], frames["allocations"], position.as_at)
    written = {
        name: exact_csv.write(tables.settle(kept.schema, frames[name]), of(kept.schema), told=safe_text.inert)
        for name, kept in TABLES.items()
        if len(frames[name]) or not kept.if_any
    }
    described = data_package.describe(position, edition, written)
    return {f"{name}.csv": data for name, data in written.items()} | {data_package.NAME: described}


def thaw(files: Mapping[str, bytes]) -> tuple[Position, Edition]:
    """The position and what it was kept as; NotKept, in a sentence, where the files are not what `freeze` wrote.

    The edition's fingerprint is as it was when the tables were written: none while a position is being published, as
    the fingerprint is worked out from them. ``problems`` are empty: a kept position has none.
    """
    facts = data_package.read(files)
    frames = {name: tables.empty(kept.schema) for name, kept in TABLES.items() if name not in facts.tables}
    frames |= {name: _table(name, files[f"{name}.csv"], fields, facts.heard) for name, fields in facts.tables.items()}
    of_register: dict[str, Any] = {kept.part: frames[name] for name, kept in OF_REGISTER.items()}
    of_position: dict[str, Any] = {name: frames[name] for name in OF_POSITION}
    register = Register(fingerprint=facts.register_fingerprint, **of_register)
    version = facts.edition.rule_version if facts.edition.rule_version in VERSIONS else RULE_VERSION
    judged = of_position["judged"]
    of_position["judged"] = judged.assign(own_quarter=own_quarter(judged, rule_version(version), register.calendar))
    position = Position(
        register=register,
        as_at=facts.as_at,
        rule_version=version,  # what a newer program kept is counted as we count
        **of_position,
    )
    return position, facts.edition


def _table(name: str, data: bytes, fields, heard: Callable[[str], str]) -> pd.DataFrame:
    """A table as it was described when it was kept, in the columns and types of today."""
    try:
        found = exact_csv.read(data, fields, heard)
        settled = tables.settle(TABLES[name].schema, TABLES[name].of_today(found))
    except exact_csv.Wrong as fault:
        raise NotKept(f"{name}.csv {fault}.") from fault
    except (pandera.errors.SchemaError, pandera.errors.SchemaErrors) as fault:
        raise NotKept(f"{name}.csv does not fit the table {name}: {_first(fault)}.") from fault
    for column in settled.columns.intersection(found.columns):
        if (settled[column].isna() & found[column].notna()).any():
            raise NotKept(f"{name}.csv holds words in column {column} that are not known any more.")
    return settled


def _first(fault: pandera.errors.SchemaError | pandera.errors.SchemaErrors) -> str:
    """The first thing that does not fit: which column, which check; or that a row stands twice."""
    first = fault.schema_errors[0] if isinstance(fault, pandera.errors.SchemaErrors) else fault
    name = getattr(first.schema, "name", None)
    return f"column {name}, {first.check or first.reason_code}" if name else "a row stands in it twice"
