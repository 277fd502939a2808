"""LibreOffice types into a return and saves it, without a window: a macro of its own Basic does it.

Nothing else of LibreOffice needs to be installed than Calc (Debian: libreoffice-calc).
"""

import os
import re
import subprocess
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from tests.writers.typed import CELLS, DAY

SOFFICE = os.environ.get("SOFFICE", "soffice")
FIRST_DAY = date(1899, 12, 30)  # LibreOffice's day 0
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing" script:language="StarBasic">{}
</script:module>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Typing"/></library:library>"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>"""
OPEN = """Sub Main(template, target)
Dim opening(0) As New com.sun.star.beans.PropertyValue, saving(0) As New com.sun.star.beans.PropertyValue
Dim here As New com.sun.star.lang.Locale
opening(0).Name = "Hidden" : opening(0).Value = True
book = StarDesktop.loadComponentFromURL(template, "_blank", 0, opening())
formats = book.getNumberFormats()
"""
SAVE = """saving(0).Name = "FilterName" : saving(0).Value = "Calc MS Excel 2007 XML"
book.storeToURL(target, saving())
book.close(True)
End Sub
"""


def fill(template: Path, out: Path) -> None:
    profile = out.parent / "profile"
    started = [SOFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    subprocess.run([*started, "--terminate_after_init"], check=True, capture_output=True, timeout=300)
    standard = profile / "user" / "basic" / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    typing = "\n".join(line for one in CELLS for line in _basic(one.plain()))
    (standard / "Typing.xba").write_text(MODULE.format(escape(OPEN + typing + "\n" + SAVE)), encoding="utf-8")
    (standard / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (standard.parent / "script.xlc").write_text(LIBRARIES, encoding="utf-8")
    macro = f'macro:///Standard.Typing.Main("file://{template}","file://{out}")'
    ran = subprocess.run([*started, macro], capture_output=True, text=True, timeout=300)
    assert out.exists(), ran.stdout + ran.stderr


def _basic(one: dict) -> list[str]:
    value = one["value"]
    lines = [f'at = book.Sheets.getByName("{one["sheet"]}").getCellRangeByName("{one["address"]}")']
    match one["kind"]:
        case "text":
            pieces = [_word(piece) for piece in re.findall("[\n\t]|[^\n\t]{1,200}", value)]
            lines += ['said = ""', *(f"said = said & {piece}" for piece in pieces), "at.setString(said)"]
        case "boolean":
            lines.append(f'at.setFormula("={"TRUE" if value else "FALSE"}()")')
        case "date":
            lines.append(f"at.setValue({(date.fromisoformat(value) - FIRST_DAY).days})")
        case _:
            lines.append(f"at.setValue({value!r})")
    shown = one["format"] or (DAY if one["kind"] == "date" else None)
    if shown:
        lines.append(f'key = formats.queryKey("{shown}", here, False)')
        lines += [f'If key = -1 Then key = formats.addNew("{shown}", here)', "at.NumberFormat = key"]
    return lines


def _word(piece: str) -> str:
    known = {"\n": "Chr(10)", "\t": "Chr(9)"}
    return known.get(piece) or '"' + piece.replace('"', '""') + '"'


def typed_by_openpyxl(template: bytes, out: Path) -> None:
    """The filled return as Excel would write it, for a program that opens and saves alone."""
    import io

    book = openpyxl.load_workbook(io.BytesIO(template))
    for one in CELLS:
        cell, value = book[one.sheet][one.address], one.value
        if isinstance(value, str):
            cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)  # which openpyxl leaves to its caller
            cell.data_type = "s"
        else:
            cell.value = datetime(value.year, value.month, value.day) if type(value) is date else value
        if one.number_format or type(value) is date:
            cell.number_format = one.number_format or DAY
    book.save(out)
