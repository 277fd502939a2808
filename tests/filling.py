"""What an officer does to the workbook between downloading and uploading it, with openpyxl instead of Excel."""

import io

import openpyxl

FIRST_ROW = 4  # under the headings of the sheet Return
ACTUAL, WHY, FORECAST, ACHIEVED, COMMENTARY = "H", "K", "M", "N", "O"


def filled(template: bytes, changes: dict[str, object] | None = None) -> bytes:
    """The blank return with a figure a little off last quarter's in every row, then ``changes`` by cell of Return.

    The districts that were carried over add up to it: the first has all of it, the others none.
    """
    book = openpyxl.load_workbook(io.BytesIO(template))
    book["Cover"]["B6"] = "Performance officer"
    sheet = book["Return"]
    for row in range(FIRST_ROW, sheet.max_row + 1):
        if not sheet[f"A{row}"].value or sheet[f"{WHY}{row}"].value:
            continue
        last = sheet[f"G{row}"].value and sheet[f"F{row}"].value
        if isinstance(last, int | float):
            sheet[f"{ACTUAL}{row}"] = round(last * 1.02 + 1) if float(last).is_integer() else round(last * 1.02, 1)
        else:
            sheet[f"{WHY}{row}"], sheet[f"{ACTUAL}{row}"] = "not yet published", None  # a correction's is filled in
        sheet[f"{COMMENTARY}{row}"] = f"Commentary of row {row}."
    given = {sheet[f"A{row}"].value: sheet[f"{ACTUAL}{row}"].value for row in range(FIRST_ROW, sheet.max_row + 1)}
    split = book["Districts"] if "Districts" in book.sheetnames else None  # a council may have none
    for row in range(FIRST_ROW, split.max_row + 1) if split else ():
        if (whole := given.get(split[f"A{row}"].value)) is not None:
            split[f"C{row}"] = whole
            given[split[f"A{row}"].value] = 0
    for address, value in (changes or {}).items():
        sheet[address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
