"""Cells come back as what they are; a batch outlives its worst file; the child is cut off from everything."""

import contextlib
import io
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import hostile
import openpyxl
import psutil
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oxdash.excel import workbook, worker_client
from oxdash.excel.bounds import RETURN
from oxdash.excel.cells import Cell, Holds, Unreadable, Workbook
from oxdash.storage import own_limits

HOME = Path(__file__).parents[2]
CHILD = [sys.executable, "-m", "oxdash.excel.worker", "return"]


def of_all_kinds() -> bytes:
    """One cell of each kind, A1 downwards, and one of each way to hide."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Return")
        sheet.write_number("A1", 12.5)
        sheet.write_number("A2", 0.45, book.add_format({"num_format": "0%"}))
        sheet.write_number("A3", 45, book.add_format({"num_format": '0.00"%"'}))
        sheet.write_datetime("A4", datetime(2010, 7, 22), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime("A5", datetime(2010, 7, 22, 9, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write_datetime("A6", clock(9, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_number("A7", 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_boolean("A8", True)
        sheet.write_formula("A9", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A10", "=6*7", None, 42)
        sheet.write_formula("A11", "=1&2", None, "12")
        sheet.write_string("A12", "tbc")
        sheet.write_rich_string("A13", "half ", book.add_format({"bold": True}), "bold")
        sheet.write_string("A14", " =1+1\t")
        sheet.write_blank("A15", None, book.add_format({"bold": True}))
        sheet.write_number("A16", 1e300)
        sheet.write_string("A17", "caf\xe9 \U0001f600")
        sheet.merge_range("C1:D2", "merged")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("F:G", None, None, {"hidden": True})
        book.add_worksheet("Lists").hide()
    return out.getvalue()


KINDS = [
    # row, what it holds, value, number format, why
    (1, Holds.NUMBER, 12.5, "General", "a number"),
    (2, Holds.NUMBER, 0.45, "0%", "a cell formatted as a percentage keeps its format"),
    (3, Holds.NUMBER, 45, '0.00"%"', "a per cent sign that is only text is told apart by it"),
    (4, Holds.DATE, datetime(2010, 7, 22), "dd/mm/yyyy", "a date is not the number 40381"),
    (5, Holds.DATE, datetime(2010, 7, 22, 9, 30), "dd/mm/yyyy hh:mm", "a date with a time"),
    (6, Holds.TIME, clock(9, 30), "hh:mm", "a time is not the number 0.4"),
    (7, Holds.TIME, "1 day, 12:00:00", "[h]:mm", "a duration over a day is no time of day"),
    (8, Holds.BOOLEAN, True, "General", "TRUE is not the number 1"),
    (9, Holds.ERROR, "#DIV/0!", "General", "an error is not text"),
    (10, Holds.NUMBER, 42, "General", "a formula's saved result"),
    (11, Holds.TEXT, "12", "General", "a formula's saved result that is text"),
    (12, Holds.TEXT, "tbc", "General", "text"),
    (13, Holds.TEXT, "half bold", "General", "rich text is read as plain text"),
    (14, Holds.TEXT, " =1+1\t", "General", "text that looks like a formula is text, spaces kept"),
    (15, None, None, None, "a formatted blank cell is blank"),
    (16, Holds.NUMBER, 1e300, "General", "a very large number"),
    (17, Holds.TEXT, "caf\xe9 \U0001f600", "General", "letters beyond English"),
]


@pytest.fixture(scope="module")
def all_kinds() -> Workbook:
    return workbook.read("kinds.xlsx", of_all_kinds())


@pytest.mark.parametrize(("row", "holds", "value", "number_format", "why"), KINDS, ids=[case[-1] for case in KINDS])
def test_a_cell_is_seen_for_what_it_is(all_kinds, row, holds, value, number_format, why):
    found = all_kinds.sheet("Return").at(row, 1)
    assert found == (holds and Cell(f"A{row}", row, 1, holds, value, number_format))
    assert found is None or type(found.value) is type(value)


def test_hidden_and_merged_are_seen(all_kinds):
    sheet, lists = all_kinds.sheets
    assert (sheet.name, sheet.hidden, lists.name, lists.hidden) == ("Return", False, "Lists", True)
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (("C1:D2",), (4,), (6, 7))
    assert (sheet.at(1, 3).value, sheet.at(1, 4)) == ("merged", None)


ROWS = [
    # the cell's XML, what it holds, value, why
    ('<c r="A1"><f>SUM(B1:B9)</f></c>', Holds.FORMULA, "=SUM(B1:B9)", "a formula that was never worked out"),
    ('<c r="A1"><f>SUM(B1:B9)</f><v></v></c>', Holds.FORMULA, "=SUM(B1:B9)", "the same, as openpyxl writes it"),
    ('<c r="A1" t="str"><f>B1</f><v></v></c>', None, None, "worked out: nothing"),
    ('<c r="A1"><v>0.30000000000000004</v></c>', Holds.NUMBER, 0.1 + 0.2, "a number to its last digit"),
    ('<c r="A1" t="n"><v>1E999</v></c>', Holds.NUMBER, float("inf"), "more than a number can hold"),
    (
        '<c r="A1"><v>123456789012345678901234567890</v></c>',
        Holds.NUMBER,
        1.2345678901234568e29,
        "as Excel would keep it",
    ),
    ('<c r="A1"><v>9007199254740993</v></c>', Holds.NUMBER, 9007199254740993, "a whole number of 64 bits, exactly"),
    ('<c r="A1" t="d"><v>2010-07-22</v></c>', Holds.DATE, date(2010, 7, 22), "a date written as one"),
    ('<c r="A1" t="inlineStr"><is><t>a_x000D_b</t></is></c>', Holds.TEXT, "a\nb", "an escape is undone"),
    ("<c><v>5</v></c>", Holds.NUMBER, 5, "a cell that does not say where it stands"),
    ("<c><v>+5.5E+1</v></c>", Holds.NUMBER, 55.0, "a plus sign, which XML Schema allows"),
    ('<c r="A1" t="b"><v>1</v></c>', Holds.BOOLEAN, True, "a tick as a digit"),
    ('<c r="A1" t="b"><v>true</v></c>', Holds.BOOLEAN, True, "a tick as a word, as XML Schema allows"),
    ('<c r="A1" t="b"><v>false</v></c>', Holds.BOOLEAN, False, "and its opposite"),
    ('<c r="A1" t="b"><v> true\n</v></c>', Holds.BOOLEAN, True, "with blanks around it"),
    ('<c r="A1" t="b"><f>B1&gt;1</f><v>false</v></c>', Holds.BOOLEAN, False, "a formula's saved result"),
    ('<c t="b"><v>true</v></c>', Holds.BOOLEAN, True, "that does not say where it stands"),
]


@pytest.mark.parametrize(("xml", "holds", "value", "why"), ROWS, ids=[case[-1] for case in ROWS])
def test_cells_written_by_hand(xml, holds, value, why):
    found = workbook.read("a.xlsx", hostile.with_cell(xml)).sheet("Return").at(1, 1)
    assert (found and found.holds, found and found.value) == (holds, value)


def test_a_formula_filled_down_names_the_one_it_was_filled_from():
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    found = workbook.read("a.xlsx", hostile.with_rows(rows)).sheet("Return")
    assert found.at(1, 1).value == 4
    assert (found.at(2, 1).holds, found.at(2, 1).value) == (Holds.FORMULA, "=B1*2 (filled from A1)")


def test_dates_counted_from_1904():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = datetime(2010, 7, 22)
    assert workbook.read("mac.xlsx", hostile.saved(book)).sheets[0].at(1, 1).value == datetime(2010, 7, 22)


@pytest.mark.parametrize("number", [20_100_630, 3_500_000.5, -3_000_000, 1e9])
@pytest.mark.parametrize("epoch", ["from 1900", "from 1904"])
def test_a_number_that_is_no_day_is_that_number_under_the_format_of_a_day(number, epoch):
    """Excel shows it as ########; openpyxl calls it #VALUE!, which stands nowhere in the workbook."""
    book = openpyxl.Workbook()
    if epoch == "from 1904":
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = number
    book.active["A1"].number_format = "dd/mm/yyyy"
    book.active["A2"] = "#VALUE!"
    sheet = workbook.read("a.xlsx", hostile.saved(book)).sheets[0]
    assert (sheet.at(1, 1).holds, sheet.at(1, 1).value) == (Holds.NUMBER, number)
    assert (sheet.at(2, 1).holds, sheet.at(2, 1).value) == (Holds.ERROR, "#VALUE!")


def test_a_wrong_dimension_hides_nothing():
    assert workbook.read("a.xlsx", hostile.wrong_dimension()).sheet("Return").at(4, 2).value == 3


NAMES = [
    # name, as kept, why
    ("safer.xlsx", "safer.xlsx", "as it is"),
    ("../../etc/passwd", "../../etc/passwd", "text, whatever it looks like"),
    ("a\r\nb\x00.xlsx", "a b .xlsx", "no line breaks, no control characters"),
    ("a\u202exslx.exe", "a xslx.exe", "nothing that turns the reading direction"),
    ("", "workbook", "something to call it"),
    ("x" * 500 + ".xlsx", "x" * 89 + "…" + "x" * 25 + ".xlsx", "not too long, its end kept"),
]


@pytest.mark.parametrize(("name", "kept", "why"), NAMES, ids=[case[-1] for case in NAMES])
def test_a_file_name_is_only_text(name, kept, why):
    assert workbook.as_text(name) == kept
    assert workbook.read(name, b"").name == kept


def children() -> list[psutil.Process]:
    """The children that open workbooks, of this process, as the system sees them now."""
    found = []
    for one in psutil.Process().children():
        with contextlib.suppress(psutil.Error):  # gone meanwhile
            if "oxdash.excel.worker" in one.cmdline():
                found.append(one)
    return found


def test_nothing_to_read():
    assert workbook.read_many([]) == []


def test_the_culprit_alone_is_refused():
    """A file that overruns takes its child with it; those before and after it are read, in order."""
    files = [("1.xlsx", hostile.good()), ("2.xlsx", hostile.slow()), ("3.pdf", b"%PDF"), ("4.xlsx", hostile.good())]
    first, second, third, fourth = workbook.read_many(files, replace(RETURN, seconds=2))
    assert isinstance(first, Workbook) and isinstance(fourth, Workbook)
    assert second == Unreadable("2.xlsx", hostile.OVERRAN.replace("10 seconds", "2 seconds"))
    assert third == Unreadable(
        "3.pdf", "This is a PDF document. Send the Excel workbook (.xlsx) that it was made from."
    )


def test_a_child_that_dies_between_two_files_costs_none():
    """Children are killed from outside while a batch is read: a new one goes on, and every file has its answer."""
    found, killed = [], 0
    for one in workbook.read_each([(f"{n}.xlsx", hostile.good()) for n in range(40)]):
        found.append(type(one))
        if len(found) % 10 == 5:
            for child_ in children():
                child_.kill()
                killed += 1
    assert found == [Workbook] * 40
    assert killed == 4


def test_time_is_counted_by_the_processor_not_by_the_clock():
    """A machine kept busy by others does not make a good workbook late: here its child is kept from running altogether
    for longer than its seconds.
    """
    seconds = 1
    read = workbook.read_each([(f"{n}.xlsx", hostile.good()) for n in range(2)], replace(RETURN, seconds=seconds))
    assert isinstance(next(read), Workbook)
    (child,) = children()
    asked = time.monotonic()
    child.suspend()
    alarm = threading.Timer(seconds + 1, child.resume)
    alarm.start()
    assert isinstance(next(read), Workbook)
    assert time.monotonic() - asked > seconds
    alarm.join()


def test_a_child_gives_way_once_it_is_ready():
    read = workbook.read_each([(f"{n}.xlsx", hostile.good()) for n in range(2)])
    assert isinstance(next(read), Workbook)
    (child,) = children()
    assert child.nice() == min(psutil.Process().nice() + own_limits.NICE, 19)  # as far as anything can give way
    assert isinstance(next(read), Workbook)


def test_many_threads_at_once():
    """Ten officers press the button together: ten workbooks, and never more than two children."""
    found, most = [], [0]
    threads = [
        threading.Thread(target=lambda: found.append(workbook.read("a.xlsx", hostile.good()))) for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most[0] = max(most[0], len(children()))
        time.sleep(0.01)
    assert [type(one) for one in found] == [Workbook] * 10
    assert 1 <= most[0] <= 2
    assert children() == []


def loaded_in_child() -> set[str]:
    """The names of all modules that are loaded when the child has ended."""
    code = (
        "import sys; from oxdash.excel.worker import serve; serve(); "
        "sys.stderr.write(' '.join(name for name, module in sys.modules.items() if module))"
    )
    told = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, cwd=HOME)
    assert told.returncode == 0
    return set(told.stderr.decode().split())


def test_the_child_imports_little():
    loaded = loaded_in_child()
    assert {name for name in loaded if name.startswith("openpyxl") and name.count(".") < 2} == {
        "openpyxl",
        *(f"openpyxl.{part}" for part in ("compat", "descriptors", "formula", "styles", "utils", "xml")),
    }
    assert not {"pandas", "numpy", "streamlit", "PIL", "lxml", "pandera", "plotly"} & loaded


@pytest.mark.parametrize(
    ("modules", "library"),
    [
        pytest.param("oxdash.excel.workbook", "pandas", id="who asks the child"),
        pytest.param("oxdash.excel.workbook", "openpyxl", id="who asks the child, either"),
        pytest.param("oxdash.submissions.check", "openpyxl", id="a command that checks a return"),
        pytest.param("oxdash.web.server", "openpyxl", id="the server"),
    ],
)
def test_the_parent_does_not_import_what_the_child_is_for(modules, library):
    """A name that stands in a module of the child's is enough to load all of it, charts and pictures too."""
    code = f"import sys, {modules}; sys.exit('{library}' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=HOME).returncode == 0


def test_no_library_reads_an_officers_xml():
    """Nothing but expat does, and it is told to refuse what it should; openpyxl is asked what a day is."""
    code = (
        "import sys; from oxdash.excel import as_data; data = sys.stdin.buffer.read(); asked = set(); "
        "sys.setprofile(lambda frame, event, _: asked.add(frame.f_globals['__name__'])); "
        "found = as_data.cells(data); sys.setprofile(None); "
        "print(len(found['sheets'][0]['cells']), *sorted(one for one in asked if one.startswith(('openpyxl', 'xml'))))"
    )
    told = subprocess.run([sys.executable, "-c", code], input=of_all_kinds(), capture_output=True, cwd=HOME)
    assert told.stdout.decode().split() == ["17", "openpyxl.styles.numbers", "openpyxl.utils.datetime"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit; doctor says so")
def test_out_of_memory_is_a_sentence():
    """The child's own boundary, under a limit that this workbook does pass."""
    code = (
        "import sys; from oxdash.excel import bounds, worker as opening; from oxdash.storage import own_limits; "
        "own_limits.bound(200 * 2**20, bounds.RETURN.largest_package); "
        "print(opening.answered({'do': 'read'}, sys.stdin.buffer.read())[0])"
    )
    told = subprocess.run([sys.executable, "-c", code], input=hostile.memory_hog(), capture_output=True, cwd=HOME)
    assert told.stdout.decode().strip() == str({"sentence": hostile.MEMORY, "last": True})


def test_the_child_ends_with_its_parent():
    """Its input closed, as when the parent is killed, it is gone."""
    started = subprocess.Popen(CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HOME)
    assert started.stdout.read(8)  # it is ready
    started.stdin.close()
    assert started.wait(timeout=300) == 0
    started.stdout.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit; doctor says so")
def test_the_child_is_bounded_and_knows_nothing(monkeypatch):
    """Looked at from outside while it runs: 512 MB at most, at home nowhere, no variable of ours."""
    monkeypatch.setenv("OXDASH_SECRET_OF_THE_SERVER", "x")
    seen = {}

    def look():
        while not seen:
            for one in children():
                try:
                    if one.rlimit(psutil.RLIMIT_AS)[0] > 0:
                        seen.update(memory=one.rlimit(psutil.RLIMIT_AS), cwd=one.cwd(), environ=one.environ())
                except psutil.Error:
                    continue

    watcher = threading.Thread(target=look)
    watcher.start()
    workbook.read_many([("a.xlsx", hostile.good())] * 20)
    watcher.join()
    assert seen["memory"] == (512 * 1024 * 1024, 512 * 1024 * 1024)
    assert seen["cwd"] == HOME.anchor
    assert "OXDASH_SECRET_OF_THE_SERVER" not in seen["environ"] and "HOME" not in seen["environ"]
    assert "OXDASH_SECRET_OF_THE_SERVER" in os.environ


GARBLED = [
    # what a child that was taken over might say, why
    (b"", "nothing"),
    (b"[]", "a list"),
    (b"{}", "no sheets"),
    (b'{"formats":[1],"sheets":[]}', "a format that is no text"),
    (
        b'{"formats":["General"],"sheets":[{"name":1,"hidden":false,"merged":[],"hidden_rows":[],"hidden_columns":[],"cells":[]}]}',
        "a name that is no text",
    ),
    (b'{"formats":[],"sheets":[{"name":"a","cells":[[1,1,"number",1,0]]}]}', "a format that is not there"),
    (b'{"formats":["General"],"sheets":[{"name":"a","cells":[[0,1,"number",1,0]]}]}', "row 0"),
    (b'{"formats":["General"],"sheets":[{"name":"a","cells":[[1,61,"number",1,0]]}]}', "column 61"),
    (
        b'{"formats":["General"],"sheets":[{"name":"a","cells":[[1.5,1,"number",1,0]]}]}',
        "a row that is no whole number",
    ),
    (b'{"formats":["General"],"sheets":[{"name":"a","cells":[[1,1,"number","1",0]]}]}', "a number that is text"),
    (b'{"formats":["General"],"sheets":[{"name":"a","cells":[[1,1,"date","x",0]]}]}', "a date that is none"),
    (b'{"formats":["General"],"sheets":[{"name":"a","cells":[[1,1,"code","x",0]]}]}', "a kind that is none"),
    (b"[" * 100_000, "lists in lists"),
]


@pytest.mark.parametrize(("said", "why"), GARBLED, ids=[case[-1] for case in GARBLED])
def test_the_child_is_not_believed(said, why):
    assert workbook._built("a.xlsx", worker_client.Answer(None, said)) == Unreadable("a.xlsx", hostile.DAMAGED)


GOOD = of_all_kinds()


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8),
        min_size=20,
        max_size=20,
    )
)
def test_flipped_bytes_never_raise(batch):
    """Bytes of the package changed anywhere: always a workbook or a sentence."""
    files = []
    for flips in batch:
        data = bytearray(GOOD)
        for place, value in flips:
            data[place] = value
        files.append(("flipped.xlsx", bytes(data)))
    for found in workbook.read_many(files):
        assert isinstance(found, Workbook) or found.sentence.endswith(".")


PARTS = hostile.unpacked(GOOD)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(PARTS)), st.integers(0, 2**31), st.binary(max_size=6)),
        min_size=20,
        max_size=20,
    )
)
def test_changed_parts_never_raise(batch):
    """The same inside the parts, where zip's own checks do not help."""
    files = []
    for name, place, put in batch:
        part = PARTS[name]
        place %= len(part)
        files.append(("changed.xlsx", hostile.packed({**PARTS, name: part[:place] + put + part[place + len(put) :]})))
    for found in workbook.read_many(files):
        assert isinstance(found, Workbook) or found.sentence.endswith(".")
