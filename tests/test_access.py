"""Who may do what: a table of people and acts, with the sentence each is answered with."""

from datetime import UTC, datetime, timedelta

import pytest

from oxdash.access import NOBODY, Person, Rights, person, refusal, rights, roles
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
UNDATED = Person("safer@council.example")
STRANGER = Person("stranger@council.example", FRESH)
LOCAL = Person(local=True)

NOT_SIGNED_IN = "You are not signed in. Sign in as an officer of the partnership to do this."
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
    (AHEAD, "safer-communities", False, False, TOO_OLD, "a sign-in from the future is no sign-in"),
    (UNDATED, "safer-communities", False, False, TOO_OLD, "a sign-in with no time on it"),
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


CLAIMS = [
    ({"email": " Safer@Council.Example ", "iat": 1279789200}, "safer@council.example", "folded and trimmed"),
    ({"email": "safer@council.example", "email_verified": False}, None, "an address the sign-in has not verified"),
    ({"email": "safer@council.example", "email_verified": "false"}, None, "the same, said in text"),
    ({"sub": "someone"}, None, "no address at all"),
    (None, None, "nobody signed in"),
]


@pytest.mark.parametrize(("claims", "email", "why"), CLAIMS, ids=[c[-1] for c in CLAIMS])
def test_a_person_is_their_verified_address(claims, email, why):
    assert person(claims).email == email


def test_the_shipped_example_is_a_roles_file():
    from oxdash.settings import HOME

    known = roles(HOME / ".streamlit" / "roles.example.toml")
    assert known.fault is None
    assert len(known.officers) == 7
