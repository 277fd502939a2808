"""The golden comparison names what differs, and finds nothing in files made twice.

The kind is a difference that a comparison passes over. Tried here: a word, a style, a word in a table's cell, an
alternative text and a chart's figure in Word; text, an attribute and a missing element in HTML; a value, number format
and fill in a workbook; a colour in a drawing whose ids are made at random; a word on a screen; a member of a pack; a
file that is there on one side only.
"""

import io
import json
import zipfile

import openpyxl
import pytest
from docx import Document
from openpyxl.styles import PatternFill

from benchmarks.golden import differences, report
from benchmarks.golden_comparing import same_file


def word(paragraph="A target", cell="on track", *, alternative="A bar chart", figure="4", style="Normal") -> bytes:
    document = Document()
    document.add_paragraph(paragraph, style=style)
    document.add_table(1, 1).cell(0, 0).text = cell
    made, drawn = io.BytesIO(), io.BytesIO()
    document.save(made)
    chart = f'<c:c xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>{figure}</c:v></c:c>'
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(drawn, "w") as zipped:
        for name in given.namelist():
            data = given.read(name)
            if name == "word/document.xml":
                there = f'<wp:docPr xmlns:wp="{drawing}" id="1" name="a" descr="{alternative}"/></w:body>'
                data = data.replace(b"</w:body>", there.encode())
            zipped.writestr(zipfile.ZipInfo(name), data)
        zipped.writestr(zipfile.ZipInfo("word/charts/chart1.xml"), chart)
    return drawn.getvalue()


def book(value=4.0, number_format="0.0", fill="FF0000") -> bytes:
    made = openpyxl.Workbook()
    cell = made.active["B2"]
    cell.value, cell.number_format, cell.fill = value, number_format, PatternFill("solid", fgColor=fill)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def drawing(number="a1b2c3", color="#1d70b8") -> bytes:
    return f'<svg><defs id="defs-{number}"><g id="clip{number}xy"/></defs><path style="fill:{color}"/></svg>'.encode()


def screen(said="<p>On track</p>", *more: str) -> bytes:
    held = [{"place": f"/{n}", "kind": "html", "holds": one} for n, one in enumerate((said, *more))]
    return json.dumps(held, indent=1).encode()


DIFFERENT = [
    # file, before, now, what has to be named
    pytest.param("a.docx", word(), word("The target"), "paragraph 1: '[] A target'", id="a word"),
    pytest.param("a.docx", word(), word(style="Title"), "paragraph 1: '[] A target'", id="a style"),
    pytest.param("a.docx", word(), word(cell="off track"), "paragraph 2: '[] on track'", id="a cell in Word"),
    pytest.param("a.docx", word(), word(alternative="Bars"), "alternative text", id="an alternative text"),
    pytest.param("a.docx", word(), word(figure="5"), "chart 1, v: '4' is now '5'", id="a chart's figure"),
    pytest.param("a.xlsx", book(), book(5.0), "sheet Sheet, cell B2", id="a value"),
    pytest.param("a.xlsx", book(), book(number_format="0.00"), "sheet Sheet, cell B2", id="a number format"),
    pytest.param("a.xlsx", book(), book(fill="00FF00"), "sheet Sheet, cell B2", id="a fill"),
    pytest.param("a.html", b"<p>a</p>", b"<p>b</p>", "p: 'a' is now 'b'", id="text of a page"),
    pytest.param("a.html", b"<p id='a'>a</p>", b"<p id='b'>a</p>", "<p>", id="an attribute"),
    pytest.param("a.html", b"<p>a</p><p>b</p>", b"<p>a</p>", "<p>", id="an element gone"),
    pytest.param("a.svg", drawing(), drawing("d4e5f6", "#ff0000"), "#1d70b8", id="a colour"),
    pytest.param("a.csv", b"a,b\n1,2\n", b"a,b\n1,3\n", "line 2, byte 6", id="a figure in data"),
    pytest.param(
        "screens/a.json", screen(), screen("<p>Off track</p>"), "'On track' is now 'Off track'", id="a screen"
    ),
]


@pytest.mark.parametrize(("name", "before", "now", "named"), DIFFERENT)
def test_one_thing_that_differs_is_named(name, before, now, named):
    assert named in same_file(name, before, now, content=True)
    assert same_file(name, before, now) is not None


@pytest.mark.parametrize("content", [False, True])
@pytest.mark.parametrize(("name", "before", "now", "named"), DIFFERENT)
def test_a_file_is_the_same_as_itself(name, before, now, named, content):
    assert same_file(name, before, bytes(before), content) is None
    assert same_file(name, now, bytes(now), content) is None


@pytest.mark.parametrize(
    ("name", "before", "now"),
    [
        pytest.param(
            "a.html", b"<p id='a' class='b'>a  b</p>", b'<p class="b" id="a">a\nb</p>', id="how HTML is written"
        ),
        pytest.param("screens/a.json", screen("<p>a</p><p>b</p>"), screen("<p>a</p>", "<p>b</p>"), id="two elements"),
    ],
)
def test_what_no_reader_finds_is_the_same_by_content_only(name, before, now):
    assert same_file(name, before, now, content=True) is None
    assert same_file(name, before, now) is not None


def test_random_ids_of_a_drawing_do_not_count():
    assert same_file("a.svg", drawing(), drawing("d4e5f6")) is None


def test_a_member_of_a_pack_is_named():
    def pack(text):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as zipped:
            zipped.writestr(zipfile.ZipInfo("public/position.csv"), text)
        return held.getvalue()

    assert same_file("pack.zip", pack("a,1"), pack("a,2")) == "public/position.csv: line 1, byte 2: 'a,1' is now 'a,2'"


def test_files_on_one_side_only_are_named_and_end_it_badly(tmp_path, capsys):
    here = tmp_path / "here.txt"
    here.write_text("a")
    assert differences({"data/a": here}, {"data/b": here}, False) == {
        "data/a": "is not made any more",
        "data/b": "was not made before",
    }
    assert report({"data/a": here}, {"data/a": here}) == 0
    assert report({"data/a": here}, {}) == 1
    assert report({}, {}) == 1
    assert "data/a: is not made any more" in capsys.readouterr().out
