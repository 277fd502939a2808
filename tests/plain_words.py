"""What no output may ever hold, whatever is absent: a missing value by its name, counts of nothing, an empty table.

The texts of one output are looked through together, each once: nothing that is searched for goes over a `BREAK`.
"""

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator

from tests.pdf_tags import Tagged

BREAK = "\n\x1f\n"  # between two texts
MISSING = re.compile(r"(?<![\w.’'-])(?:nan|NaN|NAN|NaT|<NA>|None(?!:? [a-z])|inf|undefined|null)(?![\w’'-])")
OF_NOTHING = re.compile(r"\b\d+ of (?:0|no|none)\b|\b0 of\b(?= 0)")
HOLES = re.compile(r"\(\s*\)|: ?[.;,](?!\.)|(?<!\.) [.;,](?= |$|\n\x1f)|\bof \.|“\s*”|\b(?:Q[1-4] )?(?:None|nan)/")
INLINE = re.compile(r"</?(?:a|abbr|b|em|i|small|span|strong|sub|sup|time)\b[^>]*>")
TAGS = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)


def faults(text: str) -> Iterator[str]:
    """Every such thing in words that people read, with what stands around it."""
    for name, pattern in (("a missing value", MISSING), ("counts of nothing", OF_NOTHING), ("a hole", HOLES)):
        for match in pattern.finditer(text):
            around = text[max(match.start() - 60, 0) : match.end() + 40]
            yield f"{name}: …{' '.join(around.split())}…"


def together(texts: Iterable[str]) -> str:
    return BREAK.join(dict.fromkeys(texts))


def text_of(page: str) -> str:
    """The words of a page, a line for each block of them."""
    return html.unescape(TAGS.sub("\n", INLINE.sub("", page)))


def of_html(page: str) -> Iterator[str]:
    """Of a page, or of a part of one."""
    yield from faults(text_of(page))
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        body = re.search(r"<tbody.*?</tbody>", table, re.DOTALL)
        if "<tr" not in (body[0] if body else table):
            yield f"an empty table: {' '.join(TAGS.sub(' ', table).split())}"
    for name in ("ul", "ol", "dl", "nav", "p", "h1", "h2", "h3", "li", "caption", "figcaption"):
        if re.search(rf"<{name}\b[^>]*>\s*</{name}>", page):
            yield f"an empty <{name}>"
    for heading in re.findall(r"<h[1-6][^>]*>([^<]*)</h[1-6]>\s*(?=<h[12]|</section|</div>\s*$|$)", page):
        yield f"a heading with nothing under it: {heading}"


def of_docx(data: bytes) -> Iterator[str]:
    """Of a Word paper: its words, its tables, and the charts in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        document = parts.read("word/document.xml").decode()
        charts = {name: parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name}
    yield from faults(together(html.unescape(re.sub(r"<[^>]+>", "", document.replace("</w:p>", BREAK))).split(BREAK)))
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", document, re.DOTALL):
        if table.count("<w:tr>") + table.count("<w:tr ") < 2:
            yield f"an empty table: {re.sub('<[^>]+>', ' ', table)[:200]}"
    for name, chart in charts.items():
        if "<c:pt " not in chart:
            yield f"an empty chart: {name}"


def of_xlsx(data: bytes) -> Iterator[str]:
    """Of the workbook: its words, and its tables."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        words = parts.read("xl/sharedStrings.xml").decode()
        tables = {name: parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/tables/")}
    yield from faults(together(html.unescape(re.sub(r"<[^>]+>", "", words.replace("</si>", BREAK))).split(BREAK)))
    for name, table in tables.items():
        first, last = re.search(r'ref="[A-Z]+(\d+):[A-Z]+(\d+)"', table).groups()
        if int(last) <= int(first):
            yield f"an empty table: {name}"


def of_slides(data: bytes) -> list[str]:
    """The words of slides and of their notes, a paragraph each."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        slides = [parts.read(name).decode() for name in parts.namelist() if re.match(r"ppt/(notesS|s)lides/", name)]
    words = (re.sub(r"<[^>]+>", "", one.replace("</a:p>", BREAK)) for one in slides)
    return html.unescape(BREAK.join(words)).split(BREAK)


def of_pptx(data: bytes) -> Iterator[str]:
    """Of slides: their words."""
    yield from faults(together(of_slides(data)))


def of_pdf(data: bytes) -> Iterator[str]:
    """Of a PDF: its words, as a screen reader has them."""
    yield from faults(together(Tagged(data).text.split("\n")))


def of_figure(figure: object, name: str) -> Iterator[str]:
    """Of a chart on screen or in a file, a figure or its JSON: something drawn, or the words that nothing is."""
    shown = json.loads(figure) if isinstance(figure, str) else json.loads(figure.to_json())
    drawn = any(_values(one.get("x")) and _values(one.get("y")) for one in shown["data"])
    notes = [one.get("text", "") for one in shown.get("layout", {}).get("annotations", [])]
    if not drawn and not any("Nothing to draw" in text for text in notes):
        yield f"an empty chart: {name}"
    yield from faults(text_of(" <br> ".join(notes)))


def _values(axis: object) -> object:
    """The values of an axis, which plotly packs where they are numbers."""
    return axis.get("bdata") if isinstance(axis, dict) else axis


def of_json(data: bytes | str) -> Iterator[str]:
    """Of JSON: no number that is none, and the words in it."""
    yield from faults(together(_texts(json.loads(data, parse_constant=lambda name: f"({name})"))))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)


def of_csv(data: bytes | str) -> Iterator[str]:
    """Of CSV: headings, and no missing value by its name."""
    rows = list(csv.reader(io.StringIO(data if isinstance(data, str) else data.decode("utf-8-sig"))))
    if not rows:
        yield "an empty file"
    yield from faults(together(cell for row in rows for cell in row))


def of_files(files: dict[str, bytes]) -> Iterator[str]:
    """Of every file of a folder, by what its name says it is."""
    reads = {
        "docx": of_docx,
        "xlsx": of_xlsx,
        "pdf": of_pdf,
        "pptx": of_pptx,
        "json": of_json,
        "csv": of_csv,
        "png": lambda _: (),
    }
    reads["html"] = lambda b: of_html(b.decode())
    for name, data in files.items():
        read = reads.get(name.rsplit(".", 1)[-1], lambda b: faults(b.decode("utf-8", "replace")))
        yield from (f"{name}: {fault}" for fault in read(data))
