"""A source leads to its figure: workbook, sheet and cell, and which return of which quarter, received when.

What belongs to the kind, and was tried: the sentence of every target, the page's every quarter and its districts, the
source line of a chart, the workbook's sheets, the open data as CSV and JSON and their description, what was published
before there were such columns; a return that was corrected, one received after midnight in summer, one placed by hand,
one damaged, none at all.
"""

import io
import json

import openpyxl
import pandas as pd
import pytest

from oxdash.documents import exceptions, papers, target
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.output import exact_csv, excel, open_data
from oxdash.rule import explanation
from oxdash.vocabulary import source, tables
from oxdash.vocabulary.fields import Field
from tests import drawn
from tests.calendars import LONDON
from tests.judged_rows import judged

QUARTER = "2009-10 Q4"


def returns(**said: object) -> pd.DataFrame:
    row = {
        "partnership": "spatial-planning",
        "quarter": "2009-10 Q3",
        "state": "received",
        "number": 1,
        "received_at": pd.Timestamp("2010-01-12T10:00:00Z"),
        "workbook": "spatial-planning.1.xlsx",
        **said,
    }
    return tables.settle(tables.RETURNS, pd.DataFrame([row]))


WHICH = [
    pytest.param({}, "return 1 for Q3 2009/10, received 12 January 2010", id="as it came"),
    pytest.param({"number": 2}, "return 2 for Q3 2009/10, received 12 January 2010", id="a correction"),
    pytest.param(
        {"received_at": pd.Timestamp("2010-07-22T23:30:00Z")},
        "return 1 for Q3 2009/10, received 23 July 2010",
        id="after midnight in summer",
    ),
    pytest.param(
        {"state": "placed by hand", "number": None, "received_at": None, "workbook": "spatial-planning.xlsx"},
        "",
        id="placed by hand: no receipt says when",
    ),
    pytest.param({"quarter": "2009-10 Q2"}, "", id="another quarter's"),
    pytest.param({"partnership": "economic", "workbook": "economic.1.xlsx"}, "", id="another partnership's"),
    pytest.param(
        {"partnership": "economic"},
        "return 1 for Q3 2009/10, received 12 January 2010",
        id="of the partnership that led the target then",
    ),
]


@pytest.mark.parametrize(("said", "which"), WHICH)
def test_which_return_a_row_comes_from(said, which):
    rows = source.with_return(judged({"target": "NI 154"}), returns(**said), LONDON)
    (row,) = rows.itertuples()
    assert source.of_return(row) == which
    place = "spatial-planning.1.xlsx, sheet Return, cell H4"
    assert source.in_words(row) == (f"{place} ({which})" if which else place)
    (sentence,) = explanation.sentences(rows)
    assert sentence.endswith(f" From {source.in_words(row)}.")


def test_no_return_at_all_is_no_source():
    rows = source.with_return(
        judged({"workbook": None, "sheet": None, "cell": None}), tables.empty(tables.RETURNS), LONDON
    )
    (row,) = rows.itertuples()
    assert source.in_words(row) == source.of_return(row) == ""


def test_rows_keep_their_order_and_their_index():
    rows = judged({"target": "L2"}, {"target": "L1"}).set_index(pd.Index([7, 3]))
    sent = source.with_return(rows, returns(), LONDON)
    assert list(sent.index) == [7, 3] and list(sent.target) == ["L2", "L1"]
    assert list(sent.return_number) == [1.0, 1.0]


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, Edition(QUARTER))


@pytest.fixture(scope="module")
def which(at) -> dict[tuple[str, str], str]:
    """By partnership and quarter, what is to be said of the return that counts."""
    rows = at.position.returns[at.position.returns.number.notna()]
    days = rows.received_at.dt.tz_convert("Europe/London").dt.strftime("%-d %B %Y")
    return {
        (row.partnership, row.quarter): f"return {int(row.number)} for {quarter}, received {day}"
        for row, quarter, day in zip(
            rows.itertuples(),
            rows.quarter.str.replace(r"(\d+)-(\d+) (Q\d)", r"\3 \1/\2", regex=True),
            days,
            strict=True,
        )
    }


def test_every_sentence_of_every_quarter_leads_to_its_return(at, which):
    rows = at.position.rows
    sourced = rows[rows.workbook.notna() & (rows.reason.astype("str") != "return not received")]
    assert len(sourced) > 300 and sourced.groupby("target").sentence.nunique().max() > 6
    for row in sourced.itertuples():
        assert row.sentence.endswith(f"({which[row.partnership, row.quarter]})."), row.sentence


def test_the_page_of_a_target_leads_to_the_return_on_file(at, which):
    page = drawn.of_target(at.position, "NI 154", quarter=QUARTER)
    for quarter in ("2009-10 Q3", "2008-09 Q1"):
        said = which["spatial-planning", quarter]
        address = f"returns?quarter={quarter.replace(' ', '+')}&amp;partnership=spatial-planning"
        assert f'href="{address}" target="_self">{said[0].upper()}{said[1:]}</a>' in page.rest
    assert which["spatial-planning", "2009-10 Q3"] in str(page.middle).replace("Return 1", "return 1"), "districts too"


def test_papers_workbook_and_data_name_the_return(at, which):
    row = at.every[at.every.target == "NI 154"].iloc[0]
    said = which["spatial-planning", "2009-10 Q3"]
    assert said in exceptions.course_chart(at, row).source
    appendix = papers.outline(papers.Kind.BOARD, at).blocks
    assert any(row.sentence in str(getattr(one, "columns", "")) for one in appendix[-6:]) or row.sentence in str(
        [column.cells for one in appendix if hasattr(one, "columns") for column in one.columns]
    )
    book = openpyxl.load_workbook(io.BytesIO(excel.write(at.position, at.edition)), read_only=True)
    for sheet, quarter in (("Targets", "As at"), ("Figures", "Quarter"), ("Actions", "Quarter")):
        rows = list(book[sheet].iter_rows(values_only=True))
        head = next(n for n, cells in enumerate(rows) if cells[0] == "Target")
        shown = pd.DataFrame(rows[head + 1 :], columns=rows[head])
        own = shown[(shown.Target == "NI 154") & (shown[quarter] == "2009-10 Q3")].iloc[0]
        assert (own["Return number"], own["Received on"].strftime("%-d %B %Y")) == (1, said.partition("received ")[2])
    (listed,) = [one for one in json.loads(open_data.position_json(at.position, at.edition))["targets"]
                 if one["target"] == "NI 154"]  # fmt: skip
    assert listed["return_number"] == 1 and listed["received_on"] == row.received_on.date().isoformat()
    csv = open_data.position_csv(at.position, at.edition)
    read = exact_csv.read(csv, open_data.fields(at)).set_index("target")
    assert read.return_number["NI 154"] == 1 and read.received_on["NI 154"] == row.received_on
    described = json.loads(open_data.description("x.csv", csv))["tables"][0]["tableSchema"]["columns"]
    assert {"return_number", "received_on"} <= {one["name"] for one in described}


def test_what_was_published_without_the_columns_is_still_described(at):
    fields = [field for field in open_data.fields(at) if field.name not in source.COLUMNS]
    shown = exact_csv.read(open_data.position_csv(at.position, at.edition), open_data.fields(at))
    old = exact_csv.write(shown, fields)
    described = json.loads(open_data.description("x.csv", old))["tables"][0]["tableSchema"]["columns"]
    assert [one["name"] for one in described] == [field.name for field in fields]


def test_a_whole_number_may_be_missing_where_its_column_says_so():
    frame = pd.DataFrame({"n": [1.0, None]})
    optional, required = Field("n", "integer"), Field("n", "integer", required=True)
    data = exact_csv.write(frame.assign(m="x"), [optional, Field("m", "string")])
    pd.testing.assert_frame_equal(exact_csv.read(data, [optional, Field("m", "string")])[["n"]], frame)
    with pytest.raises(exact_csv.Wrong, match="holds nothing in row 3, column n"):
        exact_csv.read(data, [required, Field("m", "string")])


def test_without_an_address_a_return_is_named_and_leads_nowhere():
    rows = source.with_return(judged({"target": "NI 154"}), returns(), LONDON)
    made = drawn.part(target.quarters(rows), to=None)
    assert "Return 1 for Q3 2009/10, received 12 January 2010" in made and "href" not in made
