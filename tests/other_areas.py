"""A data folder with other areas to compare with: the shipped returns, a register with groups, files as published."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from oxdash.demo.register_workbook import IN_ORDER, STAMPED, has, table_of
from oxdash.register.writer import write_register

NEIGHBOURS = [f"{name}shire" for name in "North South East West Mid Upper Lower Far".split()]
SHEETS = {
    "Comparator groups": [
        {"Code": "neighbours", "Name": "Nearest neighbours", "Kind": "nearest neighbours", "Average": "England"},
        {"Code": "region", "Name": "South East", "Kind": "region", "Areas called": "counties of the South East"},
    ],
    "Areas compared": [
        *({"Area": name, "Also known as": f"E{n}", "Groups": "neighbours"} for n, name in enumerate(NEIGHBOURS, 1)),
        {"Area": "Oxfordshire", "Groups": "neighbours; region"},
        *({"Area": name, "Groups": "region"} for name in ("Kentshire", "Downshire")),
    ],
    "Indicators compared": [{"Target": "NI 192", "Indicator": "Waste recycled"}],
}
FIGURES = [44.0, 52.5, 47.1, 49.0, 48.1, 46.2, 51.0, 43.3]  # of the neighbours


def register(**sheets: list[dict]) -> bytes:
    """The shipped register with sheets of other areas; ``sheets`` in place of those of `SHEETS`, by their names."""
    own = {sheet: table_of(sheet) for sheet in IN_ORDER if sheet not in SHEETS and has(sheet, "oxfordshire")}
    others = {name: sheets.get(name.lower().replace(" ", "_"), rows) for name, rows in SHEETS.items()}
    heads = {name: list(dict.fromkeys(head for row in rows for head in row)) for name, rows in SHEETS.items()}
    made = {
        name: pd.DataFrame(
            rows, columns=list(dict.fromkeys([*heads[name], *(head for row in rows for head in row)])), dtype="object"
        ).replace({float("nan"): None})
        for name, rows in others.items()
        if rows
    }
    return write_register(own | made, STAMPED)


FEW = ("2008-09-Q4", "2009-10-Q4")


def folder(at: Path, shipped: Path, *, quarters: Sequence[str] = FEW, **sheets: list[dict]) -> Path:
    """The data folder ``at``, with the shipped returns of some quarters."""
    for quarter in quarters:
        shutil.copytree(shipped / "quarterly" / quarter, at / "quarterly" / quarter)
    (at / "register.xlsx").write_bytes(register(**sheets))
    return at


def waste(
    ours: float | None = 47.5, figures: list[float] = FIGURES, period: str = "2008/09", england: float = 37.6
) -> str:
    """A file in our layout: recycling in each of `NEIGHBOURS`, in England, and in Oxfordshire where it is given."""
    lines = [f"Waste recycled,{name},{period},{value}" for name, value in zip(NEIGHBOURS, figures, strict=False)]
    lines.append(f"Waste recycled,England,{period},{england}")
    if ours is not None:
        lines.append(f"Waste recycled,Oxfordshire,{period},{ours}")
    return "\n".join(["Indicator,Area,Period,Value", *lines, ""])
