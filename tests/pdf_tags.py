"""A tagged PDF as a screen reader has it, and what it breaks of PDF/UA-1 and PDF/A-2a as far as that can be looked up.

veraPDF, which holds a file against every rule, is a Java program of its own; what is here are the rules about what a
paper has: tags, headings, tables, lists, pictures, links, languages, titles, fonts and metadata. Each names its clause.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name

STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula "
    "Form".split()
)
CELLS = {"TH", "TD"}
_HEARD = "BDC BMC EMC Tf Tj TJ f f* S s B b Do"  # operators of a page: what marks, writes, or paints
_PAIR = re.compile(r"<(\w+)>\s*<(\w+)>")
_RANGE = re.compile(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>")


@dataclass
class Tag:
    """One element: its ``role`` (after the role map), its own dictionary, and what stands in it in order."""

    role: str
    own: Dictionary
    held: list["Tag | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that is read in it; a picture is its alternative text."""
        if (alt := self.own.get("/Alt")) is not None:
            return str(alt)
        return "".join(one if isinstance(one, str) else one.text for one in self.held)

    @property
    def tags(self) -> list["Tag"]:
        return [one for one in self.held if isinstance(one, Tag)]

    def all(self, *roles: str) -> list["Tag"]:
        """Those of a role below it, in order."""
        found = []
        for one in self.tags:
            found += [one] if one.role in roles or not roles else []
            found += one.all(*roles)
        return found

    def attribute(self, name: str) -> object:
        held = self.own.get("/A")
        for one in held if isinstance(held, Array) else [held] if held is not None else []:
            if name in one:
                return one[name]
        return None


class Tagged:
    """A PDF as whoever cannot see it has it."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root
        self.roles = {str(name)[1:]: str(role)[1:] for name, role in self.tree.get("/RoleMap", {}).items()}
        self.unmapped: set[str] = set()
        self.read: set[tuple[int, int]] = set()  # pages and numbers of what tags hold
        top = Tag("", self.tree)
        self._fill(top, self.tree, None)
        (self.document,) = top.tags

    @property
    def tree(self) -> Dictionary:
        return self.root.StructTreeRoot

    @cached_property
    def pages(self) -> dict[tuple[int, int], "Page"]:
        return {page.obj.objgen: Page(page, number) for number, page in enumerate(self.pdf.pages)}

    def _fill(self, into: Tag, node: Dictionary, page: Dictionary | None) -> None:
        page = node.get("/Pg", page)
        kids = node.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                into.held.append(self._said(page, kid))
            elif "/S" in kid:
                role = str(kid.S)[1:]
                while role not in STANDARD and role in self.roles:
                    role = self.roles[role]
                self.unmapped |= {role} - STANDARD
                one = Tag(role, kid)
                into.held.append(one)
                self._fill(one, kid, page)
            elif "/MCID" in kid:
                into.held.append(self._said(kid.get("/Pg", page), kid.MCID))

    def _said(self, page: Dictionary, number: int) -> str:
        held = self.pages[page.objgen]
        self.read.add((held.number, int(number)))
        return held.said.get(int(number), "")

    def all(self, *roles: str) -> list[Tag]:
        return self.document.all(*roles)

    @property
    def text(self) -> str:
        """The whole paper as it is read out, a line for each paragraph, heading, item, cell and picture."""
        ends = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TOCI", "Caption", "Figure", "TD", "TH"}

        def said(tag: Tag) -> Iterator[str]:
            if tag.role == "Figure":
                yield tag.text
            for one in tag.held if tag.role != "Figure" else ():
                if isinstance(one, str):
                    yield one
                else:
                    yield from said(one)
                    if one.role in ends:
                        yield "\n"

        return re.sub(r"\n+", "\n", "".join(said(self.document)))

    @property
    def headings(self) -> list[tuple[int, str]]:
        return [(int(one.role[1]), one.text) for one in self.all("H1", "H2", "H3", "H4", "H5", "H6")]

    @property
    def metadata(self) -> str:
        return self.root.Metadata.read_bytes().decode()

    def broken(self) -> list[str]:
        """What it breaks, a sentence each."""
        return [said for rule in RULES for said in rule(self)]


class Page:
    """What stands on a page, by the number of its mark; ``loose``: what is neither tagged nor decoration."""

    def __init__(self, page: pikepdf.Page, number: int) -> None:
        self.number, self.page = number, page
        self.said: dict[int, str] = {}
        self.loose: list[str] = []
        self.artifacts: list[str] = []
        self._read(page, page.obj.get("/Resources", Dictionary()))

    def _read(self, stream, resources) -> None:
        fonts = {name: _letters(font) for name, font in resources.get("/Font", {}).items()}
        marks: list[tuple[str, int | None, str | None]] = []
        font: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(stream, _HEARD):
            match str(operator):
                case "BDC" | "BMC":
                    held = operands[1] if len(operands) > 1 else Dictionary()
                    held = resources.Properties[held] if isinstance(held, Name) else held
                    actual = held.get("/ActualText")
                    marks.append((str(operands[0]), held.get("/MCID"), None if actual is None else str(actual)))
                    if actual is not None:
                        self._put(marks, str(actual))
                case "EMC":
                    marks.pop()
                case "Tf":
                    font = fonts[str(operands[0])]
                case "Tj" | "TJ":
                    shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                    codes = b"".join(bytes(one) for one in shown if isinstance(one, pikepdf.String))
                    if not any(actual is not None for _, _, actual in marks):
                        pairs = (codes[n : n + 2] for n in range(0, len(codes), 2))
                        self._put(marks, "".join(font[int.from_bytes(pair, "big")] for pair in pairs))
                case "f" | "f*" | "S" | "s" | "B" | "b" | "Do" if not marks:
                    self.loose.append(f"{operator}")

    def _put(self, marks, text: str) -> None:
        number = next((number for _, number, _ in reversed(marks) if number is not None), None)
        if number is not None:
            self.said[int(number)] = self.said.get(int(number), "") + text
        elif any(name == "/Artifact" for name, _, _ in marks):
            self.artifacts.append(text)
        else:
            self.loose.append(text)


def _letters(font: Dictionary) -> dict[int, str]:
    """What each code of a font says, of its ToUnicode."""
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    for kind, body in re.findall(r"begin(bfchar|bfrange)(.*?)end", cmap, re.S):
        for code, text in _PAIR.findall(body) if kind == "bfchar" else ():
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
        for first, last, text in _RANGE.findall(body) if kind == "bfrange" else ():
            start, end = int(first, 16), int(last, 16)
            found |= {code: chr(int(text, 16) + code - start) for code in range(start, end + 1)}
    return found


def _says_what_it_is(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 5 and 7.1; ISO 19005-2, 6.6.4."""
    for name, value in (("pdfuaid:part", "1"), ("pdfaid:part", "2"), ("pdfaid:conformance", "A")):
        if f"<{name}>{value}</{name}>" not in pdf.metadata:
            yield f"its metadata do not say {name} {value}"
    if not re.search(r"<dc:title>.*<rdf:li[^>]*>[^<]+</rdf:li>", pdf.metadata, re.S):
        yield "it has no title"
    if not pdf.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "its file's name is shown instead of its title"
    if not pdf.root.get("/MarkInfo", {}).get("/Marked", False):
        yield "it does not say that it is tagged"


def _language(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 7.2."""
    if not re.fullmatch(r"[a-z]{2}-[A-Z]{2}", str(pdf.root.get("/Lang", ""))):
        yield "it has no language"


def _tags(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 7.1: everything is tagged once or decoration; only standard roles, or mapped to these."""
    for role in pdf.unmapped:
        yield f"{role} is no standard role and is mapped to none"
    for page in pdf.pages.values():
        for text in page.loose:
            yield f"page {page.number + 1}: {text!r} is neither tagged nor decoration"
        for number in page.said:
            if (page.number, number) not in pdf.read:
                yield f"page {page.number + 1}: {page.said[number]!r} is in no tag"
        if page.page.obj.get("/Tabs") not in (Name.S, None) or "/StructParents" not in page.page.obj:
            yield f"page {page.number + 1}: the order of the tab key is not that of its tags, or it has none"
    if "/ParentTree" not in pdf.tree:
        yield "it has no parent tree"


def _headings(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 7.4.2: the first is of level 1 and none is skipped."""
    before = 0
    for level, text in pdf.headings:
        if level > before + 1:
            yield f"heading {text!r} of level {level} follows one of level {before}"
        if not text.strip():
            yield "a heading is empty"
        before = level
    if not pdf.headings:
        yield "it has no heading"


def _pictures(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 7.3."""
    for one in pdf.all("Figure"):
        if not str(one.own.get("/Alt", "")).strip():
            yield "a picture has no alternative text"


def _tables(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4: rows of cells, as many in each, heads with what they are of."""
    for table in pdf.all("Table"):
        parts = [one.role for one in table.tags]
        if not set(parts) <= {"Caption", "THead", "TBody", "TFoot", "TR"} or parts.count("Caption") > 1:
            yield f"a table has {parts} in it"
        rows = table.all("TR")
        across = {len([cell for cell in row.tags if cell.role in CELLS]) for row in rows}
        if len(across) != 1 or any(cell.role not in CELLS for row in rows for cell in row.tags):
            yield f"a table has rows of {sorted(across)} cells"
        heads = table.all("TH")
        if not heads:
            yield "a table has no heads"
        for head in heads:
            if head.attribute("/Scope") not in (Name.Column, Name.Row, Name.Both):
                yield f"the head {head.text!r} does not say what it is of"
            if not head.text.strip():
                yield "a head is empty"


def _lists(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 7.6; ISO 32000-1, 14.8.4.3.3."""
    for one in pdf.all("L"):
        if wrong := {item.role for item in one.tags} - {"LI", "L", "Caption"}:
            yield f"a list holds {sorted(wrong)}"
    for item in pdf.all("LI"):
        if wrong := {part.role for part in item.tags} - {"Lbl", "LBody"}:
            yield f"an item of a list holds {sorted(wrong)}"


def _links(pdf: Tagged) -> Iterator[str]:
    """ISO 14289-1, 7.18: each is in a tag of its own, and says where it leads."""
    for page in pdf.pdf.pages:
        for one in page.obj.get("/Annots", []):
            if one.Subtype != Name.Link or "/StructParent" not in one or not str(one.get("/Contents", "")).strip():
                yield f"a {one.Subtype} is not tagged, or does not say what it is"


def _fonts(pdf: Tagged) -> Iterator[str]:
    """ISO 19005-2, 6.2.11: embedded, every letter known as text, and none of private use."""
    for page in pdf.pages.values():
        for font in page.page.obj.get("/Resources", {}).get("/Font", {}).values():
            within = font.DescendantFonts[0].FontDescriptor
            if not {"/FontFile2", "/FontFile3"} & set(within.keys()):
                yield f"{font.BaseFont} is not embedded"
            for text in _letters(font).values():
                if any(letter in "\0\ufeff\ufffe" or "\ue000" <= letter <= "\uf8ff" for letter in text):
                    yield f"{font.BaseFont} draws {text!r}, which says nothing"


def _contained(pdf: Tagged) -> Iterator[str]:
    """ISO 19005-2, 6.1 to 6.6: nothing is run, fetched or hidden, and colours are of a known kind."""
    for name in ("/OpenAction", "/AA", "/Names", "/AcroForm", "/OCProperties"):
        if name in pdf.root and name != "/Names":
            yield f"it has {name}"
    if not any(one.get("/S") == Name.GTS_PDFA1 for one in pdf.root.get("/OutputIntents", [])):
        yield "it does not say how its colours are meant"
    if pdf.pdf.is_encrypted:
        yield "it is encrypted"
    for one in pdf.pdf.objects:
        if isinstance(one, Dictionary) and one.get("/S") in (Name.JavaScript, Name.Launch, Name.URI):
            yield f"it has {one.S}"


def _whole(pdf: Tagged) -> Iterator[str]:
    """ISO 32000-1, 7.5: every object is where the file says."""
    yield from pdf.pdf.get_warnings()
    yield from pdf.pdf.check_pdf_syntax()


RULES = (
    _whole,
    *(_says_what_it_is, _language, _tags, _headings, _pictures),
    *(_tables, _lists, _links, _fonts, _contained),
)
