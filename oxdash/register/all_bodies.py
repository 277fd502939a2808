"""Every body of a register, whichever sheet declares it: Bodies, Partnerships, Delivery groups; or none but a name."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from oxdash.excel.cells import folded
from oxdash.register import sources
from oxdash.register.cells import Known
from oxdash.register.columns import SHEETS
from oxdash.register.sheets import Rows
from oxdash.vocabulary.bodies import BETWEEN, initials, several
from oxdash.vocabulary.model import BodyKind
from oxdash.vocabulary.tables import of_columns

# what a column of the other sheets is on Bodies; a column that both have under one name is not told here
_OF_PARTNERSHIPS = {"chairmanship_reviewed_on": "reviewed_on", "governance_audited_on": "audited_on"}
_OF_GROUPS = {"partnership": "reports_to"}
OTHERS = {  # the other sheet: the kind of body it lists, and which of its columns are which of Bodies
    "Partnerships": (BodyKind.PARTNERSHIP, _OF_PARTNERSHIPS),
    "Delivery groups": (BodyKind.DELIVERY_GROUP, _OF_GROUPS),
}


_OF_THE_ROW = ("basis", "illustrative_fields")  # each sheet's own: where this row of it comes from


def on_bodies(sheet: str) -> dict[str, str]:
    """By a column of another sheet, the column of Bodies that holds the same; but its code and where it comes from."""
    both = {column.name for column in SHEETS["Bodies"].columns} - {"code", *_OF_THE_ROW}
    renamed = OTHERS[sheet][1]
    held = {column.name: renamed.get(column.name, column.name) for column in SHEETS[sheet].columns}
    return {name: own for name, own in held.items() if own in both}


def named_once(tables: Mapping[str, Rows], known: Known) -> None:
    """Whom a body reports to by its code; and one that no sheet declares under the name that it is given first.

    Where a body of that name is named elsewhere by its initials alone, they are that name.
    """
    for row in tables["Bodies"].rows:
        if row.get("reports_to"):
            row["reports_to"] = BETWEEN.join(dict.fromkeys(known.body(one) for one in several(row["reports_to"])))
    columns = (("Partnerships", "reports_to"), ("Members", "body"), ("Meetings", "body"), ("Meetings", "who_reports"))
    cells = [(row, name) for sheet, name in columns for row in tables[sheet].rows if row.get(name)]
    names: dict[str, str] = {}
    for row, name in cells:
        for one in several(row[name]):
            names.setdefault(folded(one), one)
    for one in list(names.values()):
        short = folded(initials(one))
        if len(short) > 1 and folded(names.get(short, "")) == short != folded(one):
            names[short] = one
    for row, name in cells:
        row[name] = BETWEEN.join(names[folded(one)] for one in several(row[name]))


def merged(tables: Mapping[str, Rows]) -> None:
    """Rows of Bodies that are partnerships or delivery groups, on those sheets too; blank cells there from Bodies."""
    for sheet, (kind, _) in OTHERS.items():
        same = on_bodies(sheet)
        own = {row["code"]: row for row in tables[sheet].rows if row.get("code")}
        for body in tables["Bodies"].rows:
            if body.get("kind") != kind or not body.get("code"):
                continue
            if (row := own.get(body["code"])) is None:
                row = dict.fromkeys(column.name for column in SHEETS[sheet].columns)
                row |= {"code": body["code"], "row": body["row"], "basis": body.get("basis")}
                row["illustrative_fields"] = _fields(body, {there: name for name, there in same.items()}, sheet)
                tables[sheet].rows.append(row)
            for name, there in same.items():
                if row.get(name) is None and body.get(there) is not None:
                    row[name] = body[there]


def differing(tables: Mapping[str, Rows]) -> Iterator[tuple[str, dict[str, Any], str, dict[str, Any], str]]:
    """Where another sheet says otherwise of a body than Bodies: sheet, row, column there; row, column here."""
    on = {row["code"]: row for row in tables["Bodies"].rows if row.get("code")}
    for sheet in OTHERS:
        same = on_bodies(sheet)
        for row in tables[sheet].rows:
            if (body := on.get(row.get("code"))) is None:
                continue
            for name, there in same.items():
                if None not in (row.get(name), body.get(there)) and row[name] != body[there]:
                    yield sheet, row, name, body, there


def every(bodies: pd.DataFrame, partnerships: pd.DataFrame, groups: pd.DataFrame, named: list[str]) -> pd.DataFrame:
    """All bodies, in the columns of Bodies: those of its sheet, those that other sheets declare, and mere names.

    Boards first, then kind by kind, partnerships and delivery groups in the order of their tables.
    What Bodies leaves blank of a body is as another sheet has it. ``named``: bodies that are only named, by the names
    that they go by as codes.
    """
    schema = SHEETS["Bodies"].table
    rows: list[dict[str, Any]] = [
        {str(name): _plain(value) for name, value in row.items()} for row in bodies.to_dict("records")
    ]
    known = {row["code"]: row for row in rows}
    rows_of_others = [*partnerships.to_dict("records"), *groups.to_dict("records")]
    for sheet, frame in (("Partnerships", partnerships), ("Delivery groups", groups)):
        same = on_bodies(sheet)
        for other in frame.to_dict("records"):
            told = {there: _plain(other.get(name)) for name, there in same.items()}
            if (row := known.get(other["code"])) is None:
                row = {"code": other["code"], "kind": str(OTHERS[sheet][0]), "basis": _plain(other.get("basis"))}
                row |= told | {"illustrative_fields": _fields(other, same, "Bodies")}
                rows.append(row)
                known[other["code"]] = row
                continue
            taken = {name: there for name, there in same.items() if row.get(there) in (None, False) and told[there]}
            row |= {there: told[there] for there in taken.values()}
            if row["illustrative_fields"] != sources.ALL:
                both = [row["illustrative_fields"], _fields(other, taken, "Bodies", all_of_them=False)]
                named_once_each = dict.fromkeys(part for cell in both if cell for part in cell.split("; "))
                row["illustrative_fields"] = "; ".join(named_once_each) or None
    rows += [{"code": name, "name": name, "kind": str(BodyKind.BOARD)} for name in named if name not in known]
    kinds = {str(kind): place for place, kind in enumerate(BodyKind)}
    order = {code: place for place, code in enumerate(row["code"] for row in rows_of_others)}
    rows.sort(key=lambda row: (kinds[row["kind"]], order.get(row["code"], -1)))
    return of_columns(schema, {name: [row.get(name) for row in rows] for name in schema.columns})


def _fields(row: Mapping[Any, Any], to: Mapping[str, str], sheet: str, *, all_of_them: bool = True) -> str | None:
    """The illustrative fields of a row by the headings of another sheet; ``to``: by its columns, those of that one.

    A row that is illustrative as a whole stays so, unless ``all_of_them`` are not asked for.
    """
    own, theirs = _plain(row.get("illustrative_fields")), {one.name: one.heading for one in SHEETS[sheet].columns}
    whole = sources.everything(_plain(row.get("basis")), own)
    if whole and all_of_them:
        return str(own) if own else None
    marked = sources.marked_columns(own)
    fields = [theirs[there] for name, there in to.items() if there in theirs and (whole or name in marked)]
    return "; ".join(fields) or None


def _plain(value: Any) -> Any:
    return None if pd.isna(value) else value
