"""How long the Board paper takes as PDF, beside LibreOffice that makes one of the Word paper, turn and turn about.

Ours is everything from the outline on: its data, the child process and its start, the setting, tags and all.
LibreOffice is given the Word file ready, a profile that is warm, and is asked for a tagged PDF as well. The median of
the rounds is compared; ends with 1 where ours is not five times quicker, or the papers are not of about one length.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from oxdash.documents import papers
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import Position, load
from oxdash.output import word
from oxdash.output.pdf import papers as pdf
from oxdash.settings import HOME

ROUNDS, TIMES = 5, 5.0
QUARTER, DAY = "2009-10 Q4", date(2010, 7, 22)
TAGGED = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


def main() -> int:
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice is not here, so there is nothing to compare with.")
        return 0
    position = load(HOME / "data", DAY)
    assert isinstance(position, Position)
    outline = papers.outline(Kind.BOARD, Standing(position, Edition(QUARTER)))
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        paper = folder / "paper.docx"
        paper.write_bytes(word.write(outline, stamped=DAY, illustrative=position.illustrative))
        ours: list[float] = []
        theirs: list[float] = []
        for round_ in range(ROUNDS + 1):  # the first warms both up and is not counted
            begun = time.perf_counter()
            made = pdf.write(outline, stamped=DAY, illustrative=position.illustrative)
            between = time.perf_counter()
            asked = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
            asked += ["--convert-to", TAGGED, "--outdir", str(folder), str(paper)]
            subprocess.run(asked, check=True, capture_output=True)
            ended = time.perf_counter()
            if round_:
                ours.append(between - begun)
                theirs.append(ended - between)
        (folder / "ours.pdf").write_bytes(made)
        pages = [_pages(folder / name) for name in ("ours.pdf", "paper.pdf")]
    quick, slow = statistics.median(ours), statistics.median(theirs)
    print(
        f"Board paper as PDF: {pages[0]} pages in {quick:.2f} s; "
        f"LibreOffice of the Word paper: {pages[1]} in {slow:.2f} s"
    )
    print(f"{slow / quick:.1f} times quicker (at least {TIMES:g}); a page takes {1000 * quick / pages[0]:.0f} ms")
    return int(slow / quick < TIMES or abs(pages[0] - pages[1]) > pages[1] / 5)


def _pages(path: Path) -> int:
    found = re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout)
    assert found, path
    return int(found[1])


if __name__ == "__main__":
    sys.exit(main())
