"""The first cell of a row says what the row is about: in a PDF it is a head, of its row.

typst 0.15 makes heads of a heading row alone: its cells for the other heads come with a feature that its Python
package cannot ask for. So its file is put right: as it writes each element of the tags as an object of its own, in
plain text, with a table of where each begins, an element is exchanged and the table written anew.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_TABLE_OF_OBJECTS = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_HEADERS = re.compile(rb"<</O/Table/Headers\[[^\]]*\]>>")


class Unknown(ValueError):
    """The file is not written as typst writes its files."""


def marked(pdf: bytes, named: Sequence[bool]) -> bytes:
    """The same with heads in the first cells of tables. ``named``: of each table in order, whether its rows have them.

    In such a table each cell's heads are those of its row and column, and no list of them stands with the cell.
    Unknown where the file has another number of tables, or is written otherwise.
    """
    if not any(named):
        return pdf
    file = _File(pdf)
    tables = list(file.tables())
    if len(tables) != len(named):
        raise Unknown(f"{len(tables)} tables, and {len(named)} were set")
    for table, has in zip(tables, named, strict=True):
        for row in file.rows(table) if has else ():
            for place, cell in enumerate(row):
                file.change(cell, head=place == 0)
    return file.bytes()


class _File:
    def __init__(self, pdf: bytes) -> None:
        found = re.search(rb"startxref\r?\n(\d+)\r?\n%%EOF\s*$", pdf)
        table = found and _TABLE_OF_OBJECTS.match(pdf, int(found[1]))
        if not found or not table:
            raise Unknown("no table of its objects")
        self.pdf, self.at, self.start, self.count = pdf, int(found[1]), table.end(), int(table[1])
        lines = pdf[self.start : self.start + 20 * self.count]
        self.offsets = [int(lines[20 * n : 20 * n + 10]) for n in range(self.count)]
        ends = sorted([*self.offsets, self.at])
        after = dict(pairwise(ends))
        self.ends = [after.get(offset, self.at) for offset in self.offsets]
        self.changed: dict[int, bytes] = {}

    def object(self, number: int) -> bytes:
        return self.changed.get(number) or self.pdf[self.offsets[number] : self.ends[number]]

    def role(self, number: int) -> bytes:
        found = _ELEMENT.search(self.object(number)[:60])
        return found[1] if found else b""

    def kids(self, number: int) -> list[int]:
        """The elements in an element, in order; what is drawn on a page is none."""
        found = _KIDS.search(self.object(number))
        return [int(one) for one in _REFERENCE.findall(found[1])] if found else []

    def tables(self) -> Iterator[int]:
        """In the order in which they are read."""
        elements = [n for n in range(1, self.count) if self.role(n)]
        top = [n for n in elements if self.role(n) == b"Document"]
        if len(top) != 1:
            raise Unknown("no one document in its tags")
        waiting = top
        while waiting:
            one = waiting.pop()
            if self.role(one) == b"Table":
                yield one
            else:
                waiting += reversed(self.kids(one))

    def rows(self, table: int) -> Iterator[list[int]]:
        for part in self.kids(table):
            if self.role(part) == b"TBody":
                yield from (self.kids(row) for row in self.kids(part))

    def change(self, cell: int, *, head: bool) -> None:
        held = self.object(cell)
        if self.role(cell) != b"TD" or not _HEADERS.search(held):
            raise Unknown("a cell of no known kind")
        held = _HEADERS.sub(b"<</O/Table/Scope/Row>>" if head else b"", held, count=1)
        self.changed[cell] = held.replace(b"/S/TD", b"/S/TH", 1) if head else held

    def bytes(self) -> bytes:
        """Every object where it is now, and the table of that."""
        order = sorted(range(1, self.count), key=self.offsets.__getitem__)
        made, moved = [self.pdf[: self.offsets[order[0]]]], {}
        reached = len(made[0])
        for number in order:
            moved[number] = reached
            made.append(self.object(number))
            reached += len(made[-1])
        head, rest = self.pdf[self.at : self.start], self.pdf[self.start + 20 * self.count :]
        first = self.pdf[self.start : self.start + 20]
        lines = [b"%010d" % moved[n] + self.pdf[self.start + 20 * n + 10 :][:10] for n in range(1, self.count)]
        end = re.sub(rb"startxref(\r?\n)\d+", lambda found: b"startxref" + found[1] + b"%d" % reached, rest)
        return b"".join([*made, head, first, *lines, end])
