"""Who may do what: a table of people and acts, with the sentence each is answered with."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from oxdash.access import NOBODY, Person, Rights, on_command_line, person, refusal, rights, roles, stale
from oxdash.settings import Settings

NOW = datetime(2010, 7, 22, 9, 0, tzinfo=UTC)
FRESH = NOW - timedelta(hours=1)
FILE = """
managers = ["Manager@Council.example"]

[officers]
"safer@council.example" = ["safer-communities"]
"two@council.example" = ["safer-communities", "economic"]
"""
SAFER = Person("safer@council.example", FRESH)
MANAGER = Person("manager@council.example", FRESH)
STALE = Person("safer@council.example", NOW - timedelta(hours=8, seconds=1))
AHEAD = Person("safer@council.example", NOW + timedelta(hours=1))
AHEAD_A_LITTLE = Person("safer@council.example", NOW + timedelta(minutes=5))
UNDATED = Person("safer@council.example")
STRANGER = Person("stranger@council.example", FRESH)
LOCAL = Person(local=True)

NOT_SIGNED_IN = "You are not signed in. Sign in as an officer of the partnership to do this."
UNDATED_SAID = (
    "Your sign-in does not say when it was (the claim iat), so nothing but looking comes of it. "
    "Ask whoever looks after the dashboard to have it sent."
)
TO_COME = (
    "Your sign-in is dated 22 July 2010 10:00 UTC, which is still to come. "
    "Sign in again; if that does not help, ask whoever looks after the dashboard to compare its clock."
)
TOO_OLD = "You signed in more than 8 hours ago. Sign in again to do this."

ACTS = [
    # who, partnership, as manager, local mode on, expected, why
    (SAFER, "safer-communities", False, False, None, "an officer, for their own partnership"),
    (
        SAFER,
        "economic",
        False,
        False,
        "safer@council.example may not return for economic. Ask the partnerships manager if that is wrong.",
        "an officer, for another's",
    ),
    (SAFER, None, False, False, None, "an officer may start a return"),
    (MANAGER, "economic", False, False, None, "a manager, for any, whatever the case of the address in the file"),
    (MANAGER, None, True, False, None, "a manager, as manager"),
    (SAFER, None, True, False, "Only a partnerships manager may do this.", "an officer, as manager"),
    (
        STRANGER,
        None,
        False,
        False,
        "stranger@council.example may not return for any partnership. Ask the partnerships manager.",
        "signed in, but in nobody's list",
    ),
    (NOBODY, "economic", False, False, NOT_SIGNED_IN, "not signed in"),
    (STALE, "safer-communities", False, False, TOO_OLD, "a second over eight hours"),
    (AHEAD, "safer-communities", False, False, TO_COME, "a sign-in from the future is no sign-in, and not an old one"),
    (AHEAD_A_LITTLE, "safer-communities", False, False, None, "two clocks differ by some minutes"),
    (UNDATED, "safer-communities", False, False, UNDATED_SAID, "a sign-in with no time on it"),
    (LOCAL, "economic", False, True, None, "at this machine, local mode on"),
    (LOCAL, None, True, True, None, "at this machine, as manager"),
    (LOCAL, "economic", False, False, NOT_SIGNED_IN, "at this machine, local mode off"),
    (NOBODY, "economic", False, True, NOT_SIGNED_IN, "from elsewhere, local mode on"),
]


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "roles.toml").write_text(FILE, "utf-8")
    return Settings(roles=tmp_path / "roles.toml", local=False)


@pytest.mark.parametrize(("who", "partnership", "manager", "local", "expected", "why"), ACTS, ids=[a[-1] for a in ACTS])
def test_who_may_do_what(settings, who, partnership, manager, local, expected, why):
    settings = settings.model_copy(update={"local": local})
    assert refusal(who, partnership, settings, NOW, manager=manager) == expected


def test_a_line_taken_out_takes_the_right_away_at_once(settings):
    assert rights(SAFER, settings) == Rights(frozenset({"safer-communities"}))
    settings.roles.write_text(FILE.replace('"safer@', '"someone-else@'), "utf-8")
    assert not rights(SAFER, settings).any
    assert refusal(SAFER, "safer-communities", settings, NOW) is not None


BROKEN = [
    (None, "There is no roles file, so nobody may return anything. Make one from roles.example.toml.", "no file"),
    (
        "managers = [",
        "The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right.",
        "not TOML",
    ),
    (
        f"managers = {'[' * 3000}{']' * 3000}",
        "The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right.",
        "lists in lists without end",
    ),
    (
        '[officers]\n"a@b.example" = "economic"',
        "The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right.",
        "a word where a list belongs",
    ),
]


@pytest.mark.parametrize(("contents", "sentence", "why"), BROKEN, ids=[b[-1] for b in BROKEN])
def test_a_broken_roles_file_gives_nobody_a_right(settings, contents, sentence, why):
    settings.roles.unlink()
    if contents:
        settings.roles.write_text(contents, "utf-8")
    assert roles(settings.roles).fault == sentence
    assert refusal(SAFER, "safer-communities", settings, NOW) == sentence


def test_a_roles_file_may_be_a_link_but_no_pipe(settings, tmp_path):
    held = settings.roles.rename(tmp_path / "held elsewhere.toml")
    settings.roles.symlink_to(held)
    assert roles(settings.roles).fault is None
    settings.roles.unlink()
    os.mkfifo(settings.roles)  # nobody may wait for what is never written into it
    assert roles(settings.roles).fault == (
        "The roles file could not be read (it is not a file), so nobody may return anything."
    )


SIGNED_IN = {"iss": "https://sign-in.example", "sub": "7", "email": "safer@council.example", "iat": 1279789200}
NO_SUBJECT = (
    "Your sign-in does not say who you are by a name of its own (the claim sub), so it does not count. "
    "Ask whoever looks after the dashboard to have it sent."
)
NO_ADDRESS = (
    "Your sign-in does not say your e-mail address (the claim email), so it does not count. "
    "Ask whoever looks after the dashboard to have it sent."
)
NO_SUCH_ADDRESS = (
    "Your sign-in gives an e-mail address that cannot be one, so it does not count. Ask whoever manages it."
)
UNVERIFIED = "Your sign-in has not verified your e-mail address, so it does not count. Verify it there, then sign in."
SAFERS = "safer@council.example"

CLAIMS = [
    # what the sign-in says otherwise, whose it is, why it does not count, why
    ({}, SAFERS, None, "all there is to say"),
    ({"email": " Safer@Council.Example "}, SAFERS, None, "folded and trimmed"),
    ({"email_verified": True}, SAFERS, None, "verified"),
    ({"email_verified": "True"}, SAFERS, None, "verified, said in text"),
    ({"email_verified": False}, None, UNVERIFIED, "an address the sign-in has not verified"),
    ({"email_verified": "false"}, None, UNVERIFIED, "the same, said in text"),
    ({"email_verified": "False"}, None, UNVERIFIED, "the same, as Python writes it"),
    ({"email_verified": 0}, None, UNVERIFIED, "the same, as a number"),
    ({"email_verified": None}, None, UNVERIFIED, "neither yes nor no"),
    ({"email_verified": "no"}, None, UNVERIFIED, "a word that is not yes"),
    ({"email": None}, None, NO_ADDRESS, "no address at all"),
    ({"email": ""}, None, NO_ADDRESS, "an empty address"),
    ({"email": "  "}, None, NO_SUCH_ADDRESS, "blanks"),
    ({"email": ["safer@council.example"]}, None, NO_SUCH_ADDRESS, "a list of addresses"),
    ({"email": "safer@council.example x"}, None, NO_SUCH_ADDRESS, "two words"),
    ({"email": "safer@council.example\n"}, None, NO_SUCH_ADDRESS, "a line break"),
    ({"email": "safer@council.example\u2003"}, None, NO_SUCH_ADDRESS, "a blank that is not of ASCII"),
    ({"email": "safer\x1b[2J@council.example"}, None, NO_SUCH_ADDRESS, "an escape to a terminal"),
    ({"email": "safer\u202e@council.example"}, None, NO_SUCH_ADDRESS, "a direction mark"),
    ({"email": f"{'s' * 240}@council.example"}, None, NO_SUCH_ADDRESS, "an address without end"),
    ({"sub": None}, None, NO_SUBJECT, "nobody in particular"),
    ({"sub": ""}, None, NO_SUBJECT, "an empty subject"),
    ({"sub": 7}, None, NO_SUBJECT, "a subject that is no text"),
    ({"sub": "7\n8"}, None, NO_SUBJECT, "a subject of two lines"),
]


@pytest.mark.parametrize(("claims", "email", "fault", "why"), CLAIMS, ids=[c[-1] for c in CLAIMS])
def test_a_person_is_their_verified_address(settings, claims, email, fault, why):
    found = person(SIGNED_IN | claims)
    assert (found.email, found.fault) == (email, fault)
    assert rights(found, settings).any is (fault is None)
    assert refusal(found, None, settings, NOW) == fault


def test_nobody_signed_in_is_nobody():
    assert person(None) == person({}) == NOBODY


@pytest.mark.parametrize("iat", [None, True, "1279789200", 1e30, float("nan"), float("inf"), -1e30, [1]], ids=repr)
def test_a_time_that_is_none_is_not_believed(settings, iat):
    found = person(SIGNED_IN | {"iat": iat})
    assert found.signed_in_at is None
    assert stale(found, settings, NOW)
    assert refusal(found, None, settings, NOW) == UNDATED_SAID


ALIKE = [
    ("\u017fafer@council.example", "a long s, which folds to s"),
    ("manager@council.example".replace("m", "\uff4d"), "a full-width m"),
    ("safer@council.example".replace("a", "\u0430"), "a Cyrillic a"),
    ("\u017fafer@council.example".upper().lower().replace("s", "\u017f", 1), "there and back again"),
    ("two@council.example".replace("t", "\u1e97"), "a t with a mark"),
]


@pytest.mark.parametrize(("address", "why"), ALIKE, ids=[row[-1] for row in ALIKE])
def test_a_letter_that_looks_or_folds_like_another_gives_no_right_of_the_others(settings, address, why):
    assert not rights(person(SIGNED_IN | {"email": address}), settings).any


@pytest.mark.parametrize("letter", [chr(code) for code in range(128, 0x10000) if chr(code).casefold().isascii()])
def test_no_letter_folds_into_one_of_ascii(settings, letter):
    """All there are: a long s, a Kelvin sign, ligatures. The roles file gives their ASCII twins a right."""
    settings.roles.write_text(f'managers = ["{letter.casefold()}@council.example"]', "utf-8")
    assert rights(person(SIGNED_IN | {"email": f"{letter.casefold().upper()}@council.example"}), settings).manager
    assert not rights(person(SIGNED_IN | {"email": f"{letter}@council.example"}), settings).any


def test_two_sign_ins_of_one_person_are_told_apart_and_one_is_always_the_same():
    first = person(SIGNED_IN | {"nonce": "a"})
    assert first.mark == person({"is_logged_in": True, "tokens": {}} | SIGNED_IN | {"nonce": "a"}).mark
    assert len({first.mark, person(SIGNED_IN | {"nonce": "b"}).mark, person(SIGNED_IN | {"iat": 1279789201}).mark}) == 3
    assert (first.subject, first.issuer) == ("7", "https://sign-in.example")


def test_how_somebody_came_is_told_for_a_receipt(monkeypatch):
    assert person(SIGNED_IN).came() == {
        "by": "sign-in",
        "subject": "7",
        "issuer": "https://sign-in.example",
        "at": "2010-07-22T09:00:00Z",
    }
    assert LOCAL.came() == {"by": "local mode"}
    assert NOBODY.came() == {"by": "nobody"}
    monkeypatch.setenv("LOGNAME", "safer@council.example")
    monkeypatch.setenv("USER", "safer@council.example")
    typed = on_command_line(" safer@council.example ", NOW)
    said = typed.came()
    assert (typed.name, said["by"]) == ("safer@council.example", "command line")
    assert said["system_user"] not in ("", "safer@council.example"), "an environment variable may say anybody"


def test_whoever_a_command_is_from_is_one_line():
    """What is said with --from stands in logs, lists and on receipts: it forges no line of them."""
    now = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
    assert on_command_line(" A manager\nHead of the log: none ", now).name == "A manager\ufffdHead of the log: none"


def test_the_shipped_example_is_a_roles_file():
    from oxdash.settings import HOME

    known = roles(HOME / ".streamlit" / "roles.example.toml")
    assert known.fault is None
    assert len(known.officers) == 7
