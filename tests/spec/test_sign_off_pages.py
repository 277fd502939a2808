"""Sign off returns, Submit a return and Returns on file where returns wait: who finds what, and what a press does."""

import shutil

import pytest

from oxdash.access import Person
from oxdash.archive import record
from oxdash.submissions import sign_off, submit
from oxdash.submissions.submit import Waits
from oxdash.web.sessions import HELD
from tests.returning import CODE, NOW, QUARTER, a_return, now_on_file
from tests.signing import LEAD, NAME, handed_in, register, settings, signing_folder
from tests.spec.test_officer_pages import buttons, claims, opened, said

SIGN_OFF = "sign_off"
OFFICER, DEPUTY, MANAGER = (
    f"{name}@council.example" for name in ("safer.officer", "safer.deputy", "partnerships.manager")
)
SECOND = Person("second.manager@council.example", NOW)  # hands in for a partnership that has no officer
ECONOMY = "economy.officer@council.example"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The folder with a return that waits since a day of July 2010, and its position."""
    data = signing_folder(tmp_path_factory.mktemp("signing"))
    position = now_on_file(data)
    handed_in(data, a_return(position), position)
    return data, position


@pytest.fixture
def data(kept, tmp_path, monkeypatch):
    shutil.copytree(kept[0].parent, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("OXDASH_ROLES", str(tmp_path / "roles.toml"))
    yield tmp_path / "data"
    HELD.keep_only(())


def offers(app) -> bool:
    return "Sign off returns" in [link.proto.label for link in app.sidebar.get("page_link")]


def states(data):
    return [(one.number, one.state) for one in record.waiting(settings(data)).of(CODE, QUARTER)]


def press(app, label):
    next(button for button in app.main.get("button") if button.label == label).click()
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize(
    ("who", "needed", "expected"),
    [
        pytest.param(LEAD.email, True, True, id="a lead officer"),
        pytest.param(DEPUTY, True, True, id="a deputy"),
        pytest.param(MANAGER, True, True, id="a manager"),
        pytest.param(OFFICER, True, False, id="an officer"),
        pytest.param(None, True, False, id="nobody"),
        pytest.param(MANAGER, False, True, id="a manager, while something is left of when it was needed"),
    ],
)
def test_the_menu_offers_it_to_those_who_sign(data, monkeypatch, who, needed, expected):
    if not needed:
        (data / "register.xlsx").write_bytes(register(needed=False))
    assert offers(opened(monkeypatch, data, "find", claims(who))) == expected


def test_where_no_return_needs_it_the_menu_has_nothing_of_it(data, monkeypatch):
    (data / "register.xlsx").write_bytes(register(needed=False))
    for folder in ("waiting", "audit"):
        shutil.rmtree(data / folder)
    assert not offers(opened(monkeypatch, data, "find", claims(MANAGER)))
    app = opened(monkeypatch, data, SIGN_OFF, claims(MANAGER))
    assert said(app).endswith("Sign off returns What waits Nothing waits for your sign-off.")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param(None, "Sign in to submit a return or to download one.", id="nobody"),
        pytest.param(OFFICER, "Only a partnership's lead officer or a deputy may sign returns off.", id="an officer"),
    ],
)
def test_it_is_shut_at_its_address_as_well(data, monkeypatch, who, expected):
    app = opened(monkeypatch, data, SIGN_OFF, claims(who))
    assert said(app).endswith(f"Sign off returns {expected}")
    assert "Sign off this return" not in buttons(app)


def test_a_lead_officer_looks_and_signs_it_off(data, monkeypatch):
    app = opened(monkeypatch, data, SIGN_OFF, claims(LEAD.email))
    text = said(app)
    assert "Its lead officer or a deputy safer.lead@council.example safer.deputy@council.example" in text
    assert "From safer.officer@council.example Workbook safer.xlsx" in text and "Note Late." in text
    assert "Nothing stands in the way of signing it off." in text
    assert "2. How this will look to the Board" in text
    assert buttons(app) == ["Sign off this return", "Send back this return", "Download the workbook handed in"]
    press(app, "Sign off this return")
    text = said(app)
    assert (
        "The return is signed off and on file" in text and "Signed off by: safer.lead@council.example, as lead" in text
    )
    assert "Nothing waits for your sign-off." in text
    assert states(data) == [(1, "signed off")]


def test_sent_back_with_words_that_its_officer_reads(data, monkeypatch):
    app = opened(monkeypatch, data, SIGN_OFF, claims(DEPUTY))
    press(app, "Send back this return")
    assert "Nothing was sent back: say what has to be different, so that the officer can do it." in said(app)
    app.main.text_area[0].set_value("*NI 30* <b>is</b> wrong.")
    press(app, "Send back this return")
    assert "The return was sent back" in said(app) and states(data) == [(1, "sent back")]
    officer = opened(monkeypatch, data, "submit", claims(OFFICER), partnership=CODE, quarter=QUARTER)
    text = said(officer)
    assert "The return handed in as number 1 was sent back by safer.deputy@council.example on" in text
    assert "*NI 30* <b>is</b> wrong." in text, "text, whatever stands in it"


def test_an_officer_sees_what_waits_and_takes_it_back(data, monkeypatch):
    app = opened(monkeypatch, data, "submit", claims(OFFICER), partnership=CODE, quarter=QUARTER)
    assert "Handed in for sign-off: Q4 2009/10 Handed in as number 1, submitted 22 July 2010 at 10:30" in said(app)
    press(app, "Take back this return")
    assert "Nothing was taken back: say why. Tick the box to say that you mean it." in said(app)
    app.main.checkbox[0].check()
    app.main.text_area[0].set_value("The wrong file.")
    press(app, "Take back this return")
    assert "The return was taken back" in said(app) and states(data) == [(1, "taken back")]


def test_a_manager_who_may_not_is_told_why(data, monkeypatch):
    app = opened(monkeypatch, data, SIGN_OFF, claims(MANAGER))
    assert f"The roles file names who signs off for {NAME}: a manager does not sign in their place." in said(app)
    assert "Sign off this return" not in buttons(app)


def test_of_several_a_manager_is_led_to_what_nobody_else_can_sign(data, monkeypatch):
    position = now_on_file(data)
    other = a_return(position, code="health-well-being")
    done = submit.submit("health.xlsx", other, position, SECOND, settings(data), NOW, confirm_all=True)
    assert isinstance(done, Waits), done
    app = opened(monkeypatch, data, SIGN_OFF, claims(MANAGER))
    assert app.main.selectbox[0].options == [
        "Health and Well-being Partnership, Q4 2009/10",
        "Safer Communities Partnership, Q4 2009/10",
    ]
    press(app, "Sign off this return")
    assert "Signed off by: partnerships.manager@council.example, as manager, at" in said(app)


def test_a_lead_officer_may_have_what_is_on_file_of_their_partnership(data, monkeypatch):
    sign_off.sign_off(CODE, QUARTER, 1, now_on_file(data), LEAD, settings(data), NOW)
    roles = (data.parent / "roles.toml").read_text("utf-8")
    only = roles.replace('"safer.lead@council.example" = ["safer-communities"]\n', "", 1)
    (data.parent / "roles.toml").write_text(only, "utf-8")
    app = opened(monkeypatch, data, "returns", claims(LEAD.email), partnership=CODE, quarter=QUARTER)
    assert buttons(app) == ["Workbook", "Receipt"]
    another = opened(monkeypatch, data, "returns", claims(ECONOMY), partnership=CODE, quarter=QUARTER)
    assert buttons(another) == []


def test_a_register_that_changed_stands_in_the_way_and_is_shown(data, monkeypatch):
    def less(column):
        return lambda table: table[table[column] != "NI 32"].reset_index(drop=True)

    changed = {"Targets": less("Code"), "Milestones": less("Target"), "Allocations": less("Target or body")}
    (data / "register.xlsx").write_bytes(register(**changed))
    app = opened(monkeypatch, data, SIGN_OFF, claims(LEAD.email))
    assert "What stands in the way" in said(app)
    assert buttons(app) == ["Send back this return", "Download the workbook handed in"]


@pytest.mark.parametrize(
    ("who", "told"),
    [
        pytest.param(OFFICER, True, id="an officer of the partnership"),
        pytest.param(LEAD.email, True, id="its lead officer"),
        pytest.param(ECONOMY, False, id="an officer of another"),
        pytest.param(None, False, id="anybody"),
    ],
)
def test_it_is_told_among_returns_on_file_and_addresses_only_to_those_with_a_part_in_it(data, monkeypatch, who, told):
    text = said(opened(monkeypatch, data, "returns", claims(who)))
    assert "Waiting for sign-off These returns were submitted and count nowhere yet" in text
    assert "Its lead officer or a deputy" in text
    assert ("safer.lead@council.example" in text) == told


def test_the_overview_and_the_command_tell_that_it_waits(data, monkeypatch):
    said_so = f"Waiting for sign-off, and not counted: {NAME} (since 22 July 2010)."
    assert said_so in said(opened(monkeypatch, data, "overview", quarter=QUARTER))
    assert said_so not in said(opened(monkeypatch, data, "overview", quarter=QUARTER, as_at="2010-07-23"))


def test_a_second_press_after_somebody_else_signed_shows_their_receipt(data, monkeypatch):
    app = opened(monkeypatch, data, SIGN_OFF, claims(DEPUTY))
    position = now_on_file(data)
    sign_off.sign_off(CODE, QUARTER, 1, position, LEAD, settings(data), NOW)
    press(app, "Sign off this return")
    assert "Nothing waits for your sign-off." in said(app)
    assert len(record.archive(settings(data)).history(CODE, QUARTER)) == 1
