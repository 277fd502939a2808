"""A return with exactly one thing wrong in it, what is said about it, and that nothing else is."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oxdash.excel import workbook
from oxdash.excel.cells import Holds, Workbook
from oxdash.excel.problems import LONGEST_FOUND, Severity
from oxdash.returns.columns import HEADINGS
from oxdash.returns.plausibility import Earlier, doubts_beside, meets
from oxdash.returns.read_return import read_return
from oxdash.vocabulary import tables
from oxdash.vocabulary.quarters import Quarter
from tests.calendars import APRIL
from tests.workbooks import (
    ACTUALS,
    NAME,
    PARTNERSHIP,
    QUARTER,
    cell,
    filled,
    messages,
    opened,
    register,
    with_sheet,
    without_sheet,
    written,
)

FIX, CONFIRM = "must fix", "please confirm"
REASONS = (
    "not yet published; survey not due; baseline not agreed; target not agreed; definition awaited; data quality; "
    "supplier did not return; suppressed (small numbers); not collected; target suspended"
)
NAMES = "Safer Communities Partnership; Oxfordshire Stronger Communities Alliance"
AGAIN = "put it back, or download the template again."
ACTION = {"A4": "NI 30", "B4": "Joint patrols", "C4": "Area commander", "D4": date(2010, 6, 30)}

COVER = [
    # cells of the cover, what is said after "safer.xlsx, sheet Cover, ", why
    (
        {"B3": None},
        f"cell B3, partnership: the cell is empty. Enter one of the partnerships: {NAMES}.",
        "no partnership",
    ),
    ({"B3": "Safer"}, f'cell B3, partnership: found "Safer". Enter one of the partnerships: {NAMES}.', "half a name"),
    ({"B4": "Q3"}, 'cell B4, quarter: found "Q3". Enter a quarter such as 2009-10 Q3.', "half a quarter"),
    ({"B4": "2009-11 Q3"}, 'cell B4, quarter: found "2009-11 Q3". Enter a quarter such as 2009-10 Q3.', "no such year"),
    (
        {"B4": date(2009, 10, 3)},
        "cell B4, quarter: found the date 3 October 2009. Enter a quarter such as 2009-10 Q3.",
        "Excel's guess at a quarter",
    ),
    (
        {"B4": "2013-14 Q1"},
        'cell B4, quarter: found "2013-14 Q1". Safer Communities Partnership has no target to report in Q1 2013/14: '
        "check the quarter.",
        "after the agreement's end",
    ),
    (
        {"B5": "0"},
        'cell B5, template version: found "0". This needs template version 2: download the template again.',
        "an old template",
    ),
    (
        {"B5": None},
        "cell B5, template version: the cell is empty. This needs template version 2: download the template again.",
        "no version",
    ),
    (
        {"A3": "Name"},
        'cell A3, label: found "Name". "Partnership" has to stand here, as in the template. Download the template and '
        "fill it in.",
        "another workbook with a sheet named Cover",
    ),
]

SHAPE = [
    # how the workbook is changed, everything said after "safer.xlsx, ", why
    (
        lambda book: without_sheet(book, "Return"),
        [(FIX, "sheet Return: missing. Use the template, which has a sheet named Return.")],
        "the sheet of figures is gone, and no figure is called missing",
    ),
    (
        lambda book: without_sheet(book, "Narrative"),
        [(FIX, "sheet Narrative: missing. Use the template, which has a sheet named Narrative.")],
        "a sheet is gone",
    ),
    (lambda book: without_sheet(book, "Risks"), [], "an optional sheet is gone"),
    (lambda book: without_sheet(book, "Districts"), [], "the other optional sheet"),
    (
        lambda book: replace(book, sheets=(*book.sheets, replace(book.sheet("Return"), name="return "))),
        [
            (
                FIX,
                "sheet Return: found 2 sheets of that name. Keep one sheet named Return and rename or delete the "
                "other.",
            )
        ],
        "two sheets of one name, which white space lets through",
    ),
    (
        lambda book: opened({"Return": {"H3": None}}),
        [
            (
                FIX,
                "sheet Return, column Actual: missing. Did you mean column H, which has no heading? Head it Actual, or "
                "use the template.",
            ),
        ],
        "the heading of the figures is gone, and no figure is called missing",
    ),
    (
        lambda book: opened({"Return": {"H3": "Actual*", "H4": "12.5 (p)"}}),
        [
            (
                FIX,
                'sheet Return, column Actual: missing. Did you mean column H, headed "Actual*"? Head it Actual, or use '
                "the template.",
            ),
        ],
        "the heading has another name",
    ),
    (
        lambda book: opened({"Return": {"O3": "Actual"}}),
        [
            (
                FIX,
                'sheet Return, cell O3, heading: found "Actual". It is also in cell H3. Keep one column headed Actual.',
            ),
            (FIX, "sheet Return, column Commentary: missing. Add the column headed Commentary, or use the template."),
        ],
        "two columns of one heading",
    ),
    (
        lambda book: opened({"Return": {"A3": None}}),
        [
            (
                FIX,
                "sheet Return, headings: found no row of headings. The headings have to stand in one row of the first "
                "20, Target among them.",
            )
        ],
        "the heading that rows are known by is gone",
    ),
    (lambda book: opened({"Return": {"B3": None}}), [], "a title is shown for the officer and not needed"),
    (lambda book: opened({"Return": {"H3": " ACTUAL\n"}}), [], "headings are folded"),
    (
        lambda book: opened(
            {"Return": {"F3": "Last quarter’s actual", "H3": "Ac\u00adtual\u200b", "M3": "Year‑end\u00a0forecast"}}
        ),
        [],
        "headings that went through Word or a web page",
    ),
    (
        lambda book: with_sheet(book, "Return", merged=("H4:H5",)),
        [
            (
                FIX,
                "sheet Return, cell H4: found merged cells, H4:H5. Unmerge them: each cell has to stand for itself.",
            )
        ],
        "merged cells among the figures",
    ),
    (lambda book: with_sheet(book, "Return", merged=("A1:C1", "R4:S9")), [], "merged cells beside the table"),
    (
        lambda book: with_sheet(book, "Return", hidden_rows=(2, 5, 7, 40)),
        [
            (
                CONFIRM,
                "sheet Return: found hidden rows 5, 7. It is read like any other: confirm, or show it and check it.",
            )
        ],
        "hidden rows with figures; the other two hold none",
    ),
    (
        lambda book: with_sheet(book, "Return", hidden_columns=(8, 26)),
        [
            (
                CONFIRM,
                "sheet Return: found hidden column H. It is read like any other: confirm, or show it and check it.",
            )
        ],
        "the column of figures is hidden",
    ),
    (
        lambda book: with_sheet(opened({"Actions": ACTION}), "Actions", hidden=True),
        [
            (
                CONFIRM,
                "sheet Actions: found a hidden sheet. It is read like any other: confirm, or show it and check it.",
            )
        ],
        "a hidden sheet with something on it",
    ),
    (lambda book: with_sheet(book, "Actions", hidden=True), [], "a hidden sheet with nothing on it"),
    (
        lambda book: opened({"Return": {"Q3": "RAG", "Q4": "Green"}}),
        [
            (
                CONFIRM,
                'sheet Return, cell Q3, heading: found "RAG". A status column of your own is not read, as the status '
                "is "
                "worked out from the figure: confirm.",
            )
        ],
        "an officer's own verdict",
    ),
    (lambda book: opened({"Return": {"Q3": "Notes to self", "Q4": "ask Jo"}}), [], "a column of the officer's own"),
]

ROWS = [
    # cells of the sheet Return, everything said after "safer.xlsx, sheet Return, ", why
    (
        {"A4": "NI 31"},
        [
            (
                FIX,
                'cell A4, target: found "NI 31". Did you mean NI 30? Enter its code alone, as the template has it.',
            ),
        ],
        "an unknown code beside a title that is known",
    ),
    (
        {"A4": "NI 31", "B4": "Re-offending"},
        [
            (FIX, 'cell A4, target: found "NI 31". The register has no such target: use the code from the template.'),
            (
                FIX,
                "cell A3, target: found no row for NI 30. Add a row for NI 30, Title of NI 30, or download the "
                "template again.",
            ),
        ],
        "an unknown code, and the row it stood in is missed",
    ),
    (
        {"A4": "NI 30 (a)", "B4": None},
        [
            (
                FIX,
                'cell A4, target: found "NI 30 (a)". Did you mean NI 30? Enter its code alone, as the template has it.',
            ),
            (
                CONFIRM,
                "cell B4, title for NI 30: the cell is empty. The register says Title of NI 30, and that is what "
                "counts: confirm, or correct it.",
            ),
        ],
        "a code with something behind it",
    ),
    (
        {"A4": 30, "H4": "tbc 2010"},
        [
            (FIX, "cell A4, target: found 30. Did you mean NI 30? Enter its code alone, as the template has it."),
            (
                FIX,
                'cell H4, actual for NI 30: found "tbc 2010". Enter a number such as 12.5, or leave the cell empty and '
                "choose a reason in column K.",
            ),
        ],
        "the number of a code, in a row that is read all the same",
    ),
    (
        {"A4": None},
        [
            (
                FIX,
                "cell A4, target: the cell is empty. Did you mean NI 30? Enter its code alone, as the template has it.",
            )
        ],
        "the code is gone",
    ),
    (
        {"A10": "NI 30 without repeat offenders", "H10": 11},
        [
            (
                CONFIRM,
                'cell A10: found a figure in H10, with "NI 30 without repeat offenders" before it. It stands in no row '
                "of the table, so it is not read: confirm, or enter the target's code in column A; notes go in "
                "Commentary.",
            ),
        ],
        "a second figure under a code that has its row",
    ),
    (
        {"A10": "NI 6", "H10": 20},
        [
            (
                FIX,
                'cell A10, target: found "NI 6". NI 6 is reported by Oxfordshire Stronger Communities Alliance: take '
                "the row out.",
            )
        ],
        "another partnership's target",
    ),
    (
        {"A10": "NI 99", "H10": 20},
        [(FIX, 'cell A10, target: found "NI 99". NI 99 is not reported in Q3 2009/10: take the row out.')],
        "a target whose life is over",
    ),
    (
        {"A10": "NI 030", "H10": 20},
        [
            (
                FIX,
                "cell A10, target: found a second row for NI 30. It is also in row 4: keep one row for NI 30.",
            )
        ],
        "the same target written another way",
    ),
    (
        {"H12": 20},
        [
            (
                CONFIRM,
                "cell H12: found 20. It stands in no row of the table, so it is not read: confirm, or enter the "
                "target's code in column A; notes go in Commentary.",
            )
        ],
        "a figure of nothing",
    ),
    ({"A4": " ni 030"}, [], "a code is read however it is typed"),
    ({"A4": "NI\u00a030\u200b", "I4": "fi\u00adnal"}, [], "a code and a word with characters that are not seen"),
    (
        {"C4": "count"},
        [
            (
                FIX,
                f'cell C4, unit for NI 30: found "count". The register says per cent, and that is what counts: {AGAIN}',
            )
        ],
        "the unit changed",
    ),
    (
        {"D4": "higher"},
        [
            (
                FIX,
                f'cell D4, better for NI 30: found "higher". The register says lower, and that is what counts: {AGAIN}',
            )
        ],
        "the direction changed: red would turn green",
    ),
    (
        {"E4": 99},
        [
            (
                FIX,
                "cell E4, milestone for NI 30: found 99. The register's milestone is 14, and that is what counts: "
                f"{AGAIN}",
            )
        ],
        "the milestone changed",
    ),
    (
        {"E6": 20},
        [
            (
                FIX,
                "cell E6, milestone for NI 17: found 20. The register's milestone is none for this quarter, and that "
                "is "
                f"what counts: {AGAIN}",
            )
        ],
        "a milestone where none is agreed",
    ),
    (
        {"E8": "50.0 to 55.0"},
        [
            (
                FIX,
                'cell E8, milestone for NI 195: found "50.0 to 55.0". The register\'s milestone is 52 to 55, and that '
                f"is what counts: {AGAIN}",
            )
        ],
        "a range made wider",
    ),
    ({"E4": "14.0", "E8": "52 to 55"}, [], "the same milestones typed another way"),
    (
        {"B4": "Another title"},
        [
            (
                CONFIRM,
                'cell B4, title for NI 30: found "Another title". The register says Title of NI 30, and that is what '
                "counts: confirm, or correct it.",
            )
        ],
        "a title changed",
    ),
    (
        {"I4": "unaudited"},
        [
            (
                FIX,
                'cell I4, kind of figure for NI 30: found "unaudited". Choose one of these, or leave the cell '
                "empty: final; provisional; estimate.",
            )
        ],
        "no such word",
    ),
    ({"I4": " Provisional "}, [], "a word however typed"),
    (
        {"J4": "2009-10 Q4"},
        [
            (
                FIX,
                'cell J4, period of the figure for NI 30: found "2009-10 Q4". That is after Q3 2009/10. Leave the '
                "cell empty where the figure is for this quarter.",
            )
        ],
        "a figure from the future",
    ),
    (
        {"J4": "2010/11"},
        [
            (
                FIX,
                'cell J4, period of the figure for NI 30: found "2010/11". That is after Q3 2009/10. Leave the cell '
                "empty where the figure is for this quarter.",
            )
        ],
        "a year to come",
    ),
    (
        {"J4": "Q2 2009/10"},
        [
            (
                CONFIRM,
                'cell J4, period of the figure for NI 30: found "Q2 2009/10". A figure for Q2 2009/10 is shown and '
                "not judged as this quarter's: confirm, or empty the cell.",
            )
        ],
        "an earlier quarter's figure",
    ),
    (
        {"J4": 2008},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found 2,008. A figure for 2008 is shown and not judged as "
                "this quarter's: confirm, or empty the cell.",
            )
        ],
        "a year as a number",
    ),
    ({"J4": "Q3 2009/10"}, [], "this quarter's own name"),
    ({"J4": "Oct - Dec 2009"}, [], "this quarter by its months"),
    ({"J4": "this quarter"}, [], "this quarter in words"),
    ({"J4": "Q3"}, [], "this quarter without its year"),
    ({"J4": "Q3 09/10"}, [], "this quarter by a short year"),
    ({"J4": "Oct-Dec 09"}, [], "and by its months"),
    (
        {"J4": "Quarter 2"},
        [
            (
                CONFIRM,
                'cell J4, period of the figure for NI 30: found "Quarter 2". A figure for Q2 2009/10 is shown and not '
                "judged as this quarter's: confirm, or empty the cell.",
            )
        ],
        "a quarter without its year is of this one",
    ),
    (
        {"J4": "Q4"},
        [
            (
                FIX,
                'cell J4, period of the figure for NI 30: found "Q4". That is after Q3 2009/10. Leave the cell empty '
                "where the figure is for this quarter.",
            )
        ],
        "one that is still to come",
    ),
    (
        {"J4": 4},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found 4. It names no period: confirm, and the figure is "
                "this quarter's, or type one, such as Q2 2009/10.",
            )
        ],
        "a number that is no year",
    ),
    (
        {"J4": 40087},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found 40,087. It names no period: confirm, and the figure is "
                "this quarter's, or type one, such as Q2 2009/10.",
            )
        ],
        "a day that has lost its format",
    ),
    (
        {"J4": True},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found TRUE. It names no period: confirm, and the figure is "
                "this quarter's, or type one, such as Q2 2009/10.",
            )
        ],
        "a tick",
    ),
    (
        {"K6": "no idea"},
        [
            (
                FIX,
                'cell K6, reason why there is no figure for NI 17: found "no idea". Choose one of these, or leave the '
                f"cell empty: {REASONS}.",
            )
        ],
        "no such reason, and not called missing as well",
    ),
    (
        {"K4": "data quality"},
        [
            (
                FIX,
                'cell K4, reason why there is no figure for NI 30: found "data quality". Cell H4 has a figure: keep '
                "the figure or the reason, not both.",
            )
        ],
        "a figure and a reason why there is none",
    ),
    (
        {"J4": "2008 survey", "K4": "survey not due"},
        [
            (
                CONFIRM,
                'cell J4, period of the figure for NI 30: found "2008 survey". A figure for 2008 survey is shown and '
                "not judged as this quarter's: confirm, or empty the cell.",
            )
        ],
        "an older figure, and why there is none for this quarter",
    ),
    (
        {"H4": None},
        [
            (
                CONFIRM,
                "cell H4, actual for NI 30: the cell is empty. No figure and no reason: choose a reason in column K, "
                "or "
                "confirm that none is given.",
            )
        ],
        "nothing said",
    ),
    ({"H4": "tbc", "K4": "Not Yet  Published"}, [], "no figure, and why"),
    (
        {"L6": "September 2010"},
        [
            (
                FIX,
                'cell L6, day the figure is expected for NI 17: found "September 2010". Enter a day such as '
                "30/09/2010, "
                "or leave the cell empty.",
            )
        ],
        "a month is not a day",
    ),
    (
        {"L6": "31/02/2010"},
        [
            (
                FIX,
                'cell L6, day the figure is expected for NI 17: found "31/02/2010". Enter a day such as 30/09/2010, or '
                "leave the cell empty.",
            )
        ],
        "a day that is not in the calendar",
    ),
    (
        {"L6": date(9999, 12, 31)},
        [
            (
                FIX,
                "cell L6, day the figure is expected for NI 17: found the date 31 December 9999. Enter a day such as "
                "30/09/2010, or leave the cell empty.",
            )
        ],
        "a slip of the keyboard, and beyond what a table can hold",
    ),
    (
        {"L6": "05/06/2010"},
        [
            (
                CONFIRM,
                'cell L6, day the figure is expected for NI 17: found "05/06/2010". It is typed as text and read as '
                "5 June 2010: confirm, or correct it.",
            )
        ],
        "UK order",
    ),
    (
        {"L6": date(2009, 9, 30)},
        [
            (
                CONFIRM,
                "cell L6, day the figure is expected for NI 17: found the date 30 September 2009. That is before the "
                "quarter ends on 31 December 2009: confirm, or correct it.",
            )
        ],
        "expected in the past",
    ),
    ({"L6": "tbc"}, [], "no day yet"),
    (
        {"L6": datetime(2010, 6, 29, 23, 0)},
        [
            (
                CONFIRM,
                "cell L6, day the figure is expected for NI 17: found the date 29 June 2010 23:00. It holds a time of "
                "day: is it 30 June 2010? Confirm, and it is read so, or enter the day alone.",
            )
        ],
        "a British midnight in summer, as a program of another zone keeps it",
    ),
    (
        {"L6": "2010-06-30T17:00:00Z"},
        [
            (
                CONFIRM,
                'cell L6, day the figure is expected for NI 17: found "2010-06-30T17:00:00Z". It holds a time of day: '
                "is it 30 June 2010? Confirm, and it is read so, or enter the day alone.",
            )
        ],
        "a deadline of the afternoon, as text",
    ),
    (
        {"L6": "2010-06-30 00:00:00"},
        [
            (
                CONFIRM,
                'cell L6, day the figure is expected for NI 17: found "2010-06-30 00:00:00". It is typed as text and '
                "read as 30 June 2010: confirm, or correct it.",
            )
        ],
        "a day as a program writes it as text",
    ),
    (
        {"L6": 40359},
        [
            (
                FIX,
                "cell L6, day the figure is expected for NI 17: found 40,359. It may be a day that has lost its "
                "format: set the cell's format to Date. Enter a day such as 30/09/2010, or leave the cell empty.",
            )
        ],
        "a day without the format of one",
    ),
    (
        {"J4": date(2008, 9, 1)},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found the date 1 September 2008. Excel makes this date of "
                "2008/09: if that year is meant, type year 2008/09. A figure for 1 September 2008 is shown and not "
                "judged as this quarter's: confirm.",
            )
        ],
        "a financial year that Excel made a month",
    ),
    (
        {"J4": date(2009, 3, 1)},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found the date 1 March 2009. Excel makes this date of a "
                "month: if that is meant, type month of March 2009. A figure for 1 March 2009 is shown and not judged "
                "as this quarter's: confirm.",
            )
        ],
        "Mar-09",
    ),
    (
        {"J4": date(2009, 10, 1)},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found the date 1 October 2009. Excel makes this date of "
                "2009/10: if that year is meant, type year 2009/10. Leave the cell empty where the figure is for this "
                "quarter. A figure for 1 October 2009 is shown and not judged as this quarter's: confirm.",
            )
        ],
        "this year's own name, which Excel put into this quarter",
    ),
    (
        {"J4": date(2010, 11, 1)},
        [
            (
                FIX,
                "cell J4, period of the figure for NI 30: found the date 1 November 2010. That is after Q3 2009/10. "
                "Excel makes this date of 2010/11: if that year is meant, type year 2010/11. Leave the cell empty "
                "where the figure is for this quarter.",
            )
        ],
        "a year to come, made a month",
    ),
    (
        {"J4": datetime(2009, 4, 3, 1, 0)},
        [
            (
                CONFIRM,
                "cell J4, period of the figure for NI 30: found the date 3 April 2009 01:00. Excel makes dates of "
                "periods: if one is meant, type it in words, such as Q2 2009/10. A figure for 3 April 2009 is shown "
                "and not judged as this quarter's: confirm.",
            )
        ],
        "3-4, three of four",
    ),
    (
        {"J4": "year 2010/11"},
        [
            (
                FIX,
                'cell J4, period of the figure for NI 30: found "year 2010/11". That is after Q3 2009/10. Leave the '
                "cell empty where the figure is for this quarter.",
            )
        ],
        "a year to come in the words that are asked for",
    ),
    (
        {"J4": "year 2008/09"},
        [
            (
                CONFIRM,
                'cell J4, period of the figure for NI 30: found "year 2008/09". A figure for year 2008/09 is shown and '
                "not judged as this quarter's: confirm, or empty the cell.",
            )
        ],
        "the words that are asked for",
    ),
    (
        {"A4": date(2010, 3, 1)},
        [
            (
                FIX,
                "cell A4, target: found the date 1 March 2010. Did you mean NI 30? Excel may have made a date of the "
                "code: set the cell's format to Text and type the code again.",
            ),
        ],
        "a code that Excel took for a month",
    ),
    (
        {"O4": date(2010, 4, 3)},
        [
            (
                CONFIRM,
                "cell O4, commentary for NI 30: found the date 3 April 2010. Excel may have made it of what you typed, "
                "such as 3/4. It is read as 3 April 2010: confirm, or type it in words.",
            )
        ],
        "three of four, in a commentary",
    ),
    (
        {"M5": 140},
        [
            (
                CONFIRM,
                "cell M5, year-end forecast for NI 15: found 140. The figure in cell H5, cumulative in the year, is "
                "above it already: confirm, or correct it.",
            )
        ],
        "a year that ends below what it has reached",
    ),
    ({"M5": 141}, [], "a year in which nothing more happens"),
    ({"M4": 1.5}, [], "a snapshot may fall by the year's end"),
    (
        {"M5": 140, "J5": "2008-09 Q4"},
        [
            (
                CONFIRM,
                'cell J5, period of the figure for NI 15: found "2008-09 Q4". A '
                "figure for Q4 2008/09 is shown and not judged as this quarter's: confirm, or empty the cell.",
            )
        ],
        "last year's total is no part of this year",
    ),
    (
        {"N4": "perhaps"},
        [
            (
                FIX,
                'cell N4, whether it will be achieved for NI 30: found "perhaps". Choose one of these, or leave the '
                "cell empty: yes; no.",
            )
        ],
        "neither yes nor no",
    ),
    (
        {"N4": "No"},
        [
            (
                CONFIRM,
                'cell N4, whether it will be achieved for NI 30: found "No". The figure in cell H4 meets the '
                "milestone, "
                "and no makes the target off track: confirm, or correct it.",
            )
        ],
        "declared lost with the milestone met: 12.5 against 14, lower is better",
    ),
    ({"N4": "no", "H4": 14.2}, [], "declared lost, and missed"),
    ({"N4": "no", "H4": None, "K4": "data quality"}, [], "declared lost without a figure"),
    (
        {"N8": "no"},
        [
            (
                CONFIRM,
                'cell N8, whether it will be achieved for NI 195: found "no". The figure in cell H8 meets the '
                "milestone, and no makes the target off track: confirm, or correct it.",
            )
        ],
        "declared lost within its range",
    ),
    (
        {"O4": "x" * 4001},
        [
            (
                FIX,
                f'cell O4, commentary for NI 30: found "{"x" * 60}...". Shorten it to 4,000 characters; it has 4,001.',
            )
        ],
        "longer than anyone reads",
    ),
    (
        {"O4": "one\x07two"},
        [
            (
                FIX,
                'cell O4, commentary for NI 30: found "one\\x07two". It holds characters that cannot be shown: type it '
                "again.",
            )
        ],
        "a control character",
    ),
    (
        {"O4": "one\ud800two"},
        [
            (
                FIX,
                'cell O4, commentary for NI 30: found "one\\ud800two". It holds characters that cannot be shown: type '
                "it again.",
            )
        ],
        "half a character, which no file can be written with",
    ),
    (
        {"O4": cell("#REF!", holds=Holds.ERROR)},
        [(FIX, "cell O4, commentary for NI 30: found the error #REF!. Type the text itself.")],
        "an error for a commentary",
    ),
]

DOUBTS = [
    # address, value, what is said after "found ", why; all of them please confirm
    ("H4", 101.5, "101.5. A per cent over 100: confirm, or correct it.", "over 100 per cent"),
    ("H4", -3, "-3. This is a negative percentage. Is it right? Confirm, or correct it.", "a negative per cent"),
    ("H4", 0.45, "0.45. Under 1 per cent: if 45% is meant, enter 45; otherwise confirm.", "a fraction for a per cent"),
    ("H5", -3, "-3. A count below 0: confirm, or correct it.", "a negative count"),
    ("H5", 140.5, "140.5. A count that is not whole: confirm, or correct it.", "half a thing"),
    ("M4", 101.5, "101.5. A per cent over 100: confirm, or correct it.", "a forecast is looked at too"),
]

BESIDE = [
    # target, address, figure now, the quarter before and its figure, what is said after "found ", why
    ("NI 30", "H4", 12.5, "2009-10 Q2", 13.0, None, "an ordinary change"),
    (
        "NI 30",
        "H4",
        12.5,
        "2009-10 Q2",
        0.125,
        "12.5. 100 times the last figure, 0.125 at Q2 2009/10, or more: confirm, or correct it.",
        "a figure in another unit than last time",
    ),
    (
        "NI 30",
        "H4",
        7,
        "2009-10 Q2",
        0.07,
        "7. 100 times the last figure, 0.07 at Q2 2009/10, or more: confirm, or correct it.",
        "a hundred times to the digit, which a division of floats makes a little less",
    ),
    (
        "NI 30",
        "H4",
        1.25,
        "2009-10 Q2",
        125,
        "1.25. A hundredth of the last figure, 125 at Q2 2009/10, or less: confirm, or correct it.",
        "the other way about",
    ),
    (
        "NI 15",
        "H5",
        120,
        "2009-10 Q2",
        130,
        "120. A figure cumulative in the year has fallen, from 130 at Q2 2009/10: confirm, or correct it.",
        "a running total fell",
    ),
    ("NI 15", "H5", 120, "2008-09 Q4", 500, None, "a new year starts again"),
    ("NI 15", "H5", 520, "2008-09 Q4", 500, None, "three quarters may well have more than a whole poor year"),
    (
        "NI 30",
        "H4",
        12.5,
        "2009-10 Q2",
        12.5,
        "12.5. Exactly the same as last quarter's: confirm that it is this quarter's, or correct it.",
        "last quarter's figure again",
    ),
    ("NI 30", "H4", 12.5, "2009-10 Q1", 12.5, None, "an older figure again"),
    ("NI 188", "H7", 3, "2009-10 Q2", 3, None, "a level stays for years"),
    ("NI 30", "H4", 12.5, "2009-10 Q3", 12.5, None, "this quarter's own figure is not an earlier one"),
]


def in_rows(rows, *said):
    """The same cells, from column A on, in each of some rows."""
    return {f"{column}{row}": what for row in rows for column, what in zip("ABCD", said, strict=False)}


OTHER = [
    # sheet, cells, everything said after "safer.xlsx, sheet ", why
    ("Actions", ACTION, [], "an action in full"),
    (
        "Actions",
        ACTION | {"A4": "NI 6"},
        [
            (
                FIX,
                'Actions, cell A4, what the action is for: found "NI 6". NI 6 is reported by Oxfordshire Stronger '
                "Communities Alliance: choose one of the partnership's own targets.",
            )
        ],
        "another partnership's target",
    ),
    (
        "Actions",
        ACTION | {"B4": None},
        [(FIX, "Actions, cell B4, action for NI 30: the cell is empty. Say what will be done, or empty the row.")],
        "an owner and a day and nothing to do",
    ),
    (
        "Actions",
        ACTION | {"D4": "soon"},
        [
            (
                FIX,
                'Actions, cell D4, day the action is due for NI 30: found "soon". Enter a day such as 30/09/2010, or '
                "leave the cell empty.",
            )
        ],
        "soon is not a day",
    ),
    (
        "Actions",
        ACTION | {"D4": "30th June 2010"},
        [
            (
                CONFIRM,
                'Actions, cell D4, day the action is due for NI 30: found "30th June 2010". It is typed as text and '
                "read as 30 June 2010: confirm, or correct it.",
            )
        ],
        "a day in words",
    ),
    (
        "Actions",
        ACTION | {"E4": "closed"},
        [
            (
                FIX,
                'Actions, cell E4, state for NI 30: found "closed". Choose one of these, or leave the cell empty: '
                "open; "
                "done; dropped.",
            )
        ],
        "no such state",
    ),
    ("Actions", ACTION | {"A4": "NI 99"}, [], "an action outlives its target"),
    (
        "Actions",
        ACTION | {"E4": "open", "F4": "Done"},
        [
            (
                CONFIRM,
                'Actions, cell F4, progress for NI 30: found "Done". It belongs in column E, State: confirm, and it is '
                "only words, or move it.",
            )
        ],
        "a state typed into the progress",
    ),
    ("Actions", ACTION | {"E4": "done", "F4": "Done."}, [], "progress in a sentence"),
    ("Actions", ACTION | {"E4": "done", "F4": "done"}, [], "progress that says the state again"),
    (
        "Actions",
        ACTION | {"C4": "30/09/2010", "D4": None},
        [
            (
                CONFIRM,
                'Actions, cell C4, owner for NI 30: found "30/09/2010". Did you mean D4, the column Due? Nothing is '
                "read from it as a day: confirm, or move it.",
            )
        ],
        "a day typed into the owner",
    ),
    (
        "Risks",
        {"A4": "NI 30", "B4": "Posts stay empty", "C4": None, "D4": 3, "E4": 4},
        [
            (
                CONFIRM,
                "Risks, cell E4, mitigation for NI 30: found 4. Did you mean C4, the column Likelihood? Nothing is "
                "read from it as a score: confirm, or move it.",
            )
        ],
        "both scores of a risk one column to the right",
    ),
    (
        "Risks",
        {"A4": "NI 30", "B4": "Posts go", "C4": 3, "D4": 3, "E4": "4"},
        [],
        "a number in words, and both",
    ),
    ("Risks", {"A4": "NI 30", "B4": "Funding ends", "C4": 3, "D4": 5}, [], "a risk in full"),
    (
        "Risks",
        {"A4": "NI 30", "B4": "Funding ends", "C4": 6},
        [(FIX, "Risks, cell C4, likelihood for NI 30: found 6. Enter a whole number from 1, low, to 5, high.")],
        "off the scale",
    ),
    (
        "Risks",
        {"A4": "NI 30", "B4": "Funding ends", "D4": "4"},
        [
            (
                CONFIRM,
                'Risks, cell D4, impact for NI 30: found "4". It is typed as text. It is read as 4: confirm, or '
                "correct "
                "it.",
            )
        ],
        "a score as text",
    ),
    (
        "Risks",
        {"A4": "NI 30", "C4": 3},
        [(FIX, "Risks, cell B4, risk for NI 30: the cell is empty. Say what could go wrong, or empty the row.")],
        "how likely, but not what",
    ),
    ("Districts", {"A4": "NI 30", "B4": "Cherwell", "C4": 11.5}, [], "a district's figure"),
    (
        "Districts",
        {"A4": "NI 30", "B4": "Reading", "C4": 11.5},
        [
            (
                FIX,
                'Districts, cell B4, district for NI 30: found "Reading". Choose one of the districts: Cherwell; '
                "Oxford City.",
            )
        ],
        "not a district of the county",
    ),
    (
        "Districts",
        {
            f"{column}{row}": said
            for row in (4, 5, 7)
            for column, said in zip("ABC", ("NI 31", "Cherwell", 2), strict=True)
        },
        [
            (
                FIX,
                'Districts, cell A4, target: found "NI 31" in A4:A5, A7. Enter the code of one of the partnership\'s '
                "targets, such as NI 30.",
            )
        ],
        "a code that the register does not have, in three rows: one cause, one problem",
    ),
    (
        "Districts",
        {
            f"{column}{row}": said
            for row in (4, 5)
            for column, said in zip("ABC", ("NI 30", "Reading", row), strict=True)
        },
        [
            (
                FIX,
                'Districts, cell B4, district for NI 30: found "Reading" in B4:B5. Choose one of the districts: '
                "Cherwell; Oxford City.",
            )
        ],
        "no district of the county, twice",
    ),
    (
        "Risks",
        {
            f"{column}{row}": said
            for row in (4, 5)
            for column, said in zip("ABCD", ("NI 31", "Staff leave", 2, 3), strict=True)
        },
        [
            (
                FIX,
                'Risks, cell A4, target: found "NI 31" in A4:A5. Enter the code of one of the partnership\'s targets, '
                "such as NI 30.",
            )
        ],
        "risks of a code that the register does not have",
    ),
    (
        "Districts",
        {"A4": "NI 30", "C4": 11.5},
        [
            (
                FIX,
                "Districts, cell B4, district for NI 30: the cell is empty. Choose one of the districts: Cherwell; "
                "Oxford City.",
            )
        ],
        "a figure of nowhere",
    ),
    (
        "Districts",
        {"A4": "NI 30", "B4": "Cherwell", "C4": "9.5 days"},
        [
            (
                FIX,
                'Districts, cell C4, actual for NI 30: found "9.5 days". Leave out what stands after the number. Enter '
                "a number such as 12.5, or leave the cell empty.",
            )
        ],
        "a district's figure is read like any other",
    ),
    (
        "Districts",
        {"A4": "NI 30", "B4": "Cherwell", "C4": 11.5, "A5": "NI 30", "B5": "cherwell", "C5": 12},
        [
            (
                FIX,
                "Districts, cell B5, district for NI 30: found a second row for Cherwell. It is also in cell C4: "
                "keep one row.",
            )
        ],
        "one district twice",
    ),
    (
        "Districts",
        {"A4": "NI 15", "B4": "Cherwell", "C4": 100, "A5": "NI 15", "B5": "Oxford City", "C5": 41},
        [],
        "counts that add up to the county's 141",
    ),
    (
        "Districts",
        {"A4": "NI 15", "B4": "Cherwell", "C4": 100, "A5": "NI 15", "B5": "Oxford City", "C5": 40},
        [
            (
                CONFIRM,
                "Districts, cell C4, actual for NI 15: found 2 districts that add up to 140. The area's figure, "
                "sheet Return, cell H5, is 141: confirm, or correct the figure that is wrong.",
            )
        ],
        "counts that do not add up to the county's 141",
    ),
    ("Districts", {"A4": "NI 15", "B4": "Cherwell", "C4": 140}, [], "one district is missing, so the sum may be right"),
    (
        "Districts",
        {"A4": "NI 15", "B4": "Cherwell", "C4": 142, "A5": "NI 15", "B5": "Oxford City"},
        [
            (
                CONFIRM,
                "Districts, cell C4, actual for NI 15: found 1 district that comes to 142, already more than the "
                "area's. The area's figure, sheet Return, cell H5, is 141: confirm, or correct the figure that is "
                "wrong.",
            )
        ],
        "a part that is more than the whole",
    ),
    (
        "Districts",
        {"A4": "NI 30", "B4": "Cherwell", "C4": 11.5, "A5": "NI 30", "B5": "Oxford City", "C5": 14.5},
        [],
        "per cents never add up",
    ),
    (
        "Districts",
        {"A4": "L1", "B4": "Cherwell", "C4": 1000.5, "A5": "L1", "B5": "Oxford City", "C5": 234.06},
        [],
        "pounds and pence to the penny",
    ),
    ("Narrative", {"B4": "On course."}, [], "a section's text"),
    (
        "Narrative",
        {"A4": "Summary", "B4": "On course."},
        [
            (
                FIX,
                'Narrative, cell A4, section: found "Summary". Choose one of the sections: Outcomes; Partnership '
                "working; Response; Achievements; Strengths; Areas for improvement.",
            )
        ],
        "no such section",
    ),
    (
        "Narrative",
        {"B4": "On course.", "A9": "Outcomes", "B9": "Off course."},
        [(FIX, "Narrative, cell A9, section: found a second Outcomes. It is also in cell B4: keep one text for it.")],
        "one section twice",
    ),
]


def names(rows):
    return [row[-1] for row in rows]


def said(found, prefix):
    """What is to be said, as whole messages."""
    return [(severity, f"{prefix}{message}") for severity, message in found]


@pytest.mark.parametrize(("cells", "message"), [row[:2] for row in COVER], ids=names(COVER))
def test_a_wrong_cover_is_told_alone(cells, message):
    book = opened({"Cover": cells, "Return": {"H4": "tbc 2010", "A5": "NI 31"}})
    assert messages(book) == [(FIX, f"safer.xlsx, sheet Cover, {message}")]
    found = read_return(book, register())
    assert not found.accepted
    assert found.figures.empty


TITLES = [
    # the cover's cells and the title's, the title as it is quoted where it is told, why
    ({"B4": "2009-10 Q2"}, None, f"Return: {NAME}, Q3 2009/10", "the cover's quarter was changed"),
    (
        {},
        f"Return: {NAME}, Q2 2009/10",
        f"Return: {NAME}, Q2 2009/10",
        "last quarter's template, this one's cover",
    ),
    ({"B3": "OSCA"}, None, f"Return: {NAME}, Q3 2009/10", "the cover's partnership was changed"),
    ({"B3": "OSCP", "B4": "Q3 2009/10"}, None, None, "both said in other words"),
    ({}, "Safer: third quarter", None, "a title of the officer's own says nothing"),
    ({}, f"Return: Safer, {NAME[:5]}, Q3 2009/10", None, "nor does a name that nobody has"),
]


@pytest.mark.parametrize(("cover", "title", "quoted"), [row[:3] for row in TITLES], ids=[row[-1] for row in TITLES])
def test_the_template_of_another_quarter_or_partnership_is_told_once(cover, title, quoted):
    found = messages(opened({"Cover": cover, "Return": {"A1": title} if title else {}}))
    wanted = []
    if quoted:
        named = "Oxfordshire Stronger Communities Alliance" if "B3" in cover else NAME
        named += ", Q2 2009/10" if "B4" in cover else ", Q3 2009/10"
        quoted = quoted if len(quoted) <= LONGEST_FOUND else f"{quoted[:LONGEST_FOUND].rstrip()}..."
        wanted = [
            (
                FIX,
                f'safer.xlsx, sheet Return, cell A1, title of the table: found "{quoted}". The cover says {named}: use '
                "the template of that partnership and quarter, or put the cover right.",
            )
        ]
    assert found == wanted


def test_every_fault_of_a_cover_at_once():
    book = opened({"Cover": {"B3": "Safer", "B4": "Q3", "B5": "0"}})
    assert [message.split(",")[2] for _, message in messages(book)] == [" cell B5", " cell B3", " cell B4"]


def test_a_workbook_that_is_no_return():
    assert messages(Workbook("safer.xlsx", ())) == [
        (
            FIX,
            "safer.xlsx, sheet Cover: missing. This is not a return made from the template. Download the template and "
            "fill it in.",
        )
    ]


@pytest.mark.parametrize("name", ["Front", "Cover (2)", "Deckblatt"])
def test_a_cover_under_another_name(name):
    advice = f'Did you mean the sheet "{name}", which is one? Name it Cover, or use the template.'
    renamed = [replace(one, name=name) if one.name == "Cover" else one for one in opened().sheets]
    assert messages(Workbook("safer.xlsx", tuple(renamed))) == [(FIX, f"safer.xlsx, sheet Cover: missing. {advice}")]


def test_a_return_of_another_partnership_than_expected():
    assert messages(opened(), partnership="stronger-communities", quarter=QUARTER) == [
        (
            FIX,
            'safer.xlsx, sheet Cover, cell B3, partnership: found "Safer Communities Partnership". A return of '
            "Oxfordshire Stronger Communities Alliance was expected: use the template of that partnership.",
        )
    ]


def test_a_return_for_another_quarter_than_expected():
    assert messages(opened(), partnership=PARTNERSHIP, quarter="2009-10 Q4") == [
        (
            FIX,
            'safer.xlsx, sheet Cover, cell B4, quarter: found "2009-10 Q3". A return for Q4 2009/10 was expected: use '
            "the template of that quarter.",
        )
    ]


@pytest.mark.parametrize("name", ["OSCP", "safer communities", PARTNERSHIP, " Safer  Communities Partnership "])
def test_a_partnership_by_any_of_its_names(name):
    assert messages(opened({"Cover": {"B3": name}}), partnership=PARTNERSHIP, quarter=QUARTER) == []


def test_when_it_was_prepared_may_be_left_out_or_confirmed():
    assert messages(opened({"Cover": {"B6": None, "B7": None}})) == []
    assert messages(opened({"Cover": {"B7": "soon"}})) == [
        (
            CONFIRM,
            'safer.xlsx, sheet Cover, cell B7, prepared on: found "soon". It could not be read and is left out: '
            "confirm, or correct it.",
        )
    ]


@pytest.mark.parametrize(("change", "expected"), [row[:2] for row in SHAPE], ids=names(SHAPE))
def test_one_thing_wrong_with_a_sheet(change, expected):
    assert messages(change(opened())) == said(expected, "safer.xlsx, ")


@pytest.mark.parametrize(("cells", "expected"), [row[:2] for row in ROWS], ids=names(ROWS))
def test_one_thing_wrong_with_a_row(cells, expected):
    assert messages(opened({"Return": cells})) == said(expected, "safer.xlsx, sheet Return, ")


@pytest.mark.parametrize(("sheet", "cells", "expected"), [row[:3] for row in OTHER], ids=names(OTHER))
def test_one_thing_wrong_beside_the_figures(sheet, cells, expected):
    assert messages(opened({sheet: cells})) == said(expected, "safer.xlsx, sheet ")


@pytest.mark.parametrize(("address", "value", "message"), [row[:3] for row in DOUBTS], ids=names(DOUBTS))
def test_an_implausible_figure_is_asked_about(address, value, message):
    column, target = {"H": "actual", "M": "year-end forecast"}[address[0]], {"4": "NI 30", "5": "NI 15"}[address[1]]
    assert messages(opened({"Return": {address: value}})) == [
        (CONFIRM, f"safer.xlsx, sheet Return, cell {address}, {column} for {target}: found {message}")
    ]


@pytest.mark.parametrize(
    ("target", "address", "now", "quarter", "then", "message"), [row[:6] for row in BESIDE], ids=names(BESIDE)
)
def test_a_figure_is_held_against_earlier_ones(target, address, now, quarter, then, message):
    before = pd.DataFrame({"target": [target], "quarter": [quarter], "actual": [float(then)]})
    expected = f"safer.xlsx, sheet Return, cell {address}, actual for {target}: found {message}"
    assert messages(opened({"Return": {address: now}}), before=before) == ([(CONFIRM, expected)] if message else [])


RUNNING = [
    # earlier figures of NI 15 by quarter, the quarter, the figure, what is said of it after "found ", why
    ({"2008-09 Q4": 1620}, "2009-10 Q1", 420, None, "begun again in April"),
    (
        {"2008-09 Q3": 1200, "2008-09 Q4": 1620},
        "2009-10 Q1",
        2010,
        "2,010. A figure cumulative in the year begins again in April, and this is more than in the whole of last "
        "year, 1,620 at Q4 2008/09: confirm, or correct it.",
        "not begun again in April",
    ),
    (
        {"2008-09 Q4": 1620},
        "2009-10 Q1",
        1620,
        "1,620. A figure cumulative in the year begins again in April, and this is the same to the digit as 1,620 at "
        "Q4 2008/09: confirm, or correct it.",
        "last year's total sent again: asked once",
    ),
    (
        {"2008-09 Q3": 1200},
        "2009-10 Q1",
        1300,
        "1,300. A figure cumulative in the year begins again in April, and this is more than in last year up to its "
        "last figure, 1,200 at Q3 2008/09: confirm, or correct it.",
        "last year's end is not known",
    ),
    (
        {"2008-09 Q4": 1620, "2009-10 Q1": 400},
        "2009-10 Q2",
        2100,
        "2,100. 1,700 more than at Q1 2009/10 is more than in the whole of last year, 1,620 at Q4 2008/09: confirm, or "
        "correct it.",
        "one quarter of more than a year",
    ),
    (
        {"2008-09 Q4": 0.53, "2009-10 Q1": 0.37},
        "2009-10 Q2",
        9.99,
        "9.99. 9.62 more than at Q1 2009/10 is more than in the whole of last year, 0.53 at Q4 2008/09: confirm, or "
        "correct it.",
        "a difference without digits that nobody typed",
    ),
    ({"2008-09 Q4": 0.2, "2009-10 Q1": 0.1}, "2009-10 Q2", 0.3, None, "no more than last year, to the digit"),
    (
        {"2008-09 Q4": 1620},
        "2009-10 Q2",
        2210,
        "2,210. A figure cumulative in the year begins again in April, and this is more than in the whole of last "
        "year, 1,620 at Q4 2008/09: confirm, or correct it.",
        "not begun again, and no figure of the first quarter",
    ),
    ({"2008-09 Q4": 1620}, "2009-10 Q3", 1300, None, "three quarters of an ordinary year"),
    ({"2008-09 Q4": 1620}, "2009-10 Q4", 2000, None, "a good year of which nothing else was returned"),
    ({"2008-09 Q4": 1620, "2009-10 Q1": 400}, "2009-10 Q2", 800, None, "an ordinary second quarter"),
    ({"2008-09 Q4": 1620, "2009-10 Q3": 1500}, "2009-10 Q4", 2000, None, "a good year"),
    (
        {"2009-10 Q3": 1200},
        "2009-10 Q4",
        400,
        "400. A figure cumulative in the year has fallen, from 1,200 at Q3 2009/10: confirm, or correct it.",
        "begun again in January",
    ),
    (
        {"2008-09 Q3": 1200, "2008-09 Q4": 400},
        "2009-10 Q1",
        820,
        "820. A figure cumulative in the year begins again in April, and this is more than in the whole of last year, "
        "400 at Q4 2008/09: confirm, or correct it.",
        "counted from January to December throughout",
    ),
    ({"2008-09 Q4": 0}, "2009-10 Q1", 3, None, "a year of nothing is no measure"),
    ({"2007-08 Q4": 100}, "2009-10 Q1", 300, None, "the year before last is none either"),
]


@pytest.mark.parametrize(("then", "quarter", "now", "message"), [row[:4] for row in RUNNING], ids=names(RUNNING))
def test_a_running_total_begins_again_each_april(then, quarter, now, message):
    earlier = [Earlier(Quarter.parse(when), float(value)) for when, value in then.items()]
    target = {"unit": "count", "places": 0, "measure": "cumulative in year"}
    doubts = [
        f"{now:,}. {doubt}" for doubt in doubts_beside(float(now), target, Quarter.parse(quarter), earlier, APRIL)
    ]
    assert doubts == ([message] if message else [])
    snapshot = doubts_beside(float(now), target | {"measure": "snapshot"}, Quarter.parse(quarter), earlier, APRIL)
    assert not any("cumulative" in doubt or "last year" in doubt for doubt in snapshot)


MEETS = [
    # better, places, actual, milestone, upper, whether it meets it, why
    ("higher", 1, 60.25, 60.3, None, True, "prints as 60.3, though half to even would make it 60.2"),
    ("lower", 1, 14.25, 14.2, None, False, "prints as 14.3"),
    ("higher", 2, 1.005, 1.01, None, True, "fifteen digits first, as Excel shows it"),
    ("within range", 0, 55.4, 52, 55, True, "inside as printed"),
    ("within range", 0, 55.5, 52, 55, False, "prints as 56"),
    ("within range", 0, 53, 52, None, False, "a range without an end"),
]


@pytest.mark.parametrize(
    ("better", "places", "actual", "milestone", "upper", "met"), [row[:6] for row in MEETS], ids=names(MEETS)
)
def test_no_beside_a_met_milestone_goes_by_the_figures_as_printed(better, places, actual, milestone, upper, met):
    target = {"unit": "per cent", "places": places, "better": better}
    assert meets(actual, milestone, upper, target) == met


def test_a_figure_for_another_period_is_not_last_quarters():
    before = pd.DataFrame(
        {"target": ["NI 30"], "quarter": ["2009-10 Q2"], "actual": [12.5], "figure_is_for": ["2008 survey"]}
    )
    assert messages(opened(), before=before) == []


@pytest.mark.parametrize(
    "county",
    [{"H5": None, "K5": "data quality"}, {"H5": "tbc 2010"}, {"J5": "2009-10 Q2"}],
    ids=["no county figure", "a county figure that is refused", "a county figure of another period"],
)
def test_districts_are_held_only_against_a_county_figure_of_the_quarter(county):
    parts = {"A4": "NI 15", "B4": "Cherwell", "C4": 1, "A5": "NI 15", "B5": "Oxford City", "C5": 2}
    assert messages(opened({"Return": county, "Districts": parts})) == messages(opened({"Return": county}))


def test_everything_wrong_is_said_at_once_in_the_order_of_the_workbook():
    book = opened(
        {
            "Return": {"H4": "tbc 2010", "H5": "45%", "A9": "NI 31", "D8": "lower"},
            "Actions": ACTION | {"E4": "closed"},
            "Narrative": {"A4": "Summary", "B4": "On course."},
        }
    )
    found = read_return(without_sheet(book, "Districts"), register()).problems
    assert [(one.sheet, one.cell) for one in found] == [
        ("Return", "A9"),
        ("Return", "H4"),
        ("Return", "H5"),
        ("Return", "D8"),
        ("Actions", "E4"),
        ("Narrative", "A4"),
    ]


def test_a_milestone_renegotiated_since_is_to_be_confirmed_and_the_register_wins():
    found = read_return(opened(), register(renegotiated=16.0))
    assert [one.message for one in found.problems] == [
        "safer.xlsx, sheet Return, cell E4, milestone for NI 30: found 14. The register's milestone is 16, and that is "
        "what counts: confirm, or download the template again."
    ]
    assert found.accepted, "a return on file stays acceptable when its milestone is renegotiated"


def test_a_refused_figure_leaves_the_rest_of_its_row():
    found = read_return(opened({"Return": {"H4": "tbc 2010", "O4": "=SUM(A1) as typed"}}), register())
    first = found.figures.iloc[0]
    assert pd.isna(first.actual)
    assert first.commentary == "=SUM(A1) as typed"
    assert list(found.figures.target) == list(ACTUALS)


def test_the_figures_of_a_return_in_full():
    figures = {
        "NI 30": {
            "Actual": 12.5,
            "Figure is": "Provisional",
            "Expected on": datetime(2010, 9, 30),
            "Year-end forecast": 12,
            "Will it be achieved?": "Yes",
            "Commentary": " As typed,\nwith its line break ",
        },
        "NI 188": {"Actual": 3, "Figure is for": "2009-10 Q1"},
    }
    found = read_return(workbook.read("safer.2.xlsx", written(figures)), register()).figures.set_index("target")
    assert found.loc["NI 30"].to_dict() == {
        "quarter": QUARTER,
        "partnership": PARTNERSHIP,
        "actual": 12.5,
        "figure_is": "provisional",
        "absence": pytest.approx(float("nan"), nan_ok=True),
        "figure_is_for": pytest.approx(float("nan"), nan_ok=True),
        "expected_on": pd.Timestamp(2010, 9, 30),
        "forecast": 12.0,
        "declared": "yes",
        "commentary": " As typed,\nwith its line break ",
        "workbook": "safer.2.xlsx",
        "sheet": "Return",
        "cell": "H4",
    }
    assert found.loc["NI 17", ["absence", "cell"]].to_dict() == {"absence": "survey not due", "cell": "H6"}
    assert found.loc["NI 188", "figure_is_for"] == "2009-10 Q1"
    assert found.loc["NI 15", "figure_is"] == "final", "a figure is final unless it says otherwise"


def test_the_other_sheets_in_full():
    rows = {
        "actions": [{"For": "NI 30", "Action": "Joint patrols", "Owner": "Chief", "Due": date(2010, 6, 30)}],
        "risks": [
            {"Target": "NI 30", "Risk": "Funding", "Likelihood": 2, "Impact": 5, "Mitigation": "Bid", "Owner": "A"}
        ],
        "districts": [{"Target": "NI 30", "District": "oxford city", "Actual": 11.5}],
        "narrative": [{"Section": "Outcomes", "Text": "On course.", "Basis": "illustrative"}],
    }
    found = read_return(workbook.read("safer.xlsx", written(**rows)), register())
    assert found.problems == ()
    source = {"workbook": "safer.xlsx", "quarter": QUARTER, "partnership": PARTNERSHIP}
    assert found.actions.iloc[0].dropna().to_dict() == source | {
        "target": "NI 30",
        "for_kind": "target",
        "for_what": "NI 30",
        "action": "Joint patrols",
        "owner": "Chief",
        "due": pd.Timestamp(2010, 6, 30),
        "state": "open",
        "sheet": "Actions",
        "cell": "B4",
    }
    assert found.risks.iloc[0].to_dict() == source | {
        "target": "NI 30",
        "risk": "Funding",
        "likelihood": 2.0,
        "impact": 5.0,
        "mitigation": "Bid",
        "owner": "A",
        "sheet": "Risks",
        "cell": "B4",
    }
    district = {"target": "NI 30", "district": "Oxford City", "actual": 11.5, "sheet": "Districts", "cell": "C4"}
    assert found.districts.iloc[0].to_dict() == source | district
    assert found.narrative.iloc[0].to_dict() == source | {
        "section": "Outcomes",
        "text": "On course.",
        "basis": "illustrative",
        "sheet": "Narrative",
        "cell": "B4",
    }


@pytest.mark.parametrize("book", [opened(), opened({"Return": {"L4": date(2010, 9, 30)}}), Workbook("empty.xlsx", ())])
def test_the_tables_are_those_of_the_schemas(book):
    found = read_return(book, register())
    for schema, frame in (
        (tables.RETURNED, found.figures),
        (tables.ACTIONS, found.actions),
        (tables.RISKS, found.risks),
        (tables.DISTRICTS, found.districts),
        (tables.NARRATIVE, found.narrative),
    ):
        pd.testing.assert_frame_equal(frame, tables.settle(schema, frame))


TO_FILL = [f"{column}{row}" for column in "HIJKLMNO" for row in range(4, 10)]


@given(st.dictionaries(st.sampled_from(TO_FILL), st.text(max_size=80), min_size=1, max_size=6))
@settings(max_examples=40)
def test_any_text_in_any_yellow_cell_is_read_or_told(cells):
    found = read_return(opened({"Return": cells}), register())
    assert list(found.figures.target) == list(ACTUALS)
    for problem in found.problems:
        assert problem.message.startswith("safer.xlsx, sheet Return, cell ")
        assert problem.message.isprintable()


RAW = st.text(max_size=40) | st.floats() | st.integers() | st.booleans() | st.dates() | st.times() | st.datetimes()
ANYWHERE = st.tuples(st.sampled_from("ABCDEFGHO"), st.integers(1, 12)).map(lambda at: f"{at[0]}{at[1]}")


@given(st.sampled_from(["Cover", *HEADINGS]), st.dictionaries(ANYWHERE, RAW, min_size=1, max_size=5))
@settings(max_examples=40)
def test_anything_anywhere_never_raises(sheet, cells):
    found = read_return(opened({sheet: cells}), register())
    assert found.accepted == (not any(one.severity == Severity.MUST_FIX for one in found.problems))


VALUES = {
    "NI 30": st.floats(1, 100),
    "NI 15": st.integers(0, 10**9),
    "NI 188": st.integers(0, 4),
    "NI 195": st.floats(1, 100),
    "L1": st.floats(-1e9, 1e9),
}


@given(st.lists(st.fixed_dictionaries(VALUES), min_size=3, max_size=3))
@settings(max_examples=2, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_typed_comes_back_exactly(returns):
    """Through the template, real bytes and the reader. Excel keeps 15 digits, which is what is compared."""
    returns = [{code: float(f"{value:.15g}") for code, value in values.items()} for values in returns]
    files = [written({code: {"Actual": value} for code, value in values.items()}) for values in returns]
    books = workbook.read_many([("safer.xlsx", data) for data in files])
    for values, book in zip(returns, books, strict=True):
        found = read_return(book, register())
        assert found.problems == ()
        assert found.figures.set_index("target").actual.dropna().to_dict() == values


@given(st.permutations(range(15)))
@settings(max_examples=10)
def test_the_order_of_columns_does_not_matter(order):
    book = opened({"Return": {"H4": 13, "K5": "data quality", "O7": "In words"}})
    shuffled = {}
    for (row, column), one in book.sheet("Return").cells.items():
        at = order[column - 1] + 1
        shuffled[row, at] = replace(one, column=at, address=f"{chr(64 + at)}{row}") if row > 2 else one
    moved = read_return(with_sheet(book, "Return", cells=shuffled), register())
    straight = read_return(book, register())
    where = f"{chr(65 + order[7])}4"
    assert moved.figures.cell[0] == where, "provenance is the cell as found"
    pd.testing.assert_frame_equal(moved.figures.drop(columns="cell"), straight.figures.drop(columns="cell"))
    assert [one.column for one in moved.problems] == [one.column for one in straight.problems]


def test_a_filled_template_is_what_the_test_thinks():
    assert filled().figures["NI 30"] == {"Actual": 12.5}
