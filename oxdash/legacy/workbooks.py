"""The workbooks of a folder, opened in the limited child, with the returns that stand in them."""

from collections.abc import Sequence

from oxdash.excel import workbook
from oxdash.excel.bounds import LEGACY
from oxdash.excel.cells import Unreadable
from oxdash.excel.problems import Problem, Severity, told
from oxdash.legacy.drafts import Reader
from oxdash.legacy.folder import Listed
from oxdash.legacy.found import Draft, Opened, Source
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import listed


def opened(there: Listed, reader: Reader) -> list[Opened]:
    """Every file that the map names, with the returns in it."""
    sources = [one.source for one in there.named if one.source is not None]
    books = iter(workbook.read_each([(one.name, one.data) for one in sources], LEGACY))
    found = []
    for one in there.named:
        if one.source is None:
            source = Source(one.name, b"", "")
            found.append(Opened(source, unplaced=[whole(one.name, one.fault)]))
            continue
        book = next(books)
        if isinstance(book, Unreadable):
            found.append(Opened(one.source, unplaced=[whole(book.name, book.sentence)]))
        else:
            found.append(reader.opened(one.source, book, one.parts))
    return found


def whole(name: str, sentence: str) -> Problem:
    """A problem of a file that nothing could be read of."""
    return Problem(Severity.MUST_FIX, "", "", "", "", "", sentence, f"{workbook.as_text(name)}: {sentence}")


def two_for_one(files: Sequence[Opened]) -> None:
    """Returns that stand twice, in two files or on two sheets: each is told of the other, and neither is filed."""
    places: dict[tuple[str, str], list[Draft]] = {}
    for draft in (draft for one in files for draft in one.drafts):
        places.setdefault((draft.partnership, draft.quarter), []).append(draft)
    for drafts in places.values():
        for draft in drafts if len(drafts) > 1 else ():
            others = [f"{one.source.name}, sheet {one.sheet}" for one in drafts if one is not draft]
            found = f"a return of {draft.partnership} for {Quarter.parse(draft.quarter).people}"
            advice = f"There is one in {listed(others)} too: leave out one of them in the map, or take it away."
            draft.problems.append(told(Severity.MUST_FIX, draft.source.name, draft.sheet, "", "", found, advice))
