"""The sheets beside the figures: actions, risks, districts and narrative. Each row becomes a row of its table."""

from oxdash.intake import layout
from oxdash.intake.agreement import Agreement
from oxdash.intake.cells import Holds
from oxdash.intake.fields import Word, day, score, text
from oxdash.intake.figure import read_figure
from oxdash.intake.layout import ACTUAL, TARGET
from oxdash.intake.plausible import doubts_alone
from oxdash.intake.sheets import Table


def read_actions(table: Table, register: Agreement, partnership: str) -> list[dict]:
    """Rows of `table.ACTIONS` but for quarter and partnership; the state of an action is open unless it says."""
    found = []
    for row, code in _rows(table, register, partnership):
        action = _needed(table, row, "Action", "Say what will be done, or empty the row.", code)
        found.append(
            {
                "target": code,
                "action": action,
                "owner": table.take(row, "Owner", text, code),
                "due": table.take(row, "Due", day, code),
                "state": table.take(row, "State", Word(layout.ACTION_STATES), code) or "open",
                "progress": table.take(row, "Progress", text, code),
                **_source(table, row, "Action"),
            }
        )
    return found


def read_risks(table: Table, register: Agreement, partnership: str) -> list[dict]:
    """Rows of `table.RISKS` but for quarter and partnership."""
    found = []
    for row, code in _rows(table, register, partnership):
        risk = _needed(table, row, "Risk", "Say what could go wrong, or empty the row.", code)
        found.append(
            {
                "target": code,
                "risk": risk,
                "likelihood": table.take(row, "Likelihood", score, code),
                "impact": table.take(row, "Impact", score, code),
                "mitigation": table.take(row, "Mitigation", text, code),
                "owner": table.take(row, "Owner", text, code),
                **_source(table, row, "Risk"),
            }
        )
    return found


def read_districts(table: Table, register: Agreement, partnership: str) -> list[dict]:
    """Rows of `table.DISTRICTS` but for quarter and partnership; one row for a target and a district."""
    districts = register.districts["name"]
    facts = register.targets[["target", "unit", "places"]].set_index("target").to_dict("index") if table.rows else {}
    found: dict[tuple[str, str], dict] = {}
    for row, code in _rows(table, register, partnership):
        named = Word(districts, "Choose one of the districts")
        district = table.take(row, "District", named, code)
        if district is None:
            if table.cell(row, "District") is None and table.readable(row, "District"):
                table.must_fix(row, "District", named.advice, code)
            continue
        if (code, district) in found:
            first = found[code, district]["cell"]
            advice = f"It is also in cell {first}: keep one row."
            table.must_fix(row, "District", advice, code, found=f"a second row for {district}")
            continue
        target = facts[code]
        figure = table.take(
            row,
            ACTUAL,
            lambda cell, of=target: read_figure(cell, of["unit"], "leave the cell empty", int(of["places"])),
            code,
        )
        for doubt in [] if figure is None else doubts_alone(figure, target):
            table.please_confirm(row, ACTUAL, doubt, code)
        found[code, district] = {"target": code, "district": district, "actual": figure, **_source(table, row, ACTUAL)}
    return list(found.values())


def read_narrative(table: Table) -> list[dict]:
    """Rows of `table.NARRATIVE` but for quarter and partnership; a section without text is left out."""
    sections = Word(layout.SECTIONS + layout.YEARLY_SECTIONS, "Choose one of the sections")
    found: dict[str, dict] = {}
    for row in table.rows:
        section = table.take(row, "Section", sections)
        said = table.take(row, "Text", text)
        if section is None:
            if table.cell(row, "Section") is None and table.readable(row, "Section"):
                table.must_fix(row, "Section", sections.advice)
        elif section in found:
            advice = f"It is also in cell {found[section]['cell']}: keep one text for it."
            table.must_fix(row, "Section", advice, found=f"a second {section}")
        elif said is not None:
            found[section] = {"section": section, "text": said, **_source(table, row, "Text")}
    return list(found.values())


def _rows(table: Table, register: Agreement, partnership: str):
    """Row number and target of every row of the partnership's own; every other row is a problem."""
    if not table.rows:
        return
    own = set(register.targets.loc[register.targets["partnership"] == partnership, "target"])
    for row in table.rows:
        cell = table.cell(row, TARGET)
        code = register.target_code(cell.value) if cell is not None and cell.holds == Holds.TEXT else None
        if code in own:
            yield row, code
        elif cell is not None or table.readable(row, TARGET):
            table.must_fix(row, TARGET, "Enter the code of one of the partnership's targets, such as NI 30.")


def _needed(table: Table, row: int, heading: str, advice: str, target: str) -> object:
    said = table.take(row, heading, text, target)
    if table.cell(row, heading) is None and table.readable(row, heading):
        table.must_fix(row, heading, advice, target)
    return said


def _source(table: Table, row: int, heading: str) -> dict:
    return {"workbook": table.workbook, "sheet": table.name, "cell": table.address(row, heading)}
