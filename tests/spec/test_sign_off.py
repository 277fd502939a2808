"""A return that needs a sign-off: it waits and counts nowhere, until somebody who may signs it off or sends it back.

The kind: what is on file for nobody yet. Tried of it: who may sign (a table); the same bytes again, while they wait and
afterwards; another workbook while one waits; a register, a return or a workbook placed by hand that came between; taken
back, sent back, replaced; two who sign at once; a stop after each file that is written; notes, workbooks and endings
that are changed, gone, forged or under another name; a log that is gone; the setting turned off and on again; a roles
file that names nobody, is wrong or is gone; positions as at a day, publications, and a council without the setting.
"""

import json
import shutil
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest

from oxdash.access import NOBODY, Person, signing
from oxdash.access.signing import As, Barred
from oxdash.archive import record
from oxdash.archive.receipts import fingerprint
from oxdash.documents import letters
from oxdash.findings import arrivals
from oxdash.findings import waiting as findings
from oxdash.judging.position import load
from oxdash.submissions import sign_off, submit, waiting_list
from oxdash.submissions.submit import Done, Refused, Waits
from oxdash.vocabulary.rows import each_row, of_return
from oxdash.web import doctor
from tests.filling import filled
from tests.returning import CODE, MANAGER, NOW, OFFICER, QUARTER, a_return, now_on_file
from tests.signing import (
    DEPUTY,
    LEAD,
    NAME,
    ROLES,
    SECOND_MANAGER,
    acts,
    handed_in,
    register,
    settings,
    signing_folder,
)

LATER = NOW + timedelta(hours=2)
ECONOMY = Person("economy.officer@council.example", NOW)
PLACE = "waiting/2009-10-Q4"
WHOSE = (CODE, QUARTER, 1)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The folder with nothing waiting, its position, and a return that can be handed in."""
    data = signing_folder(tmp_path_factory.mktemp("signing"))
    position = now_on_file(data)
    return data, position, a_return(position)


@pytest.fixture
def data(kept, tmp_path):
    shutil.copytree(kept[0].parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / kept[0].name


@pytest.fixture
def position(kept):
    return kept[1]


@pytest.fixture
def good(kept):
    return kept[2]


@pytest.fixture
def waiting(data, position, good):
    """The folder with a return that waits since `NOW`."""
    handed_in(data, good, position)
    return data


def states(data) -> list[tuple[int, str]]:
    return [(one.number, one.state) for one in record.waiting(settings(data)).of(CODE, QUARTER)]


def sign(data, position, who=LEAD, number=1, now=LATER, **more):
    return sign_off.sign_off(CODE, QUARTER, number, position, who, settings(data), now, **more)


def counted(data) -> list[int]:
    return [file.number for file in record.archive(settings(data)).history(CODE, QUARTER)]


def faults(data) -> list[str]:
    return [fault.sentence for fault in record.prove(settings(data)).faults]


def test_a_return_waits_and_counts_nowhere(waiting, position, good):
    assert counted(waiting) == [] and states(waiting) == [(1, "waiting for sign-off")]
    assert sorted(path.name for path in (waiting / PLACE).iterdir() if path.name != ".lock") == [
        "safer-communities.1.json",
        "safer-communities.1.xlsx",
    ]
    assert (waiting / PLACE / "safer-communities.1.xlsx").read_bytes() == good
    then = now_on_file(waiting)
    assert then.judged.equals(position.judged) and then.returns.equals(position.returns)
    zone = then.council.zone
    assert findings.sentence(then.waiting, QUARTER, then.names, zone) == (
        f"Waiting for sign-off, and not counted: {NAME} (since 22 July 2010)."
    )
    assert f"and {NAME}." in arrivals.sentence(then.returns, QUARTER, then.names, zone)
    assert load(waiting, NOW.date()).waiting.empty, "a position as at a day knows of none"
    assert acts(waiting) == [("handed in", OFFICER.email)]
    assert faults(waiting) == []


def test_what_the_officer_is_told(data, position, good):
    done = handed_in(data, good, position)
    whom = sign_off.waits_for(done.note, position, settings(data))
    assert sign_off.waiting_told(done, position.names, whom, position.council.zone) == (
        "Waiting for sign-off. It counts for nothing until then, and there is no receipt yet.\n"
        "Return: Safer Communities Partnership, Q4 2009/10, waiting number 1\n"
        "Waits for: its lead officer or a deputy (safer.lead@council.example and safer.deputy@council.example)\n"
        f"Fingerprint (sha256): {fingerprint(good)}\n"
        "Submitted at: 22 July 2010 10:30:00 BST\n"
        "Submitted from: safer.officer@council.example\n"
        "How it came: signed in on 22 July 2010 10:30:00 BST\n"
        "Note: Late."
    )


def test_signed_off_it_counts_and_the_receipt_names_both(waiting, position, good):
    done = sign(waiting, position)
    assert isinstance(done, Done) and not done.already
    receipt = done.receipt
    assert (receipt.received_from, receipt.received_at, receipt.note) == (OFFICER.email, LATER, "Late.")
    assert receipt.origin(position.council.zone)[1:3] == [
        "Submitted at: 22 July 2010 10:30:00 BST",
        "Signed off by: safer.lead@council.example, as lead officer, at 22 July 2010 12:30:00 BST; signed in on 22 "
        "July 2010 10:30:00 BST as lead",
    ]
    (file,) = record.archive(settings(waiting)).history(CODE, QUARTER)
    assert file.read_bytes() == good and file.receipt == receipt
    assert states(waiting) == [(1, "signed off")] and now_on_file(waiting).waiting.empty
    assert acts(waiting)[-1] == ("accepted", OFFICER.email)
    line = record.log(settings(waiting)).lines()[-1]
    assert (line["signed_off_by"], line["acting_as"]) == (LEAD.email, "lead officer")
    returns = load(waiting, NOW.date() - timedelta(days=1)).returns
    assert returns[of_return(returns, CODE, QUARTER)].state.tolist() == ["not received"], "the day before"
    assert faults(waiting) == []
    again = sign(waiting, position, DEPUTY)
    assert isinstance(again, Done) and again.already and again.receipt == receipt
    assert counted(waiting) == [1]


WHO = [
    pytest.param(LEAD, OFFICER, As.LEAD, id="the lead officer, whatever the case of the address in the file"),
    pytest.param(LEAD, LEAD, As.LEAD, id="the lead officer's own: nobody of the partnership stands above"),
    pytest.param(DEPUTY, OFFICER, As.DEPUTY, id="a deputy"),
    pytest.param(
        DEPUTY,
        DEPUTY,
        "You submitted this return yourself. Somebody else has to sign it off: its lead officer or another deputy.",
        id="a deputy's own",
    ),
    pytest.param(
        OFFICER,
        OFFICER,
        "safer.officer@council.example may not sign off returns of Safer Communities Partnership. Its lead officer or "
        "a deputy may.",
        id="an officer's own",
    ),
    pytest.param(
        ECONOMY,
        OFFICER,
        "economy.officer@council.example may not sign off returns of Safer Communities Partnership. Its lead officer "
        "or a deputy may.",
        id="an officer of another partnership",
    ),
    pytest.param(
        MANAGER,
        OFFICER,
        "The roles file names who signs off for Safer Communities Partnership: a manager does not sign in their place.",
        id="a manager, where there is a lead officer",
    ),
    pytest.param(
        NOBODY,
        OFFICER,
        "You are not signed in. Sign in as an officer of the partnership to do this.",
        id="nobody",
    ),
    pytest.param(
        replace(LEAD, signed_in_at=NOW - timedelta(hours=9)),
        OFFICER,
        "You signed in more than 8 hours ago. Sign in again to do this.",
        id="a lead officer whose sign-in is old",
    ),
]


@pytest.mark.parametrize(("who", "submitted", "expected"), WHO)
def test_who_may_sign_off(data, who, submitted, expected):
    found = signing.may_sign(who, CODE, submitted.email, settings(data), LATER, needed=True, called=NAME)
    assert found == (expected if isinstance(expected, As) else Barred(expected))


NOBODY_LEFT = ROLES.split("[lead_officers]", maxsplit=1)[0]
LEFT = [
    pytest.param(NOBODY_LEFT, MANAGER, OFFICER, As.MANAGER, id="nobody is named: a manager"),
    pytest.param(
        NOBODY_LEFT,
        MANAGER,
        MANAGER,
        "You submitted this return yourself. Somebody else has to sign it off, and the roles file names nobody for "
        "Safer Communities Partnership who could.",
        id="a manager's own",
    ),
    pytest.param(NOBODY_LEFT, SECOND_MANAGER, MANAGER, As.MANAGER, id="another manager"),
    pytest.param(
        ROLES.replace('"Safer.Lead@council.example" = ["safer-communities"]', ""),
        MANAGER,
        DEPUTY,
        As.MANAGER,
        id="the only one who could is the deputy who submitted it",
    ),
    pytest.param(
        "managers = [",
        MANAGER,
        OFFICER,
        "The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right.",
        id="a roles file that cannot be read",
    ),
    pytest.param(
        ROLES.replace('["safer-communities"]\n\n[deputies]', '"safer-communities"\n\n[deputies]'),
        LEAD,
        OFFICER,
        "The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right. "
        '[lead_officers] has for "Safer.Lead@council.example" what is no list of partnerships. Write under '
        '[lead_officers] lines such as "name@council.example" = ["environment"].',
        id="a word where a list belongs",
    ),
    pytest.param(
        'deputies = ["safer.deputy@council.example"]\n' + NOBODY_LEFT,
        DEPUTY,
        OFFICER,
        "The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right. deputies "
        'is no table there. Write under [deputies] lines such as "name@council.example" = ["environment"].',
        id="a list where a table belongs",
    ),
]


@pytest.mark.parametrize(("file", "who", "submitted", "expected"), LEFT)
def test_who_may_sign_off_where_somebody_left(data, file, who, submitted, expected):
    settings(data).roles.write_text(file, "utf-8")
    found = signing.may_sign(who, CODE, submitted.email, settings(data), LATER, needed=True, called=NAME)
    assert found == (expected if isinstance(expected, As) else Barred(expected))


def test_a_manager_signs_where_nobody_else_can_and_the_receipt_says_as_whom(waiting, position):
    settings(waiting).roles.write_text(NOBODY_LEFT, "utf-8")
    (row,) = each_row(waiting_list.of(now_on_file(waiting), settings(waiting), LATER))
    assert row.nobody and row.addresses == (MANAGER.email, SECOND_MANAGER.email)
    assert row.waits_for == (
        "The roles file names nobody who signs off for Safer Communities Partnership: a partnerships manager may sign "
        "in their place."
    )
    done = sign(waiting, position, MANAGER)
    assert isinstance(done, Done) and done.receipt.signed_off.acting_as == "manager"


def test_who_may_not_is_refused_and_that_is_logged(waiting, position):
    refused = sign(waiting, position, OFFICER)
    assert isinstance(refused, Refused) and counted(waiting) == []
    assert acts(waiting)[-1] == ("denied", OFFICER.email)
    assert isinstance(sign_off.send_back(*WHOSE, position, OFFICER, settings(waiting), LATER, words="No."), Refused)
    assert isinstance(sign_off.take_back(*WHOSE, position, ECONOMY, settings(waiting), LATER, reason="No."), Refused)
    assert states(waiting) == [(1, "waiting for sign-off")]


def test_sent_back_with_words_and_handed_in_again(waiting, position, good):
    words = "*NI 30* is <b>wrong</b>.\nSee the table."
    done = sign_off.send_back(*WHOSE, position, LEAD, settings(waiting), LATER, words=f" {words} ")
    assert (done.ending.words, done.ending.by, done.ending.acting_as) == (words, LEAD.email, "lead officer")
    assert states(waiting) == [(1, "sent back")] and now_on_file(waiting).waiting.empty
    refused = sign(waiting, position)
    assert refused.sentence == (
        "Nothing was signed off: number 1 of Safer Communities Partnership for Q4 2009/10 was sent back by "
        "safer.lead@council.example on 22 July 2010 at 12:30."
    )
    second = handed_in(waiting, good, position, now=LATER)
    assert (second.note.number, second.already, second.replaced) == (2, False, None), "the same bytes wait anew"
    assert isinstance(sign(waiting, position, number=2), Done)
    assert states(waiting) == [(1, "sent back"), (2, "signed off")] and faults(waiting) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            " \n", "Nothing was sent back: say what has to be different, so that the officer can do it.", id="no words"
        ),
        pytest.param(
            "x" * 2001, "Nothing was sent back: the words are longer than 2,000 characters. Shorten them.", id="long"
        ),
    ],
)
def test_words_that_will_not_do(waiting, position, words, expected):
    refused = sign_off.send_back(*WHOSE, position, LEAD, settings(waiting), LATER, words=words)
    assert refused.sentence == expected and states(waiting) == [(1, "waiting for sign-off")]


def test_taken_back_while_it_waits(waiting, position):
    done = sign_off.take_back(*WHOSE, position, OFFICER, settings(waiting), LATER, reason="The wrong file.")
    assert done.ending.kind == "taken back" and states(waiting) == [(1, "taken back")]
    assert isinstance(sign(waiting, position), Refused)
    again = sign_off.take_back(*WHOSE, position, OFFICER, settings(waiting), LATER, reason="Twice.")
    assert again.sentence.startswith(
        "Nothing was taken back: number 1 of Safer Communities Partnership for Q4 2009/10 was"
    )
    assert faults(waiting) == []


def test_another_workbook_replaces_the_one_that_waits(waiting, position, good):
    other = filled(good, {"O4": "Another."})
    second = handed_in(waiting, other, position, now=LATER)
    assert (second.note.number, second.replaced) == (2, 1)
    assert states(waiting) == [(1, "replaced"), (2, "waiting for sign-off")]
    refused = sign(waiting, position)
    assert refused.sentence == (
        "Nothing was signed off: number 1 of Safer Communities Partnership for Q4 2009/10 was replaced by a later one. "
        "Look at that."
    )
    assert sign(waiting, position, number=2).receipt.sha256 == fingerprint(other)


def test_the_same_bytes_while_they_wait_and_once_they_count(waiting, position, good):
    again = handed_in(waiting, good, position, who=MANAGER, now=LATER)
    assert again.already and (again.note.number, again.note.submitted_from) == (1, OFFICER.email)
    first = sign(waiting, position)
    done = submit.submit("again.xlsx", good, now_on_file(waiting), OFFICER, settings(waiting), LATER, confirm_all=True)
    assert isinstance(done, Done) and done.already and done.receipt == first.receipt


def test_a_correction_waits_while_what_it_corrects_counts(waiting, position, good):
    sign(waiting, position)
    stands = now_on_file(waiting)
    corrected = filled(good, {"O4": "Corrected."})
    second = handed_in(waiting, corrected, stands, now=LATER)
    assert second.note.replaces == fingerprint(good) and counted(waiting) == [1]
    assert isinstance(sign(waiting, stands, number=2), Done) and counted(waiting) == [1, 2]


def test_what_counted_may_be_withdrawn_meanwhile(waiting, position, good):
    sign(waiting, position)
    handed_in(waiting, filled(good, {"O4": "Corrected."}), now_on_file(waiting), now=LATER)
    submit.withdraw(CODE, QUARTER, OFFICER, settings(waiting), LATER, reason="All wrong.")
    stands = now_on_file(waiting)
    refused = sign(waiting, stands, number=2)
    assert [problem.message for problem in refused.problems] == [
        "safer.xlsx, what counts for Q4 2009/10: found nothing. What counted when this return was submitted does not "
        "any more: is it still to be signed off?"
    ]
    assert isinstance(sign(waiting, stands, number=2, confirm_all=True), Done)


def without_sign_off(data):
    """Turn the setting off, as somebody who edits the register does; the position then."""
    (data / "register.xlsx").write_bytes(register(needed=False))
    return now_on_file(data)


def test_another_return_on_file_since_is_to_be_confirmed(waiting, good):
    stands = without_sign_off(waiting)
    other = filled(good, {"O4": "Direct."})
    assert isinstance(
        submit.submit("direct.xlsx", other, stands, OFFICER, settings(waiting), LATER, confirm_all=True), Done
    )
    (waiting / "register.xlsx").write_bytes(register())
    stands = now_on_file(waiting)
    refused = sign(waiting, stands)
    assert refused.sentence == "Nothing was signed off: there are readings to confirm first."
    asked = [problem.message for problem in refused.problems]
    assert asked == [
        "safer.xlsx, what counts for Q4 2009/10: found number 1, received on 22 July 2010 from "
        "safer.officer@council.example. It came after this return was submitted, which would take its place: is that "
        "meant?"
    ]
    done = sign(waiting, stands, confirmed=asked)
    assert done.receipt.number == 2 and done.receipt.warnings_confirmed == tuple(asked)


def test_a_workbook_placed_by_hand_since_is_to_be_confirmed(waiting, good):
    folder = waiting / "quarterly" / "2009-10-Q4"
    (folder / f"{CODE}.xlsx").write_bytes(filled(good, {"O4": "By hand."}))
    stands = now_on_file(waiting)
    refused = sign(waiting, stands)
    assert [problem.found for problem in refused.problems] == ["a workbook placed in the folder by hand"]
    assert isinstance(sign(waiting, stands, confirm_all=True), Done)


def test_the_same_workbook_on_file_by_another_way_waits_no_more(waiting, good):
    stands = without_sign_off(waiting)
    first = submit.submit("safer.xlsx", good, stands, OFFICER, settings(waiting), LATER, confirm_all=True)
    assert isinstance(first, Done) and states(waiting) == [(1, "signed off")]
    done = sign(waiting, now_on_file(waiting), MANAGER)
    assert done.already and done.receipt == first.receipt and counted(waiting) == [1]


def without(target):
    """Changes of the register by which it has a target less."""
    return {
        "Targets": lambda table: table[table.Code != target].reset_index(drop=True),
        "Milestones": lambda table: table[table.Target != target].reset_index(drop=True),
        "Allocations": lambda table: table[table["Target or body"] != target].reset_index(drop=True),
    }


def test_a_register_that_changed_is_checked_against(waiting, position):
    changed = register(**without("NI 32"))
    (waiting / "register.xlsx").write_bytes(changed)
    assert sign(waiting, position).sentence == (
        "Nothing was signed off: what is on file, or the register, has changed since this was looked at. Look again, "
        "then sign off."
    ), "the page was drawn before"
    stands = now_on_file(waiting)
    refused = sign(waiting, stands, confirm_all=True)
    assert refused.sentence == "Nothing was signed off: there are problems that must be fixed."
    assert any("NI 32" in problem.message for problem in refused.problems) and counted(waiting) == []


def test_the_setting_turned_off_leaves_what_waits_to_a_manager(waiting, position):
    stands = without_sign_off(waiting)
    (row,) = each_row(waiting_list.of(stands, settings(waiting), LATER))
    assert row.waits_for == "a partnerships manager, as returns need no sign-off any more"
    assert sign(waiting, stands).sentence == (
        "Returns need no sign-off any more, by the register's sheet About: a partnerships manager decides about those "
        "that wait."
    )
    assert sign(waiting, stands, MANAGER).receipt.signed_off.acting_as == "manager"


def test_two_who_sign_at_once_put_one_return_on_file(waiting, position):
    found = []
    both = [
        threading.Thread(target=lambda who=who: found.append(sign(waiting, position, who))) for who in (LEAD, DEPUTY)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [isinstance(one, Done) for one in found] == [True, True]
    assert sorted(one.already for one in found) == [False, True] and found[0].receipt == found[1].receipt
    assert counted(waiting) == [1]


def test_a_quarter_that_nothing_needs_sign_off_for_is_as_it_was(kept, tmp_path, good):
    data = signing_folder(tmp_path)
    stands = without_sign_off(data)
    done = submit.submit("safer.xlsx", good, stands, OFFICER, settings(data), NOW, confirm_all=True)
    assert isinstance(done, Done) and b"signed_off" not in done.receipt.to_bytes()
    assert not (data / "waiting").exists() and stands.waiting.empty
    assert "signed_off_by" not in record.log(settings(data)).lines()[-1]


def test_doctor_tells_whom_the_roles_file_lacks_and_what_waits(waiting):
    said = [finding.sentence for finding in doctor.sign_offs(now_on_file(waiting), settings(waiting))]
    assert said == [
        "The roles file names no lead officer and no deputy of Oxfordshire Economic Partnership and Health and "
        "Well-being Partnership: a partnerships manager has to sign off what they return. Name them under "
        "[lead_officers] and [deputies].",
        "1 return waits for sign-off: oxdash sign-off list.",
    ]


def test_where_nobody_is_named_that_is_a_sentence_of_its_own(waiting):
    """The kind: a sentence put into the middle of another. Tried: the list, the letter; nobody named, no roles file."""
    stands, roles = now_on_file(waiting), settings(waiting).roles
    nobody = (
        "The roles file names nobody who signs off for Safer Communities Partnership: a partnerships manager may sign "
        "in their place."
    )
    for text, said, whom in (
        ('managers = ["m@council.example"]', nobody, " (m@council.example)"),
        (None, "There is no roles file, so nobody may return anything. Make one from roles.example.toml.", ""),
    ):
        roles.write_text(text) if text else roles.unlink()
        (row,) = each_row(waiting_list.of(stands, settings(waiting), NOW))
        assert waiting_list.told(row, stands).endswith(f"@council.example, today. {said.removesuffix('.')}{whom}.")
        first = letters.to_sign_off(row, stands).blocks[0].text
        assert first.endswith(f"@council.example. {said} It counts for nothing until then.")


def test_the_list_says_for_whom_and_since_when(waiting):
    stands = now_on_file(waiting)
    found = waiting_list.of(stands, settings(waiting), NOW + timedelta(days=3))
    (row,) = each_row(found)
    assert waiting_list.told(row, stands) == (
        "Safer Communities Partnership, Q4 2009/10, number 1: submitted on 22 July 2010 at 10:30 from "
        "safer.officer@council.example, 3 days ago; waits for its lead officer or a deputy (safer.lead@council.example "
        "and safer.deputy@council.example)."
    )
    today = waiting_list.of(stands, settings(waiting), NOW)
    assert "safer.officer@council.example, today; waits" in waiting_list.told(next(each_row(today)), stands)
    assert json.loads(json.dumps(waiting_list.as_json(found))) == {
        "waiting": [
            {
                "partnership": CODE,
                "name": NAME,
                "quarter": QUARTER,
                "number": 1,
                "state": "waiting for sign-off",
                "submitted_at": "2010-07-22T09:30:00Z",
                "submitted_from": OFFICER.email,
                "days": 3,
                "addresses": [LEAD.email, DEPUTY.email],
                "waits_for": "its lead officer or a deputy",
                "nobody": False,
                "fault": None,
            }
        ]
    }


def test_the_most_versions_in_a_day_wait_and_no_more(data, position, good, monkeypatch):
    monkeypatch.setattr("oxdash.archive.filing.MOST", 2)
    for number in range(2):
        handed_in(data, filled(good, {"O4": f"Number {number}."}), position)
    refused = submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert isinstance(refused, Refused) and refused.sentence.startswith("20 versions of this return")
    tomorrow = NOW + timedelta(days=1)
    fresh = replace(OFFICER, signed_in_at=tomorrow)
    assert isinstance(
        submit.submit("safer.xlsx", good, position, fresh, settings(data), tomorrow, confirm_all=True), Waits
    )
    assert date(2010, 7, 23) in findings.since(now_on_file(data).waiting, position.council.zone).values()
