"""Where two files of one paper differ: by paragraph, cell and part, in words.

Both are our own: the published one is held against its manifest before it is opened.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from lxml import html

from oxdash.excel.bounds import REGISTER
from oxdash.excel.cells import Sheet, Unreadable, letters
from oxdash.excel.workbook import read
from oxdash.output import slides, unbroken
from oxdash.output.word import Item, words_of
from oxdash.vocabulary.wording import counted

MOST = 200  # differences that are named one by one
LONGEST = 80  # characters of a text that is quoted
_TEXT = ("word/document.xml", "word/footer", "word/header")  # parts whose words are compared
_SLIDES = ("ppt/slides/", "ppt/notesSlides/")  # the same of slides
_TEXTS = "//text()[not(parent::style)]"  # of a page


def described(count: int) -> str:
    """How many differences there are, and how many of them `listed` names, in words.

    >>> described(1), described(201)
    ('1 difference named below.', '201 differences, the first 200 of them named below.')
    """
    if count > MOST:
        return f"{count:,} differences, the first {MOST} of them named below."
    return f"{counted(count, 'difference')} named below." if count else ""


def listed(differences: Sequence[str]) -> tuple[str, ...]:
    """The first `MOST` differences and, where there are more, a line that says how many."""
    more = len(differences) - MOST
    return (*differences[:MOST], *([f"And {more:,} more."] if more > 0 else []))


def between(path: str, was: bytes, now: bytes) -> tuple[str, ...]:
    """Every difference, a sentence each; empty for the same bytes."""
    if was == now:
        return ()
    found = tuple(_BY_ENDING.get(path.rpartition(".")[2], _of_lines)(was, now))
    return found or ("The same words, cells and parts, put into the file otherwise.",)


def _of_word(was: bytes, now: bytes) -> Iterator[str]:
    yield from _of_items(list(words_of(was)), list(words_of(now)))
    yield from _of_parts(was, now, lambda name: name.startswith(_TEXT))


def _of_slides(was: bytes, now: bytes) -> Iterator[str]:
    yield from _of_items(list(slides.words_of(was)), list(slides.words_of(now)))
    yield from _of_parts(was, now, lambda name: name.startswith(_SLIDES))


def _of_picture(was: bytes, now: bytes) -> Iterator[str]:
    yield "The picture is drawn otherwise."


def _of_workbook(was: bytes, now: bytes) -> Iterator[str]:
    books = [read("workbook.xlsx", data, REGISTER) for data in (was, now)]
    readable = [book for book in books if not isinstance(book, Unreadable)]
    if len(readable) < len(books):
        yield from _of_parts(was, now, lambda _: False)
        return
    then, today = ({sheet.name: sheet for sheet in book.sheets} for book in readable)
    for name in dict.fromkeys([*then, *today]):
        if name not in today or name not in then:
            yield f"Sheet {name} is {'gone' if name in then else 'new'}."
    for name in (name for name in then if name in today):
        yield from _of_sheet(name, _rows(then[name]), _rows(today[name]))
    yield from _of_parts(was, now, lambda part: part.startswith("xl/worksheets/") or part == "xl/sharedStrings.xml")


def _rows(sheet: Sheet) -> list[tuple[Any, ...]]:
    """What each row holds, from the first; None for a blank cell."""
    rows: dict[int, dict[int, object]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell.value
    held = (rows.get(row, {}) for row in range(1, sheet.last_row + 1))
    return [tuple(row.get(column) for column in range(1, max(row, default=0) + 1)) for row in held]


def _of_sheet(name: str, was: Sequence[tuple[Any, ...]], now: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Cells that hold something else, in rows that stand in both; rows that are gone or new, as a row each."""
    for then, today in _otherwise([*enumerate(was, start=1)], [*enumerate(now, start=1)]):
        if then is None or today is None:
            number, row = then or today
            yield f"Sheet {name}, row {number}: {_row(row)} is {'gone' if then else 'new'}."
            continue
        for column, (old, new) in enumerate(zip_longest(then[1], today[1]), start=1):
            if old != new:
                yield f"Sheet {name}, cell {letters(column)}{then[0]}: {_was_and_is(old, new)}."


def _row(values: tuple[Any, ...]) -> str:
    return _quoted(" | ".join(f"{value}" for value in values if value is not None))


def _of_parts(was: bytes, now: bytes, told: Callable[[str], bool]) -> Iterator[str]:
    """The parts of a file that differ, but for those whose words were told already."""
    then, today = (_parts(data) for data in (was, now))
    for name in sorted({*then, *today}):
        if name not in today or name not in then:
            yield f"Part {name} is {'gone' if name in then else 'new'}."
        elif then[name] != today[name] and not told(name):
            yield f"Part {name} is another."


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def _of_page(was: bytes, now: bytes) -> Iterator[str]:
    """The texts of a page, one a piece, but for its style."""
    texts = []
    for data in (was, now):
        page = html.document_fromstring(data.decode())
        for whole in page.find_class(unbroken.CLASS):  # is no text of its own
            whole.drop_tag()
        pieces = (" ".join(text.split()) for text in page.xpath(_TEXTS))
        texts.append([(f"text {number}", said) for number, said in enumerate(filter(None, pieces), start=1)])
    yield from _of_items(*texts)


def _of_lines(was: bytes, now: bytes) -> Iterator[str]:
    lines = (data.decode().splitlines() for data in (was, now))
    yield from _of_items(*([(f"line {n}", line) for n, line in enumerate(held, start=1)] for held in lines))


def _of_items(was: Sequence[Item], now: Sequence[Item]) -> Iterator[str]:
    """What stands otherwise, is gone or is new, in order; where it stood, or stands where it is new."""
    for then, today in _otherwise(was, now):
        place, text = then or today
        said = f"{_quoted(text)} is {'gone' if then else 'new'}"
        yield f"{place[:1].upper()}{place[1:]}: {_was_and_is(text, today[1]) if then and today else said}."


def _otherwise(was: Sequence[tuple[Any, Any]], now: Sequence[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Places and what stands there otherwise, the two beside each other; None beside what is gone, or is new."""
    then, today = ([repr(held) for _, held in one] for one in (was, now))
    for step, a, b, c, d in SequenceMatcher(None, then, today, autojunk=False).get_opcodes():
        if step != "equal":
            yield from zip_longest(was[a:b], now[c:d])


def _was_and_is(old: object, new: object) -> str:
    old, new = ("" if held is None else f"{held}" for held in (old, new))
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if max(len(old), len(new)) <= LONGEST or start <= LONGEST // 2:
        return f"was {_quoted(old)} and is {_quoted(new)}"
    begins = old.find(" ", start - LONGEST // 2, start) + 1 or start - LONGEST // 2  # with a word, where there is one
    return f"was {_quoted(old, begins)} and is {_quoted(new, begins)}"


def _quoted(text: str, begins: int = 0) -> str:
    """What stands there from a letter on, with a mark on either side on which there is more."""
    rest = " ".join(text[begins:].split())
    rest = rest if len(rest) <= LONGEST else f"{rest[:LONGEST].rstrip()}…"
    return f"“{'…' if begins else ''}{rest}”" if text.strip() else "nothing"


_BY_ENDING = {"docx": _of_word, "xlsx": _of_workbook, "html": _of_page, "pptx": _of_slides, "png": _of_picture}
