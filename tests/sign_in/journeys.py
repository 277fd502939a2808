"""`make sign-in`: the sign-in tried against a certified OpenID provider (oidc-provider, of npm), in a real Chromium.

Run by its own target and not with the other tests, for it needs the provider. Each start of it has a new key, and it
asks for PKCE. Where it differs from the provider of the other tests: it refuses a prompt that OpenID Connect leaves to
providers, and puts the claims of a scope into the identity token only where it is told to.
"""

import contextlib
import json
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from oxdash import access
from oxdash.settings import HOME
from oxdash.web import current_person, sign_in
from tests.browser.conftest import end, free_port
from tests.browser.council import PEOPLE, Council, settled_in, started
from tests.browser.looking import look, settled
from tests.returning import CODE

PROVIDER = HOME / "build" / "sign_in" / "provider.mjs"
DESK = f"/submit?partnership={CODE}&quarter=2009-10+Q4"
SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"

[auth.default]
client_id = "oxdash"
client_secret = "only for this test"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid profile email"{prompt} }}
{more}
"""
LOGIN = ', prompt = "login"'
ASKS_FOR_CLAIMS = (
    """authorize_params = { claims = '{"id_token": {"email": {"essential": true}, "email_verified": null}}' }"""
)


@dataclass
class Provider:
    """oidc-provider at an address that stays, whatever it is started with."""

    port: int
    tmp: Path

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @contextlib.contextmanager
    def started(self, at: Council, **asked) -> Iterator[None]:
        people = {name: {"email": email, "email_verified": True} for name, email in PEOPLE.items()}
        client = {"redirect_uri": f"{at.address}/oauth2callback", "secret": "only for this test"}
        said = {"port": self.port, "client": client, "people": people, "in_id_token": True} | asked
        with (self.tmp / "provider.log").open("ab") as log:
            process = subprocess.Popen(["node", PROVIDER, json.dumps(said)], stdout=log, stderr=log)
        try:
            while True:
                assert process.poll() is None, (self.tmp / "provider.log").read_text("utf-8")
                with (
                    contextlib.suppress(OSError),
                    urlopen(f"{self.address}/.well-known/openid-configuration", timeout=5),
                ):
                    break
                time.sleep(0.1)
            yield
        finally:
            end(process)


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    if not PROVIDER.with_name("node_modules").exists():
        pytest.fail("oidc-provider is not installed. Run: make sign-in", pytrace=False)
    tmp = tmp_path_factory.mktemp("sign-in")
    provider = Provider(free_port(), tmp)
    at = settled_in(tmp, provider.address)
    yield at, provider


@contextlib.contextmanager
def dashboard(at: Council, provider: Provider, *, prompt: str = LOGIN, more: str = "") -> Iterator[None]:
    said = SECRETS.format(address=at.address, provider=provider.address, prompt=prompt, more=more)
    (at.data.parent / ".streamlit" / "secrets.toml").write_text(said, "utf-8")
    with started(at):
        yield


@pytest.fixture(scope="module")
def at(tried):
    """A dashboard that the provider stands beside, started and ended by each test."""
    with dashboard(*tried):
        yield tried[0]


def came_to(browser, at: Council, path: str = DESK) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    look(page, at.address + path)
    return page


def log_in(page: Page, who: str) -> None:
    page.get_by_role("button", name=re.compile("^Sign in")).first.click()
    page.get_by_placeholder("Enter any login").fill(who)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1, .ox-lead").first).to_be_visible()
    settled(page)


def signed_in(page: Page, who: str) -> None:
    expect(page.get_by_text(f"Signed in: {PEOPLE[who]}")).to_be_visible()


def test_in_with_a_code_and_pkce_and_out_again(browser, at, tried):
    with tried[1].started(at):
        page = came_to(browser, at)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        log_in(page, "safer")
        signed_in(page, "safer")
        assert page.url == at.address + DESK
        (authorised,) = [parse_qs(urlsplit(url).query) for url in asked if urlsplit(url).path == "/auth"]
        assert authorised["response_type"] == ["code"]
        assert authorised["code_challenge_method"] == ["S256"]
        copied = page.context.storage_state()

        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Yes, sign me out").click()
        expect(page.get_by_role("button", name="Sign in", exact=True).first).to_be_visible()
        assert page.url == at.address + DESK
        replayed = browser.new_context(storage_state=copied).new_page()
        look(replayed, at.address + DESK)
        expect(replayed.locator(".ox-lead", has_text=access.SIGNED_OUT)).to_be_visible()

        log_in(page, "safer")  # at once; the provider asks for the password again
        signed_in(page, "safer")
        for one in (page, replayed):
            one.context.close()


def test_a_key_that_was_changed_meanwhile(browser, at, tried):
    with tried[1].started(at):
        before = came_to(browser, at)
        log_in(before, "safer")
        signed_in(before, "safer")
    with tried[1].started(at):  # by a key of its own
        after = came_to(browser, at)
        log_in(after, "planning")
        signed_in(after, "planning")
        look(before, at.address + DESK)
        signed_in(before, "safer")
    for one in (before, after):
        one.context.close()


def test_whoever_breaks_it_off_is_told_where_they_came_from(browser, at, tried):
    with tried[1].started(at):
        page = came_to(browser, at)
        page.get_by_role("button", name="Sign in").first.click()
        page.get_by_role("link", name="Cancel").click()
        said = page.get_by_role("note", name="Signing in and out")
        expect(said).to_have_text(current_person.WORDS[sign_in.DENIED])
        assert page.url == at.address + DESK
        page.context.close()


def test_a_provider_that_does_not_answer_is_told(browser, at):
    page = came_to(browser, at)
    page.get_by_role("button", name="Sign in").first.click()
    said = page.get_by_role("note", name="Signing in and out")
    expect(said).to_have_text(current_person.WORDS[sign_in.UNREACHED])
    assert page.url == at.address + DESK
    page.context.close()


UNVERIFIED = "Your sign-in has not verified your e-mail address, so it does not count. Verify it there, then sign in."
NO_ADDRESS = (
    "Your sign-in does not say your e-mail address (the claim email), so it does not count. "
    "Ask whoever looks after the dashboard to have it sent."
)
LACKING = [
    # what the provider is started with, what is said, why
    ({"people": {"safer": {"name": "Safer"}}}, NO_ADDRESS, "a person without an address"),
    ({"people": {"safer": {"email": PEOPLE["safer"], "email_verified": False}}}, UNVERIFIED, "an address not verified"),
    ({"in_id_token": False}, NO_ADDRESS, "an address that stands outside the identity token"),
]


@pytest.mark.parametrize(("asked", "said", "why"), LACKING, ids=[row[-1] for row in LACKING])
def test_a_claim_that_is_missing_is_told(browser, at, tried, asked, said, why):
    with tried[1].started(at, **asked):
        page = came_to(browser, at)
        log_in(page, "safer")
        expect(page.locator(".ox-lead", has_text=said)).to_be_visible()
        expect(page.locator("[data-testid=stFileUploader]")).to_have_count(0)
        page.context.close()


def test_claims_can_be_asked_into_the_identity_token(browser, tmp_path_factory):
    tmp = tmp_path_factory.mktemp("claims")
    provider = Provider(free_port(), tmp)
    at = settled_in(tmp, provider.address)
    with dashboard(at, provider, more=ASKS_FOR_CLAIMS), provider.started(at, in_id_token=False):
        page = came_to(browser, at)
        log_in(page, "safer")
        signed_in(page, "safer")
        page.context.close()


def test_a_prompt_that_the_provider_does_not_know_is_told(browser, tmp_path_factory):
    """Streamlit asks for select_account, which no standard obliges a provider to know, where nothing else is set."""
    tmp = tmp_path_factory.mktemp("prompt")
    provider = Provider(free_port(), tmp)
    at = settled_in(tmp, provider.address)
    with dashboard(at, provider, prompt=""), provider.started(at):
        page = came_to(browser, at)
        page.get_by_role("button", name="Sign in").first.click()
        said = page.get_by_role("note", name="Signing in and out")
        expect(said).to_have_text(current_person.WORDS[sign_in.FAILED])
        page.context.close()
    assert "unsupported prompt value requested" in (tmp / "server.log").read_text("utf-8")
