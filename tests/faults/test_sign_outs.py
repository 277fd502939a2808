"""Signing out ends a person's sign-ins in every tab and every copy of the cookie, and nobody else's.

The kind: a right that was taken away lives on in a copy. Tried: another tab, a replayed cookie, an older sign-in of the
same person elsewhere, one dated minutes ahead because its provider's clock is, a page that was opened before and asks
for its file afterwards, an upload of such a session, another process that serves the same data, a server started anew.
And what must not be ended: another person's sign-in, the same name of another provider, one's own in the same second
or from a clock that is behind, the command line.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import streamlit as st
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.secrets import Secrets
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from oxdash import access
from oxdash.__main__ import cli
from oxdash.archive import sign_outs
from oxdash.archive.audit_log import AuditLog
from oxdash.settings import HOME, Settings
from oxdash.web import current_person, doctor, sessions, sign_in
from oxdash.web.sign_in import SignInRoutes

NOW = datetime(2010, 7, 22, 9, 30, 0, 400_000, tzinfo=UTC)
CLAIMS = {"iss": "https://sign-in.example", "sub": "7", "email": "safer.officer@council.example"}


def signed_in(at: timedelta, nonce: str = "first", **otherwise) -> access.Person:
    """A sign-in as its provider dates it, in whole seconds, so long before or after the sign-out."""
    return access.person(CLAIMS | {"iat": int((NOW + at).timestamp()), "nonce": nonce} | otherwise)


def ago(**how_long) -> timedelta:
    return -timedelta(**how_long)


HERE = signed_in(ago(hours=1))


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "register.xlsx").touch()
    roles = HOME / ".streamlit" / "roles.example.toml"
    return Settings(data=tmp_path / "data", roles=roles, log_key_file=tmp_path / "log.key")


def may(who: access.Person, settings: Settings, now: datetime = NOW) -> bool:
    said = access.refusal(who, "safer-communities", settings, now)
    assert said in (None, access.SIGNED_OUT), said
    assert access.rights(who, settings).any is (said is None)
    return said is None


ENDED = [
    # a sign-in from before the sign-out, why
    (HERE, "the one that signs out, in every tab and every copy"),
    (signed_in(ago(hours=7), "elsewhere"), "an older one of theirs, at another machine"),
    (signed_in(ago(minutes=1), "elsewhere"), "a newer one of theirs, at another machine"),
    (signed_in(ago(), "elsewhere"), "one of the same second"),
    (signed_in(timedelta(minutes=4), "elsewhere"), "one whose provider's clock is ahead"),
    (signed_in(ago(hours=1), email="new.name@council.example"), "the same person by another address"),
]


@pytest.mark.parametrize(("other", "why"), ENDED, ids=[row[-1] for row in ENDED])
def test_a_sign_out_ends_every_sign_in_of_its_person(settings, other, why):
    known = other.email == HERE.email
    assert may(HERE, settings) and (not known or may(other, settings))
    sign_outs.sign_out(HERE, settings, NOW)
    assert access.ended(other, settings) == access.SIGNED_OUT
    assert not access.rights(other, settings).any
    assert access.refusal(other, None, settings, NOW) == access.SIGNED_OUT


NOT_ENDED = [
    (signed_in(ago(hours=1), sub="8"), "another person, by the same address"),
    (signed_in(ago(hours=1), iss="https://other.example"), "the same name of another provider"),
    (signed_in(ago(hours=1), iss="https://sign-in.exampl", sub="e7"), "names that only run together to the same"),
]


@pytest.mark.parametrize(("other", "why"), NOT_ENDED, ids=[row[-1] for row in NOT_ENDED])
def test_a_sign_out_ends_nobody_elses(settings, other, why):
    sign_outs.sign_out(HERE, settings, NOW)
    assert may(other, settings)


ANEW = [
    (timedelta(seconds=1), "a second later"),
    (timedelta(0), "in the same second"),
    (ago(minutes=4), "by a clock that is behind"),
    (timedelta(minutes=4), "by a clock that is ahead"),
]


@pytest.mark.parametrize(("dated", "why"), ANEW, ids=[row[-1] for row in ANEW])
def test_signing_in_anew_works_at_once_and_lets_no_old_one_in_again(settings, dated, why):
    sign_outs.sign_out(HERE, settings, NOW)
    anew, copy = signed_in(dated, "anew"), signed_in(dated, "a copy from before")
    sign_outs.signed_in(anew, settings, NOW)
    assert may(anew, settings)
    assert not may(HERE, settings)
    assert not may(copy, settings), "dated alike, and not come since"
    sign_outs.sign_out(anew, settings, NOW + timedelta(seconds=1))
    assert not may(anew, settings), "out again, in the same minute"


def test_an_ordinary_sign_in_leaves_no_line(settings):
    sign_outs.signed_in(HERE, settings, NOW)
    assert not settings.sign_outs.exists()
    sign_outs.sign_out(HERE, settings, NOW)
    tomorrow = signed_in(timedelta(days=1), "tomorrow")
    sign_outs.signed_in(tomorrow, settings, NOW + timedelta(days=1))
    assert may(tomorrow, settings, NOW + timedelta(days=1))
    assert len(AuditLog(settings.sign_outs).lines()) == 1


def test_a_sign_in_dated_hours_ahead_is_ended_with_its_own_sign_out(settings):
    ahead = signed_in(timedelta(hours=3))
    sign_outs.sign_out(ahead, settings, NOW)
    assert access.refusal(ahead, None, settings, NOW + timedelta(hours=3)) == access.SIGNED_OUT


OTHER_PROCESS = """
import sys
from datetime import datetime
from pathlib import Path
from oxdash import access; from oxdash.archive import sign_outs
from oxdash.settings import Settings
who, settings = access.person(eval(sys.argv[2])), Settings(data=Path(sys.argv[1]))
sign_outs.sign_out(who, settings, datetime.fromisoformat(sys.argv[3]))
"""


def test_another_process_that_serves_the_same_data_knows_at_once(settings):
    assert may(HERE, settings)
    claims = CLAIMS | {"iat": int((NOW - timedelta(hours=1)).timestamp()), "nonce": "first"}
    said = [str(settings.data), repr(claims), NOW.isoformat()]
    subprocess.run([sys.executable, "-c", OTHER_PROCESS, *said], check=True, cwd=HOME)
    assert not may(HERE, settings)


def test_everybodys_sign_ins_are_ended_by_one_command(settings, monkeypatch):
    monkeypatch.setenv("OXDASH_DATA", "nowhere")
    now = datetime.now(UTC)
    before = access.person(CLAIMS | {"iat": int(now.timestamp()) - 60, "nonce": "before"})
    after = access.person(CLAIMS | {"iat": int(now.timestamp()), "nonce": "after"})
    typed = access.on_command_line("performance officer", now)
    assert may(before, settings, now)
    ran = CliRunner().invoke(cli, ["--data", str(settings.data), "sign-outs", "all"])
    told = f"Every sign-in to what {settings.data} holds has ended. Whoever wants to go on signs in again.\n"
    assert (ran.exit_code, ran.output) == (0, told)
    assert not may(before, settings, now)
    sign_outs.signed_in(after, settings, now)
    assert may(after, settings, now)
    assert not may(before, settings, now)
    assert access.refusal(typed, None, settings.model_copy(update={"local": True}), now) is None
    (line,) = AuditLog(settings.audit).lines()
    assert (line["event"], line["who"]) == ("all signed out", typed.came()["system_user"])


def test_the_command_says_where_nothing_was_written(settings):
    (settings.data / "audit").write_text("in the way", "utf-8")
    ran = CliRunner().invoke(cli, ["--data", str(settings.data), "sign-outs", "all"])
    assert ran.exit_code == 2
    assert ran.output.startswith(f"Nobody was signed out: {settings.sign_outs} could not be written, for ")


def test_the_command_makes_no_data_folder_of_a_name_mistyped(tmp_path):
    ran = CliRunner().invoke(cli, ["--data", str(tmp_path / "dat"), "sign-outs", "all"])
    where = tmp_path / "dat"
    said = f"Nobody was signed out: {where} is no data folder. Name the one that the dashboard serves with --data."
    assert (ran.exit_code, ran.output) == (2, f"{said}\n")
    assert not (tmp_path / "dat").exists()


def test_a_sign_in_that_counts_for_nothing_is_not_written_down(served):
    sign_outs.sign_everybody_out(served, datetime.now(UTC), who="root")
    before = served.sign_outs.read_bytes()
    assert current_person.comes(cookies(email_verified=False)) is None, "the page says why"
    assert served.sign_outs.read_bytes() == before


def test_a_sign_out_stands_in_the_log(settings):
    sign_outs.sign_out(HERE, settings, NOW)
    (line,) = AuditLog(settings.audit).lines()
    assert {name: line[name] for name in ("event", "who", "when", "subject", "issuer")} == {
        "event": "signed out",
        "who": "safer.officer@council.example",
        "when": "2010-07-22T09:30:00.400000Z",
        "subject": "7",
        "issuer": "https://sign-in.example",
    }


LOST = (
    "The audit log names 1 sign-out that sign_outs.jsonl does not have (the first: that of "
    "safer.officer@council.example, 2010-07-22T09:30:00.400000Z), so a sign-in from before counts again. "
    "Put the file back from a backup, or run: oxdash sign-outs all"
)


def verified(settings) -> tuple[int, list[str]]:
    ran = CliRunner().invoke(cli, ["--data", str(settings.data), "archive", "verify"])
    return ran.exit_code, ran.output.splitlines()


def test_a_sign_out_that_was_taken_away_is_told(settings, monkeypatch):
    monkeypatch.setenv("OXDASH_LOG_KEY_FILE", str(settings.log_key_file))
    sign_outs.sign_out(HERE, settings, NOW)
    assert sign_outs.lost(settings) is None
    settings.sign_outs.unlink()
    assert sign_outs.lost(settings) == LOST
    code, lines = verified(settings)
    assert (code, LOST in lines) == (1, True)
    assert doctor.Finding(LOST, False) in doctor.on_record(settings)
    sign_outs.sign_everybody_out(settings, NOW + timedelta(minutes=1), who="root")
    assert sign_outs.lost(settings) is None, "which covers it"
    assert LOST not in verified(settings)[1]


def test_a_link_in_place_of_the_sign_outs_is_not_followed(settings, tmp_path):
    sign_outs.sign_out(HERE, settings, NOW)
    settings.sign_outs.rename(tmp_path / "elsewhere.jsonl")
    settings.sign_outs.symlink_to(tmp_path / "elsewhere.jsonl")
    said = "It cannot be known who has signed out (it is a link, not a file), so no sign-in counts. "
    assert access.refusal(HERE, None, settings, NOW) == f"{said}Ask whoever looks after the dashboard."
    assert sign_outs.lost(settings) == f"{said}Put the file right."


def test_where_it_cannot_be_known_who_signed_out_no_sign_in_counts(settings):
    (settings.data / "audit").write_text("in the way", "utf-8")
    said = (
        "It cannot be known who has signed out (Not a directory), so no sign-in counts. "
        "Ask whoever looks after the dashboard."
    )
    assert access.refusal(HERE, "safer-communities", settings, NOW) == said
    assert not access.rights(HERE, settings).any


WRITTEN_BY_HAND = [
    ({"event": "all signed out"}, "no time: up to any"),
    ({"event": "all signed out", "up_to": "tomorrow"}, "a word for a time"),
    ({"event": "all signed out", "up_to": float("nan")}, "no number"),
    ({"event": "all signed out", "up_to": 10**400}, "more than a time can be"),
    ({"event": "all signed out", "up_to": True}, "a yes for a time"),
]


@pytest.mark.parametrize(("line", "why"), WRITTEN_BY_HAND, ids=[row[-1] for row in WRITTEN_BY_HAND])
def test_a_line_that_says_less_ends_no_less(settings, line, why):
    settings.sign_outs.parent.mkdir()
    settings.sign_outs.write_text(json.dumps(line) + "\n", "utf-8")
    assert not may(HERE, settings)


@pytest.mark.parametrize("value", [None, [], {"a": 1}, 10**400, float("inf"), "\ud800"], ids=lambda one: repr(one)[:9])
def test_a_line_that_somebody_wrote_by_hand_may_hold_anything(settings, value):
    sign_outs.sign_out(HERE, settings, NOW)
    written = settings.sign_outs.read_text("utf-8")
    for name in ("person", "when", "who", "up_to", "mark"):
        for event in (sign_outs.ONE, sign_outs.ALL, sign_outs.AGAIN):
            settings.sign_outs.write_text(json.dumps({"event": event, name: value}) + "\n" + written, "utf-8")
            assert not may(HERE, settings)
            assert sign_outs.lost(settings) is None


FULL = """
import resource, sys
from datetime import datetime
from pathlib import Path
from oxdash import access; from oxdash.archive import sign_outs
from oxdash.settings import Settings
settings, now = Settings(data=Path(sys.argv[1])), datetime.fromisoformat(sys.argv[3])
who = access.person(eval(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (40, resource.RLIM_INFINITY))
try:
    sign_outs.sign_out(who, settings, now)
except OSError:
    print("not written")
print(access.ended(who, settings))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_on_a_full_disk_a_sign_out_is_whole_or_not_at_all(settings):
    claims = CLAIMS | {"iat": int((NOW - timedelta(hours=1)).timestamp()), "nonce": "first"}
    said = [str(settings.data), repr(claims), NOW.isoformat()]
    # without what measures coverage, which would write on that disk as well
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([sys.executable, "-c", FULL, *said], capture_output=True, text=True, cwd=HOME, env=unmeasured)
    assert (done.stdout, done.stderr) == ("not written\nNone\n", "")
    assert AuditLog(settings.audit).lines() == [], "the log never says more than is so"
    sign_outs.sign_out(HERE, settings, NOW)
    assert not may(HERE, settings), "once there is room again"


# A browser's cookies, and what the routes do with them


def cookies(**claims) -> dict[str, str]:
    said = (
        CLAIMS
        | {"iat": int(datetime.now(UTC).timestamp()), "is_logged_in": True, "origin": "http://localhost"}
        | claims
    )
    signed = create_signed_value(get_cookie_secret(), "_streamlit_user", json.dumps(said))
    return {"_streamlit_user": signed.decode()}


@pytest.fixture
def served(settings, monkeypatch):
    """A council's dashboard in this process: these data, and a sign-in that is believed."""
    known = Secrets()
    known._secrets = {"auth": {"cookie_secret": "0123456789abcdef0123456789abcdef"}}
    monkeypatch.setattr(st, "secrets", known)
    monkeypatch.setenv("OXDASH_DATA", str(settings.data))
    return settings


def test_cookies_are_believed_as_streamlit_believes_them():
    given = cookies()
    assert sessions.claims_in(given)["sub"] == "7"
    name, value = given.popitem()
    for forged in ("", "x", value[:-1], value.replace(value[:8], "abcdefgh"), "chunks-2"):
        assert sessions.claims_in({name: forged}) == {}, forged
    assert sessions.claims_in({}) == sessions.claims_in(cookies(is_logged_in=False)) == {}


def test_who_leaves_and_comes_is_known_by_the_cookie(served):
    given = cookies(nonce="first")
    assert current_person.person(sessions.claims_in(given), here=False).email == "safer.officer@council.example"
    assert current_person.leaves({}) is current_person.leaves({"_streamlit_user": "forged"}) is None
    assert not served.sign_outs.exists(), "nobody left"
    assert current_person.leaves(given) is current_person.leaves(given) is None
    assert len(AuditLog(served.sign_outs).lines()) == 1, "once, however often the copy is sent"
    assert current_person.person(sessions.claims_in(given), here=False) == access.Person(fault=access.SIGNED_OUT)
    anew = cookies(nonce="anew")
    assert current_person.comes(anew) is None
    assert current_person.person(sessions.claims_in(anew), here=False).email == "safer.officer@council.example"
    assert current_person.comes({}) == sign_in.FAILED, "a callback that gives no cookie signed nobody in"


def test_a_sign_in_that_cannot_be_held_against_sign_outs_is_told(served):
    served.sign_outs.mkdir(parents=True)  # in the way, and no file to read
    assert current_person.comes(cookies()) == sign_in.FAILED


SAME = {"sec-fetch-site": "same-origin", "referer": "http://here/"}
WHY = "error_description=unsupported+prompt+value+requested"
CODE, NO, FAULT = "code=a&state=b", "error=access_denied", "error=server_error"
ROUTES = [
    # path and query, headers, how Streamlit answers, status, the word, what Streamlit is asked, why
    ("/auth/login", {}, (302, {}), 302, None, "", "to the provider"),
    ("/auth/login", {}, (400, {}), 303, "unreached", "", "the provider does not answer"),
    ("/auth/logout", {}, (302, {}), 302, None, "", "an address that somebody typed"),
    (
        "/auth/logout",
        {"sec-fetch-site": "same-origin", "referer": "http://here/"},
        (302, {}),
        302,
        None,
        "",
        "the button",
    ),
    ("/auth/logout", {"sec-fetch-site": "cross-site"}, None, 403, None, None, "another site's page"),
    ("/auth/logout", {"sec-fetch-site": "same-site"}, None, 403, None, None, "another program's page on this machine"),
    ("/auth/logout", {"referer": "http://evil.example/"}, None, 403, None, None, "the same, from an older browser"),
    (
        "/oauth2callback?code=a&state=b",
        {},
        (302, {"set-cookie": "c=d; Path=/"}),
        302,
        None,
        "code=a&state=b",
        "signed in",
    ),
    ("/oauth2callback?code=a&state=b", {}, (302, {}), 302, "failed", "code=a&state=b", "what came back did not hold"),
    ("/oauth2callback", {}, (302, {}), 302, None, "", "back from signing out"),
    (
        "/oauth2callback?error=access_denied",
        {},
        (302, {}),
        302,
        "denied",
        "error=access_denied",
        "somebody broke it off",
    ),
    (
        "/oauth2callback?error=server_error",
        {},
        (302, {}),
        302,
        "failed",
        "error=server_error",
        "the provider has a fault",
    ),
    (
        "/oauth2callback?error=%1b%5b2J%0aA+line&error_description=%1b%5d0%3bowned%07&state=%0d%0aB",
        {},
        (302, {}),
        302,
        "failed",
        "error=not+plain+text",
        "escapes and line breaks, which would go into the log",
    ),
]


@pytest.mark.parametrize(
    ("address", "headers", "answers", "status", "word", "asked", "why"), ROUTES, ids=[row[-1] for row in ROUTES]
)
def test_what_failed_comes_back_as_a_word(address, headers, answers, status, word, asked, why):
    heard, ended, refused = [], [], []

    async def streamlits(request):
        heard.append(request.url.query)
        return Response("", answers[0], {"location": "/", **answers[1]})

    def leaves(cookies):
        ended.append(cookies)

    app = Starlette(
        routes=[Route(path, streamlits) for path in ("/auth/login", "/auth/logout", "/oauth2callback")],
        middleware=[
            Middleware(
                SignInRoutes,
                shut=lambda: None,
                leaves=leaves,
                comes=lambda given: None if given else "failed",
                refused=lambda *one: refused.append(one),
            )
        ],
    )
    client = TestClient(app, base_url="http://here", follow_redirects=False, cookies={"_streamlit_user": "x"})
    found = client.get(address, headers=headers)
    assert (found.status_code, found.cookies.get("oxdash_word")) == (status, word)
    assert heard == ([] if asked is None else [asked])
    assert refused == ([("another site", "testclient", sign_in.NOT_OURS)] if status == 403 else [])
    assert ended == ([{"_streamlit_user": "x"}] if "logout" in address and asked is not None else [])


def test_a_sign_out_that_could_not_be_written_is_told_on_the_next_page():
    async def streamlits(request):
        return Response("", 302, {"location": "/"})

    app = Starlette(
        routes=[Route("/auth/logout", streamlits)],
        middleware=[Middleware(SignInRoutes, shut=lambda: None, leaves=lambda _: "here-only", comes=lambda _: None)],
    )
    found = TestClient(app, follow_redirects=False).get("/auth/logout")
    assert found.headers["set-cookie"] == "oxdash_word=here-only; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"
    assert set(current_person.WORDS) == {"denied", "failed", "unreached", "here-only"}, "every word has its sentence"
