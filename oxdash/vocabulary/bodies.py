"""Bodies named together in one cell, as in *With* of an action: partnerships, delivery groups, boards and others."""

from collections.abc import Mapping

import pandas as pd

BETWEEN = "; "


def named_in(held: object) -> list[str]:
    """The bodies in a cell of `tables.ACTIONS` with_bodies: the register's codes, names of those without one."""
    return [] if pd.isna(held) else str(held).split(BETWEEN)


def names(partnerships: pd.DataFrame, delivery_groups: pd.DataFrame) -> dict[str, str]:
    """The name of each body by its code: partnerships first. In: code and name of each; a table may have no columns."""
    held = [
        table if "code" in table else pd.DataFrame({"code": [], "name": []})
        for table in (partnerships, delivery_groups)
    ]
    first, groups = (dict(zip(table["code"], table["name"], strict=True)) for table in held)
    return first | {code: name for code, name in groups.items() if code not in first}


def named(held: object, names: Mapping[str, str]) -> str | None:
    """The same by name, one after the other; nothing where none is named."""
    return BETWEEN.join(names.get(one, one) for one in named_in(held)) or None
