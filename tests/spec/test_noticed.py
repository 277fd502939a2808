"""What page, command line and JSON say of a return beside its problems: one function makes all of it.

The kind: workbooks that are stale or that leave something out. Tried: one that replaces a return, that changes no
figure of it, whose quarter has none or only a withdrawn one; one prepared long after its quarter, before its end, in
the future, on no day; targets off track by the rule or by declaration without an action, with one done or dropped,
without owner or day, with both on two actions; praise and silence where a target is off track.
"""

import io
import json
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.excel.problems import Severity
from oxdash.submissions import noticed, preview, submit
from oxdash.submissions.check import check_return, hint_lines
from tests.returning import CODE, NOW, OFFICER, QUARTER, a_return, folder, now_on_file, settings

# NI 15, NI 16, NI 17, NI 30 and NI 32 stand in rows 4 to 8 of the sheet Return
MISSED = {"H7": 240.0, "O7": "Numbers rose over the winter."}


CHECKED: dict = {}  # by what was changed: the check of the workbook, whose contents nobody changes


def checked_with(position, changes: dict, actions: list[dict] | None = None):
    """The check of a return, with the actions of NI 30 as given (None: as the template has them)."""
    same = id(position), frozenset(changes.items())
    if same not in CHECKED:
        CHECKED[same] = check_return("safer.xlsx", a_return(position, changes), position)
    checked = CHECKED[same]
    if actions is None:
        return checked
    rows = [
        {
            **checked.contents.actions.iloc[0].to_dict(),
            "target": "NI 30",
            "action": f"Step {row}",
            "cell": f"B{20 + row}",
            **one,
        }
        for row, one in enumerate(actions)
    ]
    others = checked.contents.actions[checked.contents.actions.target != "NI 30"]
    made = pd.DataFrame(rows, columns=others.columns).astype(others.dtypes.to_dict()) if rows else others.iloc[:0]
    actions = {name: held.tolist() for name, held in pd.concat([others, made], ignore_index=True).items()}
    contents = replace(checked.contents, said=checked.contents.said | {"actions": actions})
    seen = preview.of(position, contents)
    return replace(
        checked, contents=contents, seen=seen, required=noticed.required_actions("safer.xlsx", contents, seen)
    )


def of_ni_30(checked) -> list[str]:
    return [problem.message for problem in checked.required if problem.target == "NI 30"]


OWNER, DUE = {"owner": "Area commander"}, {"due": pd.Timestamp(2010, 9, 30)}
NO_OWNER, NO_DUE = {"owner": None}, {"due": pd.NaT}
WHAT = ": confirm, or say what will be done, by whom and by when."
REQUIRED = [
    # the actions of NI 30, what is said after "safer.xlsx, sheet Actions, ", why
    ([], "action for NI 30: missing. NI 30 is off track at Q4 2009/10 and has no action" + WHAT, "none"),
    (
        [OWNER | DUE | {"state": "done"}, OWNER | DUE | {"state": "dropped"}],
        "action for NI 30: missing. NI 30 is off track at Q4 2009/10 and has no action still open (1 done and 1 "
        "dropped)" + WHAT,
        "done and dropped ones do nothing more",
    ),
    (
        [NO_OWNER | DUE | {"state": "open"}],
        "cell B20, action for NI 30: found no owner. NI 30 is off track at Q4 2009/10 and its open action has no owner"
        + WHAT,
        "nobody's",
    ),
    (
        [OWNER | NO_DUE | {"state": "open"}],
        "cell B20, action for NI 30: found no due date. NI 30 is off track at Q4 2009/10 and its open action has no "
        "due date" + WHAT,
        "of no day",
    ),
    (
        [OWNER | NO_DUE | {"state": "open"}, NO_OWNER | DUE | {"state": "open"}],
        "cell B20, action for NI 30: found owner and due date not on one action. NI 30 is off track at Q4 2009/10 and "
        "none of its 2 open actions has both an owner and a due date" + WHAT,
        "both, on two actions",
    ),
    ([OWNER | DUE | {"state": "open"}], None, "what will be done, by whom and by when"),
]


@pytest.mark.parametrize(("actions", "message", "why"), REQUIRED, ids=[row[-1] for row in REQUIRED])
def test_a_target_off_track_needs_an_action(few_now, actions, message, why):
    checked = checked_with(few_now, MISSED, actions)
    assert of_ni_30(checked) == ([f"safer.xlsx, sheet Actions, {message}"] if message else [])
    assert all(problem.severity == Severity.PLEASE_CONFIRM for problem in checked.required)


def test_a_target_declared_lost_needs_an_action_too(few_now):
    good = {"H7": -30.0}
    assert of_ni_30(checked_with(few_now, good, [])) == []
    assert len(of_ni_30(checked_with(few_now, good | {"N7": "no"}, []))) == 1


def test_required_actions_are_asked_by_the_rule_itself(few_now):
    """Each off-track target of the preview without an action is asked about, and no other."""
    checked = checked_with(few_now, MISSED)
    assert checked.required
    assert [problem.target for problem in checked.required] == list(checked.seen.unattended.target)


def test_a_return_with_required_actions_is_stored_once_they_are_confirmed(few_now, tmp_path):
    data, contents = folder(tmp_path), a_return(few_now, MISSED)
    asked = submit.submit("safer.xlsx", contents, few_now, OFFICER, settings(data), NOW)
    checked = check_return("safer.xlsx", contents, few_now)
    assert set(checked.required) <= set(asked.problems)
    assert asked.hints == checked.hints
    confirmed = [problem.message for problem in asked.problems]
    done = submit.submit("safer.xlsx", contents, few_now, OFFICER, settings(data), NOW, confirmed=confirmed)
    assert set(problem.message for problem in checked.required) <= set(done.receipt.warnings_confirmed)
    assert done.hints == checked.hints


def about(checked, kind) -> list[str]:
    return [hint.line for hint in checked.hints if hint.about == kind]


PREPARED = [
    # prepared on, the hint, why
    (date(2010, 4, 20), None, "three weeks after the quarter"),
    (date(2010, 7, 1), None, "92 days after it"),
    (
        date(2010, 7, 2),
        "Prepared on 2 July 2010, by its cover, 93 days after Q4 2009/10 ended: are the figures still its?",
        "long after",
    ),
    (
        date(2010, 3, 31),
        "Prepared on 31 March 2010, by its cover, when Q4 2009/10 was not over: are the figures of the whole of it?",
        "on its last day",
    ),
    (date(2010, 8, 1), None, "in the future, of which its cell is asked"),
    (None, None, "on no day"),
]


@pytest.mark.parametrize(("prepared", "hint", "why"), PREPARED, ids=[row[-1] for row in PREPARED])
def test_when_it_was_prepared(few_now, prepared, hint, why):
    contents = check_return("safer.xlsx", a_return(few_now), few_now).contents
    contents = replace(contents, cover=replace(contents.cover, prepared_on=prepared))
    seen = preview.of(few_now, contents)
    found = [one.line for one in noticed.hints(few_now, contents, seen) if one.about == noticed.About.PREPARED]
    assert found == ([hint] if hint else [])


TO_COME = [
    pytest.param(date(2010, 7, 22), None, id="today"),
    pytest.param(
        date(2010, 7, 23),
        "found the date 23 July 2010. That day is still to come: confirm, or correct it.",
        id="tomorrow",
    ),
    pytest.param(
        date(2062, 7, 10),
        "found the date 10 July 2062. That day is still to come: confirm, or correct it.",
        id="a slip of the keyboard",
    ),
    pytest.param(
        "10/07/2062",
        'found "10/07/2062". It is typed as text and read as 10 July 2062: confirm, or correct it. That day is still '
        "to come: confirm, or correct it.",
        id="typed as text, one tick for both",
    ),
]


@pytest.mark.parametrize(("prepared", "message"), TO_COME)
def test_a_day_that_is_still_to_come_is_asked_about_at_its_cell(few_now, tmp_path, prepared, message):
    contents = on_the_cover(few_now, prepared)
    asked = [one for one in check_return("safer.xlsx", contents, few_now).to_confirm if one.sheet == "Cover"]
    where = "safer.xlsx, sheet Cover, cell B7, prepared on: "
    assert [one.message for one in asked] == ([where + message] if message else [])


def on_the_cover(position, prepared) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(a_return(position)))
    book["Cover"]["B7"] = prepared
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


NEW = "A second patrol", "Area commander"
DUE_BEFORE = [
    # what is typed of a new action, the whole message, why
    (
        {"Due": date(2006, 3, 31)},
        "cell D{}, day the action is due for NI 15: found the date 31 March 2006. That is before Q4 2009/10 began on "
        "1 January 2010: confirm, or correct it.",
        "a slip of the keyboard",
    ),
    (
        {"Due": "31.12.2009", "State": "done"},
        'cell D{}, day the action is due for NI 15: found "31.12.2009". It is typed as text and read as 31 December '
        "2009: confirm, or correct it. That is before Q4 2009/10 began on 1 January 2010: confirm, or correct it.",
        "the last day before it, of one that is done",
    ),
    ({"Due": date(2010, 1, 1)}, None, "the first day of the quarter"),
    ({}, None, "no day"),
]


@pytest.mark.parametrize(("typed", "message", "why"), DUE_BEFORE, ids=[case[-1] for case in DUE_BEFORE])
def test_a_new_action_was_not_due_before_its_quarter_began(few_now, typed, message, why):
    data, row = with_actions(few_now, [{"For": "NI 15", "Action": NEW[0], "Owner": NEW[1], **typed}])
    assert due_asked(few_now, data) == ([f"safer.xlsx, sheet Actions, {message.format(row)}"] if message else [])


def with_actions(position, new: list[dict]) -> tuple[bytes, int]:
    """A return with actions below those that its template carried over, and the row of the first of them."""
    book = openpyxl.load_workbook(io.BytesIO(a_return(position)))
    sheet = book["Actions"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    first = next(row for row in range(4, 400) if sheet.cell(row, heads["Action"]).value is None)
    for row, action in enumerate(new, start=first):
        for head, value in action.items():
            sheet.cell(row, heads[head], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), first


def due_asked(position, data: bytes) -> list[str]:
    checked = check_return("safer.xlsx", data, position)
    return [one.message for one in checked.problems if one.column == "Due"]


def test_what_would_be_replaced(few_now, tmp_path):
    data, contents = folder(tmp_path), a_return(few_now)
    assert about(check_return("safer.xlsx", contents, few_now), noticed.About.REPLACES) == []
    submit.submit("safer.xlsx", contents, few_now, OFFICER, settings(data), NOW, confirm_all=True)
    later = now_on_file(data)
    was = later.judged.query("target == 'NI 30' and quarter == @QUARTER").actual.item()
    first = "Version 1, submitted on 22 July 2010 from safer.officer@council.example, would be replaced by version 2."
    again = check_return("safer.xlsx", a_return(few_now, {"O4": "Put right."}), later)
    assert about(again, noticed.About.REPLACES) == [f"{first} It changes no figure."]
    better = check_return("safer.xlsx", a_return(few_now, {"H7": 40.0, "H8": None, "K8": "data quality"}), later)
    other = later.judged.query("target == 'NI 32' and quarter == @QUARTER").actual.item()
    assert about(better, noticed.About.REPLACES) == [
        f"{first} It changes NI 30 from {was:,.15g} to 40 and NI 32 from {other:,.15g} to no figure."
    ]
    submit.withdraw(CODE, QUARTER, OFFICER, settings(data), NOW, reason="Wrong year.")
    assert about(check_return("safer.xlsx", contents, now_on_file(data)), noticed.About.REPLACES) == []


def test_praise_on_an_off_track_target_is_a_hint_and_needs_no_tick(few_now):
    proud = "Everything is going very well and we are proud of it."
    checked = checked_with(few_now, MISSED | {"O7": proud})
    said = "NI 30: Off track, and the commentary praises: it says nothing of the miss."
    assert said in about(checked, noticed.About.COMMENTARY)
    assert not any(proud in problem.message for problem in checked.problems)
    assert said not in about(checked_with(few_now, {"H7": -30.0, "O7": proud}), noticed.About.COMMENTARY), "on track"


def test_the_command_line_says_what_the_page_says(few_now, tmp_path):
    data = folder(tmp_path)
    file = tmp_path / "safer.xlsx"
    file.write_bytes(a_return(few_now, MISSED | {"O7": "Everything is going very well."}))
    checked = check_return("safer.xlsx", file.read_bytes(), now_on_file(data))
    assert checked.hints and checked.required
    ran = CliRunner().invoke(cli, ["--data", str(data), "check", str(file), "--json"])
    said = json.loads(ran.stdout)
    assert (said["accepted"], said["partnership"], said["quarter"]) == (True, CODE, QUARTER)
    assert [one["message"] for one in said["problems"]] == [problem.message for problem in checked.problems]
    kinds = {"about", "target", "sentence"}
    assert [set(one) for one in said["hints"]] == [kinds] * len(checked.hints)
    lines = hint_lines(checked.hints)
    count = "1 thing" if len(checked.hints) == 1 else f"{len(checked.hints)} things"
    assert lines[0] == f"Please look at {count}; nothing of it has to be confirmed."
    text = CliRunner().invoke(cli, ["--data", str(data), "check", str(file)]).stdout.splitlines()
    assert [line for line in text if line in lines] == lines
    stored = CliRunner().invoke(
        cli, ["--data", str(data), "submit", str(file), "--from", "performance officer", "--confirm-all"]
    )
    assert [line for line in stored.stdout.splitlines() if line in lines] == lines


def test_a_return_whose_cover_cannot_be_read_has_only_its_problems(few_now):
    checked = check_return("notes.xlsx", b"", few_now)
    assert (checked.seen, checked.required, checked.hints, hint_lines(checked.hints)) == (None, (), (), [])
