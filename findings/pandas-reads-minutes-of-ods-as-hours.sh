#!/usr/bin/env bash
# Five and a half minutes in an OpenDocument sheet are read as half past five, and thirty hours stop the whole reading.
#
# Packages: pandas 3.1.1 with odfpy 1.4.1, which also makes the file; python-calamine 0.9.1 for comparison.
# A good engineer would guess: a cell of a time is read from the value in the file, office:time-value, as figures and
# dates are; what it shows is for people. What happens: for times alone pandas parses the text that the cell shows, as
# a moment of a day. Shown as minutes and seconds, 05:30 becomes 05:30:00, sixty times too long, without a word; the
# same time shown in full is right. A duration past a day, shown as 30:00:00, raises, and no other cell is read.
# LibreOffice 7.4.7 writes a cell of the format mm:ss just so.
# Seen on 2026-11-29: PT00H05M30S shown as 00:05:30 -> 00:05:30; shown as 05:30 -> 05:30:00; PT30H00M00S -> ValueError
# or a kind of it (DateParseError). python-calamine has 00:05:30 for both of the first.
# Who is hurt: response times: ambulance, fire, telephone, which are kept as minutes and seconds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1
env/bin/python - <<'PY'
from datetime import time

import pandas as pd
import python_calamine
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P


def made(name, *cells):
    book = OpenDocumentSpreadsheet()
    table = Table(name="Times")
    for value, shown in cells:
        row, cell = TableRow(), TableCell(valuetype="time", timevalue=value)
        cell.addElement(P(text=shown))
        row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(name)
    return name


name = made("minutes.ods", ("PT00H05M30S", "00:05:30"), ("PT00H05M30S", "05:30"))
read = list(pd.read_excel(name, engine="odf", header=None)[0])
other = [row[0] for row in python_calamine.CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()]
print(read, other)
assert read == [time(0, 5, 30), time(5, 30)]
assert [str(one) for one in other] == ["00:05:30", "00:05:30"], other
name = made("hours.ods", ("PT00H05M30S", "00:05:30"), ("PT30H00M00S", "30:00:00"))
try:
    pd.read_excel(name, engine="odf", header=None)
except ValueError as error:
    print(type(error).__name__, error)
    assert "30:00:00" in str(error)
else:
    raise SystemExit("read")
PY
