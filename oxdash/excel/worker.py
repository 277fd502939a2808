"""What happens inside the child: one workbook after another in on standard input, one answer each out.

Everything that is wrong with a workbook ends here as one plain sentence; nothing of a traceback leaves.
"""

import faulthandler
import gc
import io
import json
import math
import os
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING, Any

from oxdash.excel import file_checks, package_checks
from oxdash.excel.bounds import PATIENCE, RETURN, Bounds
from oxdash.excel.cells import Holds
from oxdash.excel.file_checks import Refused
from oxdash.excel.package_checks import Package
from oxdash.excel.sheet_xml import BOOLEANS, CORNER, LONGEST_TEXT, SheetFacts, column_number
from oxdash.excel.texts import unescaped
from oxdash.storage import pipe

if TYPE_CHECKING:
    import openpyxl

MOST_FORMAT = 255  # characters of a number format; Excel allows no more
MOST_FORMATS = 2_000  # number formats that cells are shown in; Excel keeps some 250
NICE = 10  # steps behind the server: whoever is reading a page does not wait for a workbook


def serve(bounds: Bounds = RETURN) -> None:
    """Answer until the input ends. Ends at once, unready, where XML could not be read safely."""
    told, answer = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may stand between two frames
    limit(bounds)
    # openpyxl would load all three: slow, more to attack, and lxml reads XML without defusedxml
    sys.modules["numpy"] = sys.modules["PIL"] = sys.modules["lxml"] = None  # type: ignore[assignment]  # None: it cannot be imported
    import openpyxl

    if not openpyxl.DEFUSEDXML or openpyxl.LXML:
        sys.exit("defusedxml is missing: an officer's XML would be read without it")
    gc.collect()
    gc.freeze()
    gc.disable()  # one workbook's cells are not searched for cycles while they are read, only between two
    give_way()
    pipe.put(answer, {"ready": True})
    while asked := pipe.take(told, bounds.largest_file):
        # the parent's own limit, and a little more: this process ends even where the parent is no longer there to do it
        faulthandler.dump_traceback_later(asked[0]["seconds"] * PATIENCE + 5, exit=True)
        limit_processor(asked[0]["seconds"])
        words, body = answered(*asked, bounds)
        pipe.put(answer, words, body)
        faulthandler.cancel_dump_traceback_later()
        if words.get("last"):
            break
        del asked, body
        gc.collect()


def limit(bounds: Bounds = RETURN) -> None:
    """Bound this process's memory, and what it could write, where the system knows how (Windows does not)."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, bounds.memory),
        (resource.RLIMIT_FSIZE, bounds.largest_package),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # a lower limit is already in force
            continue


def give_way() -> None:
    """Let whoever reads a page go first. Once this process is ready and no sooner: where twenty others keep two
    processors busy, one that gives way has a hundredth of each, and would not have started within a minute.
    """
    if hasattr(os, "nice"):
        os.nice(NICE)


def limit_processor(seconds: float) -> None:
    """End this process once it has used so many more seconds of a processor, however long the machine takes for them.

    By the clock a good workbook would be refused wherever others keep the machine busy. The parent's clock is behind
    it.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def answered(words: dict[str, Any], data: bytes, bounds: Bounds = RETURN) -> tuple[dict[str, Any], bytes]:
    """The answer to one job. The boundary: whatever a hostile workbook makes a parser do comes out as a sentence."""
    start = time.perf_counter()
    try:
        if words["do"] == "mark":
            from oxdash.excel import marked_copy

            body = marked_copy.copy(data, words["problems"])
        else:
            found = json.dumps(cells(data, bounds), ensure_ascii=False, separators=(",", ":"))
            body = found.encode(
                errors="surrogatepass"
            )  # half a character is told to the officer, not made into another
    except Refused as refused:
        return {"sentence": bounds.in_words(refused.sentence)}, b""
    except MemoryError:
        return {"sentence": bounds.in_words(bounds.out_of_memory), "last": True}, b""
    except Exception:  # the only one in the product that answers for what it does not know
        return {"sentence": bounds.in_words(file_checks.DAMAGED)}, b""
    return {"sentence": None, "seconds": time.perf_counter() - start}, body


def cells(data: bytes, bounds: Bounds = RETURN) -> dict[str, Any]:
    """A workbook as plain data: ``formats`` (number formats) and ``sheets``, each with name, hidden, merged,
    hidden_rows, hidden_columns, annotations and ``cells``: (row, column, what it holds, value, which format). Refused
    for others.
    """
    package = package_checks.examined(data, bounds)
    book = _book(data, package)
    if [sheet.title for sheet in book.worksheets] != list(package.sheets):
        raise Refused(file_checks.DAMAGED)
    formats: dict[str, int] = {}
    sheets = []
    text = 0
    for sheet in book.worksheets:
        facts = package.sheets[sheet.title]
        found = sorted(_cells(sheet, facts, formats), key=lambda cell: cell[:2])
        text += sum(len(cell[3]) for cell in found if isinstance(cell[3], str))
        text += sum(len(said) for *_, said in facts.annotations)
        if text > bounds.most_text:
            raise Refused(
                f"This workbook holds more than {bounds.most_text:,} characters of text, far more than a return needs. "
                "Copy the filled-in cells into a fresh return workbook and send that."
            )
        sheets.append(
            {
                "name": unescaped(sheet.title),
                "hidden": sheet.sheet_state != "visible",
                "merged": [area for area in facts.merged if _begins_within(area, facts)],
                "hidden_rows": facts.hidden_rows,
                "hidden_columns": facts.hidden_columns,
                "annotations": facts.annotations,
                "cells": found,
            }
        )
        if len(formats) > MOST_FORMATS:
            raise Refused(
                f"The cells of this workbook are in more than {MOST_FORMATS:,} number formats, far more than a return "
                "needs. Copy the filled-in cells into a fresh return workbook and send that."
            )
    return {"formats": list(formats), "sheets": sheets}


def _begins_within(area: str, facts: SheetFacts) -> bool:
    """Whether a merged area begins where something stands on its sheet; beyond that it changes nothing that is read."""
    corners = CORNER.findall(area)
    return min(int(row) for _, row in corners) <= facts.last_row and (
        min(column_number(column) for column, _ in corners) <= facts.last_column
    )


def _book(data: bytes, package: Package) -> "openpyxl.Workbook":
    """The workbook as openpyxl opens it, of the parts that are there, with the shared texts as they are meant."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.worksheet import _read_only
    from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser
    from openpyxl.xml.constants import ARC_STYLE

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> Any:
            if element.get("t") == "b" and (text := element.findtext(VALUE_TAG)):  # openpyxl takes 0 and 1 alone
                element.find(VALUE_TAG).text = str(int(BOOLEANS[text.strip()]))
            return super().parse_cell(element)

    class Reader(ExcelReader):
        def read_manifest(self) -> None:
            super().read_manifest()
            there = {f"/{name}" for name in self.valid_files}
            self.package.Override = [one for one in self.package.Override if one.PartName in there]

        def read_strings(self) -> None:
            self.shared_strings = package.strings

        def read_workbook(self) -> None:
            super().read_workbook()
            parser: Any = self.parser
            parser.assign_names = lambda: None  # what is printed is nothing to a reader, and may be odd

        def read_theme(self) -> None:
            """The formats come next, and openpyxl asks the archive for them."""
            archive: Any = self.archive
            read = archive.read
            archive.read = lambda name, *more: package.formats if name == ARC_STYLE else read(name, *more)

        def read_properties(self) -> None:
            """Who wrote it and when is nothing to a reader, and no reason to refuse it where it is odd."""

        read_custom = read_properties

    in_words = any(facts.ticks_in_words for facts in package.sheets.values())
    vars(_read_only)["WorkSheetParser"] = Parser if in_words else WorkSheetParser
    reader = Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


def _cells(sheet: Any, facts: SheetFacts, formats: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    if not facts.filled:
        return
    general = formats.setdefault("General", len(formats))
    for (row, column), formula in facts.formulas.items():
        yield row, column, Holds.FORMULA, formula[:LONGEST_TEXT], general
    sheet.reset_dimensions()  # what the sheet says of its own size is often wrong
    for cells in sheet.iter_rows(max_row=facts.last_row, max_col=facts.last_column):
        for cell in cells:
            value = cell.value
            if value is None or value == "":
                continue
            row, column = cell.row, cell.column
            if (row, column) not in facts.filled:
                raise Refused(file_checks.DAMAGED)  # openpyxl and parts.py do not agree on what stands where
            number_format = cell.number_format[:MOST_FORMAT]
            if (row, column) in facts.texts:  # not openpyxl's: it knows no escapes
                holds, value = Holds.TEXT, facts.texts[row, column]
                if not value:
                    continue
            elif (
                row,
                column,
            ) in facts.no_days and cell.data_type == "e":  # an error of openpyxl alone
                holds, value = Holds.NUMBER, facts.no_days[row, column]
            else:
                holds, value = _as_plain(value, cell.data_type)
            yield row, column, holds, value, formats.setdefault(number_format, len(formats))


def _as_plain(value: object, data_type: str) -> tuple[Holds, object]:
    """What a cell holds and its value as JSON can say it: dates and times as ISO text."""
    if data_type == "e":
        return Holds.ERROR, str(value)
    if isinstance(value, str):
        return Holds.TEXT, value
    if isinstance(value, bool):
        return Holds.BOOLEAN, value
    if isinstance(value, datetime | date):
        return Holds.DATE, value.isoformat()
    if isinstance(value, clock):
        return Holds.TIME, value.isoformat()
    if isinstance(value, timedelta):
        return Holds.TIME, str(value)
    if isinstance(value, int) and abs(value) >= 2**63:  # Excel itself keeps no more than a float of it
        return Holds.NUMBER, float(value) if abs(value) < 10**308 else math.copysign(math.inf, value)
    return Holds.NUMBER, value
