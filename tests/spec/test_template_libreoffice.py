"""The blank return survives LibreOffice, which many partners have: saved there, it is still a return."""

import io
import os
import shutil
import subprocess

import openpyxl
import pytest

from oxdash.submissions.check import blank_return, check_return
from tests.filling import filled
from tests.returning import CODE, QUARTER, folder, now_on_file

SOFFICE = os.environ.get("SOFFICE", "soffice")


def saved_by_libreoffice(contents: bytes, tmp_path) -> bytes:
    if shutil.which(SOFFICE) is None:
        pytest.fail(
            f"This test needs LibreOffice and there is no {SOFFICE}. Install it (apt-get install libreoffice-calc), or "
            "name another one in SOFFICE.",
            pytrace=False,
        )
    there, back = tmp_path / "blank.xlsx", tmp_path / "saved"
    there.write_bytes(contents)
    ran = subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(back),
            str(there),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (back / "blank.xlsx").exists(), ran.stdout + ran.stderr
    return (back / "blank.xlsx").read_bytes()


def test_the_template_saved_by_libreoffice_is_still_a_return(tmp_path):
    position = now_on_file(folder(tmp_path))
    blank = blank_return(position, CODE, QUARTER)
    saved = saved_by_libreoffice(blank, tmp_path)
    before, after = (openpyxl.load_workbook(io.BytesIO(contents)) for contents in (blank, saved))
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        assert values(after[name]) == values(before[name]), name
        assert after[name].protection.sheet, f"{name} is still protected"
    sheet = after["Return"]
    assert (sheet["H4"].protection.locked, sheet["A4"].protection.locked) == (False, True)
    assert len(sheet.data_validations.dataValidation) >= len(before["Return"].data_validations.dataValidation) > 0

    typed = filled(saved)
    as_made, as_saved = (check_return("safer.xlsx", one, position) for one in (filled(blank), typed))
    assert as_saved.accepted, as_saved.told()
    assert as_saved.told() == as_made.told()
    figures = ["target", "actual", "absence", "commentary", "cell"]
    assert as_saved.contents.figures[figures].equals(as_made.contents.figures[figures])
    assert as_saved.contents.actions.equals(as_made.contents.actions)
    assert as_saved.contents.narrative.equals(as_made.contents.narrative)


def values(sheet) -> dict:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
