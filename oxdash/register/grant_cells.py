"""How a cell of the sheets Grants and Allocations is read: a year, a grant, whom it goes to."""

from oxdash.excel.cell_readers import Reading
from oxdash.excel.cells import Cell, Holds, folded, seen
from oxdash.register.cells import BODY_SHEETS, Known, normal_code, of_text
from oxdash.vocabulary.quarters import year_of

A_DAY = "Excel has made a day of it. Format the cell as text and type the year again, such as {}."


def year(cell: Cell, known: Known) -> Reading:
    """A year as the council's calendar writes it: ``2009-10``, typed 2009/10 too; ``2026`` where it begins in January.

    What the table keeps is how data writes it, so that years sort.
    """
    example = year_of(str(known.calendar.example))
    if cell.holds == Holds.DATE:  # 2009-10 typed into a cell that is not text is October 2009
        return Reading(refused=A_DAY.format(example))
    said = f"{cell.value:.15g}" if cell.holds == Holds.NUMBER else seen(cell.value)
    found = known.quarter(f"{said} Q1")
    return Reading(year_of(str(found))) if found else Reading(refused=f"Enter a year such as {example}.")


@of_text
def grant(said: str, known: Known) -> Reading:
    """A grant of the sheet Grants, in whatever case; the text where that sheet has none."""
    found = known.code("Grants", said)
    return Reading(found) if found else Reading(refused="Use the name of a grant on sheet Grants.")


@of_text
def target_or_body(said: str, known: Known) -> Reading:
    """The code of a target, or of a body that a sheet lists."""
    targets = known.words.get("Targets", {})
    if found := targets.get(folded(normal_code(said, known.also))):
        return Reading(found)
    listed = [known.words[sheet] for sheet in BODY_SHEETS if sheet in known.words]
    if found := next((codes[folded(said)] for codes in listed if folded(said) in codes), None):
        return Reading(found)
    if "Targets" not in known.words:  # which is told there
        return Reading(said)
    return Reading(refused="Use a code of sheet Targets, or of a body on sheet Bodies or Partnerships.")
