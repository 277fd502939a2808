"""Words of one council in what is made for another: of the shipped county, its agreements, its years and its money.

Everything a file holds is looked through, a package's parts and its document properties too.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping

OF_OXFORDSHIRE = re.compile(
    r"Oxfordshire|\bPSB\b|Public Service Board|Children.s Trust|childrens-trust|\bLAA|Local Area Agreement|\bNI \d|GOSE"
    r"|£|\bGBP\b|\bpounds?\b|\bpenc?e\b|\bApril\b|Europe/London|financial[ -]year|(?<!Q\d )\b2030\b(?![ -]Q\d)"
    r"|\b(?:19|20)\d\d/\d\d(?!\d|/)|\b(?:19|20)\d\d-\d\d[ -]Q",
    re.IGNORECASE,
)
TEXTS = (".xml", ".rels", ".json", ".csv", ".html", ".txt", ".svg", ".vml")


def of_text(text: str) -> Iterator[str]:
    """Every such word, with what stands around it."""
    for match in OF_OXFORDSHIRE.finditer(html.unescape(text)):
        around = html.unescape(text)[max(match.start() - 60, 0) : match.end() + 40]
        yield f"“{match[0]}” in …{' '.join(around.split())}…"


def of_file(name: str, data: bytes) -> Iterator[str]:
    """Of a file by what its name says it is; of a package each part."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield from of_file(f"{name}/{part}", package.read(part))
    elif name.endswith(TEXTS):
        yield from (f"{name}: {found}" for found in of_text(data.decode("utf-8-sig")))
    yield from of_text(name)


def of_files(files: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in files.items():
        yield from of_file(name, data)
