"""Everything that was published, as a folder for any web server: a page that lists it, papers, data, proof.

Each publication stands in it as in the zip that `Published.pack` makes for the public. Nothing is drawn again, and
nothing in it needs a program on the server.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

from oxdash.documents import holding
from oxdash.documents.papers import PAPERS
from oxdash.output import open_data, static_page
from oxdash.publication import manifest as manifests
from oxdash.publication import public
from oxdash.publication.shelf import PUBLIC, Published
from oxdash.storage import write_once

FILE, FOLDER = 0o644, 0o755  # for everybody to read: all of it is public
INDEX, LIST, SUMS = "index.html", "positions.json", "SHA256SUMS"
TITLE = "Published positions"
FOOTER = f"The fingerprints (SHA-256) of all files are in {SUMS}, and of each position's files in its manifest.json."
_OTHERS = {  # beside the papers
    public.SLIDES: "Slides (PowerPoint)",
    public.WORKBOOK: "Workbook (Excel)",
    "position-for-excel.csv": "CSV, for Excel",
    open_data.CSV: "CSV, for programs",
    open_data.DESCRIPTION: "Its columns, described",
    open_data.JSON: "Data (JSON)",
    "data/datapackage.json": "The judged tables in full (data package)",
    public.READ_ME: "What is in the folder, charts too",
}


def write(found: Sequence[Published], out: Path) -> int:
    """Write the folder, which is not there yet, whole or not at all; how many files it has.

    Everybody may read all of it, and the folders made for it, whatever the umask: a web server is somebody else.
    OSError where it cannot be written, `shelf.Unreadable` where a file is not as it was published.
    """
    above = [folder for folder in out.absolute().parents if not folder.exists()]
    write_once.make_folder(out.parent)
    becoming, sums = write_once.temporary(out.parent, out.name), {}
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, becoming, ignore_errors=True)
        for path, data in _files(found):
            write_once.make_folder((becoming / path).parent)
            write_once.write(becoming / path, data)
            sums[path] = manifests.sha256(data)
        lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
        write_once.write(becoming / SUMS, lines.encode())
        for made in (*above, becoming, *becoming.rglob("*")):
            made.chmod(FOLDER if made.is_dir() else FILE)
        becoming.rename(out)
        undo.pop_all()
    return len(sums) + 1


def _files(found: Sequence[Published]) -> Iterator[tuple[str, bytes]]:
    for one in found:
        yield f"{one.reference}/{manifests.NAME}", one.manifest.to_bytes()
        for path in one.manifest.files:
            if path.startswith(f"{PUBLIC}/"):
                yield f"{one.reference}/{path}", one.read(path)
    yield LIST, f"{json.dumps({'positions': [_about(one) for one in found]}, indent=2, ensure_ascii=False)}\n".encode()
    yield INDEX, _index(found)


def _about(one: Published) -> dict[str, Any]:
    """As the server tells it, with the addresses of the files that stand here."""
    names = {"json": open_data.JSON, "csv": open_data.CSV, "description": open_data.DESCRIPTION}
    return one.about() | {said: quote(f"{one.reference}/{PUBLIC}/{name}") for said, name in names.items()}


def _index(found: Sequence[Published]) -> bytes:
    """The newest first."""
    council = found[-1].position.council
    title = f"{council.title}: {TITLE.lower()}" if council.area else TITLE
    corrected = {one.manifest.corrects: one.reference for one in found if one.manifest.corrects}
    blocks = [holding.in_a_folder(one.manifest, _said(one, corrected), _links(one)) for one in reversed(found)]
    return static_page.index(title, council.language, blocks, FOOTER)


def _said(one: Published, corrected: dict[str, str]) -> str:
    by = corrected.get(one.reference)
    return f"{one.cited}. Corrected by {by}." if by else f"{one.cited}."


def _links(one: Published) -> Iterator[holding.Held]:
    """What there is, and where each form of it stands; the page comes first, and of each partnership its sheet."""
    named = {"The Board paper, to read here": {"": public.PAGE}}
    for kind, paper in PAPERS.items():
        if not paper.of_one:
            named[paper.name] = {"PDF": public.pdf_name(kind), "Word": public.paper_name(kind)}
    for kind, paper in PAPERS.items():
        if paper.of_one:
            sheet = paper.name.partition(" of ")[0]
            for code, name in one.position.names.items():
                forms = {"PDF": public.pdf_name(kind, code), "Word": public.paper_name(kind, code)}
                named[f"{sheet}: {name}"] = forms
    for said, forms in (named | {said: {"": file} for file, said in _OTHERS.items()}).items():
        there = {form: file for form, file in forms.items() if f"{PUBLIC}/{file}" in one.manifest.files}
        if there:
            yield said, {form: quote(f"{one.reference}/{PUBLIC}/{file}") for form, file in there.items()}
    yield "What was published, file by file, with fingerprints", {"": quote(f"{one.reference}/{manifests.NAME}")}
