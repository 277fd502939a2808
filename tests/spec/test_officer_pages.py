"""Submit a return and Returns on file, as each kind of person finds them; what is shown, offered and refused."""

import html
import re
import shutil
import time

import pytest
from streamlit.testing.v1 import AppTest

from oxdash.archive import Archive
from oxdash.archive.audit_log import AuditLog
from oxdash.settings import HOME
from oxdash.web import current_person
from oxdash.web.desk import GAVE_WAY
from oxdash.web.sessions import EACH_PERSON, HELD
from tests.conftest import THE_APP
from tests.returning import CODE, QUARTER, a_return, folder, now_on_file, settings

AUTH = {
    "redirect_uri": "http://localhost/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "a",
    "client_secret": "b",
}
SUBMIT, RETURNS = "submit", "returns"


@pytest.fixture(scope="module")
def read_only(tmp_path_factory):
    return folder(tmp_path_factory.mktemp("looked at"))


@pytest.fixture(scope="module")
def position(read_only):
    return now_on_file(read_only)


@pytest.fixture(autouse=True)
def edge_of_the_product(monkeypatch):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))
    yield
    HELD.keep_only(())


def claims(email=None, hours_ago=0.0):
    if email is None:
        return {"is_logged_in": False}
    when = int(time.time() - hours_ago * 3600)
    return {"is_logged_in": True, "iss": "https://sign-in.example", "sub": email, "email": email, "iat": when}


def opened(monkeypatch, data, page, who=None, *, sign_in=True, **address) -> AppTest:
    """A page as somebody finds it. ``who``: what a sign-in said of them."""
    monkeypatch.setenv("OXDASH_DATA", str(data))
    app = AppTest.from_file(THE_APP, default_timeout=60)
    if sign_in:
        app.secrets["auth"] = AUTH
    app.user = who or claims()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(str(HOME / "pages" / f"{page}.py")).run()
    assert not app.exception, app.exception
    return app


def said(app) -> str:
    """What the page says, as text; its style sheet left out."""
    bodies = " ".join(element.proto.body for element in app.main.get("html"))
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", bodies, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def buttons(app) -> list[str]:
    return [button.label for button in app.main.get("button")] + [
        button.proto.label for button in app.main.get("download_button")
    ]


SAFER, MANAGER = "safer.officer@council.example", "partnerships.manager@council.example"
SHUT = [
    # who, sign-in configured, sentence, buttons, why
    (None, False, current_person.READ_ONLY, [], "neither sign-in nor local mode: read-only, and no dead button"),
    (None, True, current_person.SIGN_IN, ["Sign in"], "nobody signed in"),
    (
        claims("someone@council.example"),
        True,
        "someone@council.example may not return for any partnership. Ask the partnerships manager.",
        [],
        "signed in, with no line in the roles file",
    ),
    (
        claims(SAFER, hours_ago=8.1),
        True,
        "You signed in more than 8 hours ago. Sign in again to do this.",
        ["Sign in again"],
        "a sign-in from before the working day",
    ),
    (
        claims(SAFER) | {"email_verified": False},
        True,
        "Your sign-in has not verified your e-mail address, so it does not count. Verify it there, then sign in.",
        ["Sign in"],
        "an address that the sign-in has not verified",
    ),
]


def test_the_menu_is_of_this_person_and_of_their_rights_at_this_very_run(monkeypatch, read_only, tmp_path):
    roles = tmp_path / "roles.toml"
    monkeypatch.setenv("OXDASH_ROLES", str(roles))
    roles.write_text(f'[officers]\n"{SAFER}" = ["safer"]\n', "utf-8")
    officer, another = (opened(monkeypatch, read_only, "find", claims(who)) for who in (SAFER, "b@council.example"))
    assert [offers(app) for app in (officer, another)] == [True, False]
    roles.write_text('[officers]\n"b@council.example" = ["safer"]\n', "utf-8")
    assert [offers(app.run()) for app in (officer, another)] == [False, True]


def offers(app) -> bool:
    return "Submit a return" in [link.proto.label for link in app.sidebar.get("page_link")]


@pytest.mark.parametrize(("who", "sign_in", "sentence", "offered", "why"), SHUT, ids=[row[-1] for row in SHUT])
def test_the_desk_is_shut_at_its_address_as_well(monkeypatch, read_only, who, sign_in, sentence, offered, why):
    app = opened(monkeypatch, read_only, SUBMIT, who, sign_in=sign_in)
    assert said(app).endswith(f"Submit a return {sentence}")
    assert buttons(app) == offered
    assert not app.main.get("file_uploader")


def test_local_mode_needs_the_server_that_marks_what_is_local(monkeypatch, read_only):
    """As under ``streamlit run app.py``, which passes by the guard before uploads: for reading only."""
    monkeypatch.setenv("OXDASH_LOCAL", "1")
    app = opened(monkeypatch, read_only, SUBMIT, sign_in=False)
    assert said(app).endswith(f"Submit a return {current_person.READ_ONLY}")


def test_an_officer_finds_their_own_partnership_and_the_open_quarter(monkeypatch, read_only):
    app = opened(monkeypatch, read_only, SUBMIT, claims(SAFER), partnership="spatial-planning")
    chosen = {box.label: (box.options, box.value) for box in app.main.selectbox}
    assert chosen["Partnership"] == (["Safer Communities Partnership"], CODE), "whatever the address asks for"
    assert chosen["Quarter"][1] == QUARTER
    assert chosen["Quarter"][0][0] == "Q4 2009/10"
    assert buttons(app) == ["Download the workbook"]
    assert "Nothing is on file for this quarter yet." in said(app)


def test_a_manager_may_choose_any_partnership(monkeypatch, read_only):
    app = opened(monkeypatch, read_only, SUBMIT, claims(MANAGER), partnership="economic")
    partnership, quarter = app.main.selectbox
    assert (len(partnership.options), partnership.value, quarter.value) == (7, "economic", "2010-11 Q1")
    partnership.select("childrens-trust").run()
    partnership, quarter = app.main.selectbox
    assert (partnership.value, quarter.value) == ("childrens-trust", QUARTER)


def upload(app, name, contents) -> AppTest:
    app.main.get("file_uploader")[0].upload(name, contents)
    app.run()
    assert not app.exception, app.exception
    return app


def test_a_workbook_that_gave_way_to_newer_ones_says_so(monkeypatch, tmp_path, position):
    app = opened(monkeypatch, folder(tmp_path), SUBMIT, claims(SAFER))
    upload(app, "safer.xlsx", a_return(position))
    assert "3. How this will look to the Board" in said(app)
    others = [f"another page {number}" for number in range(EACH_PERSON)]
    for other in others:
        assert HELD.put(other, "safer.xlsx", b"bytes", SAFER)
    app.run()
    assert GAVE_WAY in said(app)
    assert "3. How this will look to the Board" not in said(app)
    for other in others:
        HELD.let_go(other)


def test_mistakes_preview_confirmation_receipt_correction_and_withdrawal(monkeypatch, tmp_path, position):
    data = folder(tmp_path)
    app = opened(monkeypatch, data, SUBMIT, claims(SAFER))

    upload(app, "wrong <b>name</b> *x*.xlsx", a_return(position, {"H4": "tbc <i>2010</i>", "H8": "12.5"}))
    assert "<i>2010</i>" in said(app), "shown as the text it is"
    assert "There is a problem 1 thing must be fixed before this return can be submitted." in said(app)
    assert said(app).index("There is a problem") < said(app).index("1. Fill in the workbook")
    assert "wrong <b>name</b> *x*.xlsx" in said(app)
    assert "Must be fixed" in said(app) and "To be confirmed when you submit" in said(app)
    assert "Download your workbook with these cells marked" in buttons(app)
    assert "Submit this return" not in buttons(app)
    assert Archive(settings(data).quarterly).history(CODE, QUARTER) == []

    upload(app, "safer.xlsx", odd := a_return(position, {"H7": "304"}))
    assert "3. How this will look to the Board" in said(app)
    boxes = [box.label for box in app.main.checkbox]
    asked = [re.fullmatch(r"I confirm reading \d+(?: \((H7)\))?", label) for label in boxes]
    assert all(asked) and any(label[1] for label in asked), boxes
    assert "is off track at Q4 2009/10 and has no action" in said(app), "what a target off track needs is asked too"
    press(app, "Submit this return")
    assert "Nothing was stored. Confirm these readings" in said(app)
    assert Archive(settings(data).quarterly).history(CODE, QUARTER) == []
    for box in app.main.checkbox:
        box.check()
    app.main.text_area[0].input("A note with *stars* and <b>marks</b>")
    press(app, "Submit this return")
    assert "Your return is on file" in said(app)
    assert "A note with *stars* and <b>marks</b>" in said(app)
    (only,) = Archive(settings(data).quarterly).history(CODE, QUARTER)
    assert only.read_bytes() == odd and only.receipt.received_from == SAFER
    assert len(only.receipt.warnings_confirmed) == len(boxes)
    assert {"Receipt as text", "Receipt as on file"} <= set(buttons(app))
    assert app.main.selectbox[1].value == QUARTER, "the receipt's quarter stays chosen, though another is open now"
    assert HELD.bytes_of(None) == 0, "the workbook was let go of"

    upload(app, "again.xlsx", odd)
    assert "This return was on file already" in said(app)
    assert len(Archive(settings(data).quarterly).history(CODE, QUARTER)) == 1

    upload(app, "better.xlsx", a_return(position))
    replaced = (
        rf"Version 1, submitted on [\w ]+ from {SAFER}, would be replaced by version 2\. It changes NI 30 from 304 to"
    )
    assert re.search(replaced, said(app))
    for box in app.main.checkbox:
        if box.label.startswith("I confirm"):
            box.check()
    press(app, "Submit this return")
    assert "Version 2, submitted" in said(app) and "What it changed: NI 30: actual" in said(app)

    next(box for box in app.main.text_area if box.label == "Reason").input("Wrong <u>year</u>.")
    press(app, "Withdraw this return")
    assert "Nothing was withdrawn: tick the box to say that you mean it." in said(app)
    next(box for box in app.main.checkbox if box.label.startswith("I withdraw")).check()
    press(app, "Withdraw this return")
    assert "The return is withdrawn" in said(app) and "Wrong <u>year</u>." in said(app)
    states = [file.state for file in Archive(settings(data).quarterly).history(CODE, QUARTER)]
    assert states == ["received", "received", "withdrawn"]
    assert Archive(settings(data).quarterly, AuditLog(settings(data).audit)).verify() == []


def press(app, label) -> None:
    next(button for button in app.main.get("button") if button.label == label).click()
    app.run()
    assert not app.exception, app.exception


def test_a_page_that_lost_its_session_says_what_became_of_the_workbook(monkeypatch, tmp_path, position):
    """The address alone is left: of a workbook that was only checked, and of one that got on file."""
    data = folder(tmp_path)
    workbook = a_return(position, {"H7": 104.0})
    checked = opened(monkeypatch, data, SUBMIT, claims(SAFER))
    upload(checked, "safer.xlsx", workbook)
    held = dict(checked.query_params)
    assert held["workbook"]

    HELD.keep_only(())  # what a session held goes with it
    lost = opened(monkeypatch, data, SUBMIT, claims(SAFER), **held)
    assert "The connection was lost; nothing was stored. Choose the workbook again." in said(lost)
    assert "workbook" not in lost.query_params
    upload(lost, "safer.xlsx", workbook)
    assert "The connection was lost" not in said(lost)
    assert dict(lost.query_params) == held
    for box in lost.main.checkbox:
        box.check()
    press(lost, "Submit this return")
    assert "Your return is on file" in said(lost)
    assert "workbook" not in lost.query_params

    back = opened(monkeypatch, data, SUBMIT, claims(SAFER), **held)
    assert "This return was on file already" in said(back)
    assert "The connection was lost" not in said(back)
    assert len(Archive(settings(data).quarterly).history(CODE, QUARTER)) == 1


def test_a_second_press_finds_the_first_ones_receipt(monkeypatch, tmp_path, position):
    """It leaves the browser with the address of before, which still names the workbook."""
    app = opened(monkeypatch, folder(tmp_path), SUBMIT, claims(SAFER))
    upload(app, "safer.xlsx", a_return(position))
    named = app.query_params["workbook"]
    assert app.query_params["quarter"] == QUARTER, "a press names the return, whichever quarter is the open one then"
    for box in app.main.checkbox:
        box.check()
    press(app, "Submit this return")
    assert "Your return is on file" in said(app)
    app.query_params["workbook"] = named
    app.run()
    assert "Your return is on file" in said(app)
    assert "on file already" not in said(app)
    assert "workbook" not in app.query_params


def test_after_a_return_another_partnership_is_chosen_and_dealt_with(monkeypatch, tmp_path, position):
    """The first of them too, which the address leaves out: the page is of what its picker says."""
    app = opened(monkeypatch, folder(tmp_path), SUBMIT, claims(MANAGER), partnership=CODE, quarter=QUARTER)
    first = app.main.selectbox[0].options[0]
    assert position.names[CODE] != first
    upload(app, "safer.xlsx", a_return(position))
    for box in app.main.checkbox:
        box.check()
    press(app, "Submit this return")
    assert "Your return is on file" in said(app)
    app.main.selectbox[0].set_value(next(code for code, name in position.names.items() if name == first)).run()
    assert "partnership" not in app.query_params
    assert "Your return is on file" not in said(app)
    assert "Withdraw version" not in " ".join(one.label for one in app.main.expander), "not of the one before"


def test_another_partnerships_workbook_goes_no_further(monkeypatch, read_only, position):
    app = opened(monkeypatch, read_only, SUBMIT, claims(SAFER))
    upload(app, "planning.xlsx", a_return(position, {"H4": "tbc"}, code="spatial-planning"))
    assert (
        f"There is a problem planning.xlsx: {SAFER} may not return for Spatial Planning and Infrastructure "
        "Partnership. Ask the partnerships manager if that is wrong."
    ) in said(app)
    assert "tbc" not in said(app), "not a figure of it was looked at"
    assert HELD.bytes_of(None) == 0


def test_another_quarter_than_the_one_chosen_is_said(monkeypatch, read_only, position):
    app = opened(monkeypatch, read_only, SUBMIT, claims(SAFER), quarter="2010-11 Q1")
    upload(app, "safer.xlsx", a_return(position))
    assert (
        "This workbook is the return of Safer Communities Partnership for Q4 2009/10. Chosen above is Safer "
        "Communities Partnership for Q1 2010/11. Choose the one you mean to submit."
    ) in said(app)
    assert "Submit this return" not in buttons(app)
    press(app, "Switch to Q4 2009/10")
    assert "3. How this will look to the Board" in said(app)


def test_what_is_no_return_is_said_and_let_go_of(monkeypatch, read_only):
    app = opened(monkeypatch, read_only, SUBMIT, claims(SAFER))
    upload(app, "![x](http://evil.example/x.png).csv", b"target,actual\n")
    assert "There is a problem ![x](http://evil.example/x.png).csv: This is a text file, such as a CSV" in said(app)
    assert HELD.bytes_of(None) == 0


def test_a_full_disk_is_a_sentence(monkeypatch, tmp_path, position):
    """A folder that cannot be written, whoever runs the test: the quarter's folder is a file."""
    data = folder(tmp_path)
    target = data / "quarterly" / "2010-11-Q1"
    target.write_text("in the way", "utf-8")
    app = opened(monkeypatch, data, SUBMIT, claims(SAFER), quarter="2010-11 Q1")
    upload(app, "safer.xlsx", a_return(position, quarter="2010-11 Q1"))
    for box in app.main.checkbox:
        box.check()
    app.run()
    press(app, "Submit this return")
    assert "There is a problem" in said(app)
    assert "Traceback" not in said(app) and "Errno" not in said(app)


def test_everybody_sees_the_grid_and_only_officers_the_files(monkeypatch, read_only):
    seen = {
        who: opened(monkeypatch, read_only, RETURNS, claims(who), partnership="economic", quarter="2009-10 Q4")
        for who in (None, SAFER, "economy.officer@council.example", MANAGER)
    }
    for app in seen.values():
        assert "Q4 2009/10: 2 on time, 1 late and 4 missing, of 7 returns." in said(app)
        assert "Returns still to come: Q4 2009/10" in said(app)
    public, safer, economy, manager = seen.values()
    assert buttons(public) == buttons(safer) == []
    assert buttons(economy) == buttons(manager) == ["Workbook", "Receipt"]
    assert "lead officer, Oxfordshire Economic Partnership: counts" not in said(public)
    assert "Fingerprint" not in said(public) and "Fingerprint" in said(economy)
    assert "Workbooks and receipts can be downloaded by the partnership's officers." in said(public)
    assert not public.main.code and not economy.main.code, "reminders are for managers, who send them"
    letters = [code.value for code in manager.main.code]
    assert len(letters) == 4 and letters[0].startswith("To: Lead officer/Head of Joint Commissioning")


def test_the_grid_as_at_a_day(monkeypatch, read_only):
    app = opened(monkeypatch, read_only, RETURNS, claims(), as_at="2010-05-20")
    assert "Missing 15 days late" in said(app) and "Late 8 days" in said(app)


def test_looking_can_need_a_sign_in(monkeypatch, read_only):
    monkeypatch.setenv("OXDASH_LOOKING_NEEDS_SIGN_IN", "1")
    for page in (SUBMIT, RETURNS, "overview"):
        app = opened(monkeypatch, read_only, page, claims())
        assert said(app) == current_person.SIGN_IN_TO_LOOK
        assert buttons(app) == ["Sign in"]
    app = opened(monkeypatch, read_only, "overview", claims(SAFER) | {"email_verified": False})
    assert said(app) == SHUT[-1][2], "signed in as nobody, and told why"
    assert buttons(app) == ["Sign in"]
    app = opened(monkeypatch, read_only, "overview", claims("someone@council.example", hours_ago=20))
    assert "Targets on track" in said(app), "an old sign-in is enough to look"
    app = opened(monkeypatch, read_only, "overview", sign_in=False)
    assert said(app) == "Looking needs a sign-in here, and none has been set up."


@pytest.mark.parametrize("page", [SUBMIT, RETURNS, "overview"])
def test_a_folder_that_cannot_be_read_is_a_sentence(monkeypatch, tmp_path, page):
    data = folder(tmp_path)
    shutil.rmtree(data / "quarterly")
    (data / "quarterly").write_text("not a folder", "utf-8")
    app = opened(monkeypatch, data, page, claims(SAFER))
    sentence = "data/quarterly cannot be read: Not a directory. Ask whoever looks after the disk."
    assert said(app) == f"There is a problem {sentence}"
