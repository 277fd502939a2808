"""How much longer one return takes to read safely than openpyxl takes alone, measured side by side in one run.

A workbook of a return's size (8 sheets, 60 rows of 15 columns on one) is read in the child, its start apart. The
loads alone are what an unguarded reader would do: a read-only pass over the values, then a full load for formulas,
merged and hidden cells. The child needs no full load: it takes those from the sheet's XML. Ends with 1 where it takes
more than 1.5 times as long as the loads.
"""

import gc
import io
import statistics
import sys
import time

import openpyxl
import xlsxwriter

from oxdash.excel import workbook, worker_client

ROUNDS = 15
MOST = 1.5


def a_return() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        locked, typed = book.add_format({"bold": True}), book.add_format({"locked": False, "bg_color": "#FFF9C4"})
        for name, rows, columns in (
            ("Cover", 7, 2),
            ("Return", 60, 15),
            ("Actions", 20, 6),
            ("Risks", 10, 6),
            ("Districts", 25, 3),
            ("Narrative", 6, 2),
            ("Guidance", 30, 1),
            ("Lists", 12, 5),
        ):
            sheet = book.add_worksheet(name)
            for row in range(rows):
                for column in range(columns):
                    if column % 3:
                        sheet.write_number(row, column, row * 1.37 + column, typed)
                    else:
                        sheet.write_string(row, column, f"Words in row {row}, column {column}, of {name}", locked)
    return out.getvalue()


def read_only(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    seen = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=5000, max_col=60):
            seen += sum(cell.value is not None for cell in row)
    return seen


def full(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return sum(cell.value is not None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def timed(work, data: bytes) -> float:
    gc.collect()
    gc.disable()  # as in the child
    start = time.perf_counter()
    work(data)
    gc.enable()
    return time.perf_counter() - start


def main() -> int:
    data = a_return()
    start = time.perf_counter()
    workbook.read("return.xlsx", data)
    first = time.perf_counter() - start
    rounds = []
    answers = worker_client.answers([worker_client.Job({"do": "read"}, data)] * (ROUNDS + 1))
    next(answers)
    for answer in answers:  # taken in turn, so that a busy machine slows all alike
        assert answer.sentence is None
        rounds.append((answer.seconds, timed(read_only, data), timed(full, data)))
    in_child, passed, loaded = (statistics.median(times) for times in zip(*rounds, strict=True))
    alone = passed + loaded
    print(f"read in the child, its start apart      {in_child * 1000:7.1f} ms")
    print(f"openpyxl alone: read-only pass          {passed * 1000:7.1f} ms   ratio {in_child / passed:.2f}")
    print(f"openpyxl alone: read-only and full load {alone * 1000:7.1f} ms   ratio {in_child / alone:.2f}")
    print(f"one workbook from nothing, start and all {first * 1000:6.1f} ms")
    return int(in_child / alone > MOST)


if __name__ == "__main__":
    sys.exit(main())
