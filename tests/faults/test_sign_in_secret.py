"""No sign-in counts with a cookie secret that can be guessed, and the program says so.

The kind: something of the sign-in's own set-up is missing or weak, and everything goes on as if it were not. Tried: no
secret at all, an empty one, blanks, 31 characters, one that is no text, one in a section that is none, a file that is
no TOML, no UTF-8 or cannot be read (Streamlit takes those for no file, and so for no sign-in); the example as it is,
and with its secret alone filled in; a self-made cookie; local mode beside any of these.
"""

import json
import time
import tomllib

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config
from streamlit.runtime.secrets import Secrets
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from benchmarks.officer import Officer
from oxdash import access
from oxdash.settings import HOME
from oxdash.web import current_person, doctor, sign_in, sign_in_setup
from oxdash.web.sign_in import SignInRoutes
from tests.browser.conftest import free_port, served
from tests.conftest import SCRUTINY
from tests.elsewhere import run
from tests.returning import folder

EXAMPLE = HOME / ".streamlit" / "secrets.example.toml"
LONG = "0123456789abcdef0123456789abcdef"
FULL = """[auth]
redirect_uri = "https://performance.council.example/oauth2callback"
cookie_secret = "{secret}"
client_id = "a"
client_secret = "b"
server_metadata_url = "https://sign-in.example/.well-known/openid-configuration"
"""
CLAIMS = {"is_logged_in": True, "sub": "7", "email": "safer@council.example", "iat": 1279789200}
SHORT = (
    "The sign-in's cookie_secret has fewer than 32 characters, so no sign-in counts: anybody could make one up. Put a "
    "random one into .streamlit/secrets.toml, made with: "
    'python -c "import secrets; print(secrets.token_hex(32))". Then start the server anew.'
)


@pytest.fixture
def told(monkeypatch, tmp_path):
    """Streamlit's secrets in a file of their own: what is written there is what the program finds at its next start."""
    path = tmp_path / "secrets.toml"

    def tell(contents: bytes | str | None) -> sign_in_setup.SignIn:
        monkeypatch.setattr(st, "secrets", Secrets())
        if contents is not None:
            path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return sign_in_setup.as_it_stands()

    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    yield tell
    config.set_option("secrets.files", before)


SECRETS = [
    (FULL.format(secret=LONG), None, "32 characters"),
    (FULL.format(secret=""), SHORT, "an empty secret"),
    (FULL.format(secret=LONG[1:]), SHORT, "31 characters"),
    (FULL.format(secret=" " * 40), SHORT, "blanks"),
    (FULL.format(secret=f"{LONG[1:]} "), SHORT, "31 characters and a blank"),
    (FULL.format(secret=LONG).replace(f'"{LONG}"', "12345678901234567890123456789012"), SHORT, "a number"),
    (FULL.format(secret=LONG).replace(f'"{LONG}"', f'["{LONG}"]'), SHORT, "a list"),
]


@pytest.mark.parametrize(("contents", "fault", "why"), SECRETS, ids=[row[-1] for row in SECRETS])
def test_no_sign_in_counts_with_a_secret_under_32_characters(told, monkeypatch, contents, fault, why):
    found = told(contents)
    assert (found.configured, found.fault) == (True, fault)
    assert found.told() == ([fault] if fault else [])
    signed_in = current_person.person(CLAIMS, here=False)
    assert (signed_in.email is None) is (fault is not None)
    assert signed_in.fault == (sign_in.SHUT if fault else None)
    assert current_person.has_sign_in() is (fault is None)
    monkeypatch.setenv("OXDASH_LOCAL", "1")
    assert not current_person.person({}, here=True).local, (
        "a sign-in that is not believed is no reason to do without one"
    )


@pytest.mark.parametrize("settled", [False, True], ids=["at first", "once the server serves"])
def test_a_link_that_leads_nowhere_is_no_reason_to_do_without(told, monkeypatch, tmp_path, settled):
    (tmp_path / "secrets.toml").symlink_to(tmp_path / "not mounted")
    assert told(None).fault
    if settled:
        sign_in_setup.settle()
        assert sign_in_setup.as_it_stands().fault
    monkeypatch.setenv("OXDASH_LOCAL", "1")
    assert current_person.person(CLAIMS, here=True) == access.Person(fault=sign_in.SHUT)


def test_what_a_server_starts_with_is_what_it_goes_by(told, tmp_path):
    told(None)
    sign_in_setup.settle()
    assert sign_in_setup.as_it_stands() == sign_in_setup.SignIn()
    (tmp_path / "secrets.toml").write_text(FULL.format(secret=LONG), "utf-8")
    assert sign_in_setup.as_it_stands() == sign_in_setup.SignIn(), "until it is started anew"
    told(None)
    sign_in_setup.settle()
    assert sign_in_setup.as_it_stands().configured


BROKEN = [
    (b"[auth", "no TOML"),
    (b'[auth]\ncookie_secret = "\xff"', "no UTF-8"),
    (b"auth = 3", "no section"),
    (b'auth = "on"', "a word in place of the section"),
]


@pytest.mark.parametrize(("contents", "why"), BROKEN, ids=[row[-1] for row in BROKEN])
def test_secrets_that_cannot_be_read_are_no_reason_to_do_without(told, monkeypatch, tmp_path, contents, why):
    told(contents)
    sign_in_setup.settle()
    found = sign_in_setup.as_it_stands()
    assert found.fault == (
        f"The sign-in's secrets could not be read from {tmp_path / 'secrets.toml'}, so no sign-in counts. Write them "
        "as .streamlit/secrets.example.toml shows, readable for the program, then start the server anew."
    )
    monkeypatch.setenv("OXDASH_LOCAL", "1")
    assert current_person.person(CLAIMS, here=True) == access.Person(fault=sign_in.SHUT)


def test_secrets_that_are_a_folder_are_not_taken_for_none(told, tmp_path):
    (tmp_path / "secrets.toml").mkdir()
    assert told(None).fault.startswith("The sign-in's secrets could not be read from ")


def test_without_secrets_there_is_no_sign_in_and_no_fault(told):
    assert told(None) == told("[other]\nkey = 1") == sign_in_setup.SignIn()


def test_the_example_cannot_be_used_as_it_is(told):
    found = told(EXAMPLE.read_bytes())
    assert found.told() == [
        SHORT,
        "Nobody can sign in: .streamlit/secrets.toml does not say what client_id, client_secret and "
        "server_metadata_url are. Ask your sign-in's provider, then start the server anew.",
    ]
    half = EXAMPLE.read_text("utf-8").replace('cookie_secret = ""', f'cookie_secret = "{LONG}"')
    assert told(half).told() == found.told()[1:], "its secret alone filled in"
    assert tomllib.loads(EXAMPLE.read_text("utf-8"))["auth"].keys() >= set(sign_in_setup.NEEDED)


def test_a_provider_may_have_a_section_of_its_own(told):
    top, others = FULL.format(secret=LONG).split("client_id")
    assert told(f"{top}[auth.default]\nclient_id{others}").told() == []
    assert told(f"{top}[auth.default]\nclient_id{others}".replace('client_id = "a"', "")).lacking == ("client_id",)


def test_a_section_without_a_secret_goes_by_the_one_streamlit_uses_then():
    section = {"redirect_uri": "http://localhost/oauth2callback"}
    assert sign_in_setup.judged(section, otherwise="").fault == SHORT
    assert sign_in_setup.judged(section, otherwise=LONG).fault is None


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback", "/laa/oauth2callback"])
def test_the_way_to_a_sign_in_that_is_not_believed_is_shut(path):
    async def answer(request):
        return PlainTextResponse("Streamlit's own")

    def asked(shut):
        routes = Middleware(SignInRoutes, shut=shut, leaves=lambda _: None, comes=lambda _: None)
        app = Starlette(routes=[Route(path, answer)], middleware=[routes])
        found = TestClient(app).get(path)
        return found.status_code, found.text

    assert asked(lambda: None) == (200, "Streamlit's own")
    assert asked(lambda: sign_in.SHUT) == (503, sign_in.SHUT)


def test_doctor_says_so(told, few):
    told(FULL.format(secret="short"))
    assert doctor.Finding(SHORT, False) in doctor.examine(few, SCRUTINY)
    told(FULL.format(secret=LONG))
    sound = doctor.Finding("A sign-in is set up, and its cookie secret has 32 characters or more.", True)
    assert sound in doctor.examine(few, SCRUTINY)


def on_the_page(address: str, cookie: str) -> str:
    async def ask():
        async with Officer(address, {"Cookie": cookie}) as officer:
            return officer.said

    return run(ask())


@pytest.mark.parametrize("secret", ["", LONG], ids=["the example's secret", "a secret that nobody knows"])
def test_a_self_made_cookie_signs_nobody_in(tmp_path, secret):
    """On the real server. Streamlit would believe one signed with nothing: start says so, and pages are for reading."""
    port = free_port()
    address = f"http://localhost:{port}"
    (tmp_path / ".streamlit").mkdir()
    own = FULL.format(secret=secret).replace("https://performance.council.example", address)
    (tmp_path / ".streamlit" / "secrets.toml").write_text(own, "utf-8")
    made = json.dumps(CLAIMS | {"iat": int(time.time()), "origin": address, "email": "safer.officer@council.example"})
    forged = create_signed_value("", "_streamlit_user", made).decode()
    roles = {"OXDASH_ROLES": str(HOME / ".streamlit" / "roles.example.toml")}
    with served("oxdash.web.server:app", tmp_path, data=folder(tmp_path), port=port, **roles):
        said = on_the_page(address, f"_streamlit_user={forged}")
    assert said.endswith(f"Submit a return {current_person.SIGN_IN if secret else sign_in.SHUT}")
    log = (tmp_path / "server.log").read_text("utf-8")
    assert (SHORT in log) is (secret == "")
