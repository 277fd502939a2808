"""A council's dashboard with a sign-in: the product, and an OpenID Connect provider beside it, on loopback.

Signing in works on localhost only: people use the very address that the provider sends them back to.
"""

import contextlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from oxdash.settings import Settings
from tests.browser.conftest import end, free_port, served, until_it_answers, with_a_tab_open
from tests.browser.looking import come_to, heard, listen, look, settled
from tests.returning import FEW, OTHER, few

PEOPLE = {
    "safer": "safer.officer@council.example",
    "planning": "planning.officer@council.example",
    "manager": "partnerships.manager@council.example",
    "lead": "safer.lead@council.example",
    "stranger": "someone@council.example",
}
UNDER_WAY = 1000  # milliseconds after which what was pressed has come to the lock
SIGN_IN = re.compile("^Sign in")
HOW = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
ROLES = """managers = ["partnerships.manager@council.example"]

[officers]
"safer.officer@council.example" = ["safer-communities"]
"planning.officer@council.example" = ["spatial-planning"]
"""
SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "oxdash"
client_secret = "only for this test"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid profile email" }}
"""


@dataclass(frozen=True)
class Council:
    address: str
    data: Path
    roles: Path
    server: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)  # ends its dashboard
    browsers: dict[str | None, BrowserContext] = field(default_factory=dict)  # of each person, and the public's

    def anew(self, **settings: str) -> None:
        """Start its dashboard; where it runs, end it before."""
        self.server.close()
        self.server.enter_context(started(self, **settings))

    def go_home(self) -> None:
        """Close everybody's browser: the tab that each keeps open keeps a process."""
        for one in self.browsers.values():
            if one.browser and one.browser.is_connected():
                one.close()
        self.browsers.clear()


@contextlib.contextmanager
def provider() -> Iterator[str]:
    port = free_port()
    people = [json.dumps({"sub": sub, "email": email, "name": sub}) for sub, email in PEOPLE.items()]
    command = [str(Path(sys.executable).parent / "oidc-provider-mock"), "-p", str(port)]
    command += [word for one in people for word in ("--user-claims", one)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        until_it_answers(process, f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        end(process)


@contextlib.contextmanager
def council(tmp: Path, **settings: str) -> Iterator[Council]:
    with provider() as found:
        at = settled_in(tmp, found)
        with at.server:
            at.anew(**settings)
            yield at
            at.go_home()
    shutil.rmtree(tmp / ".streamlit")


def settled_in(tmp: Path, provider: str) -> Council:
    """A council's folder with everything that its dashboard needs, and people who sign in at ``provider``."""
    data, roles = few(tmp, (*FEW, OTHER)), tmp / "roles.toml"
    roles.write_text(ROLES, "utf-8")
    address = f"http://localhost:{free_port()}"
    secrets = tmp / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(SECRETS.format(address=address, provider=provider), "utf-8")
    return Council(address, data, roles)


def started(at: Council, **settings: str) -> contextlib.AbstractContextManager[str]:
    """Its dashboard, answering."""
    port = int(at.address.rpartition(":")[2])
    return served(
        "oxdash.web.server:app", at.data.parent, data=at.data, port=port, OXDASH_ROLES=str(at.roles), **settings
    )


def sign_in(page: Page, who: str) -> None:
    """From a page with a Sign in button to the same page, signed in."""
    page.get_by_role("button", name=SIGN_IN).first.click()
    page.get_by_role("button", name=who, exact=True).click()
    expect(page.get_by_text(f"Signed in: {PEOPLE[who]}")).to_be_visible()
    settled(page)


def sign_out(page: Page) -> None:
    """From a page of somebody signed in to the same page, signed out here and everywhere."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()  # the provider's own page
    expect(page.get_by_role("button", name="Sign in", exact=True).first).to_be_visible()
    settled(page)


def stranger(browser: Browser, at: Council, path: str) -> Page:
    """A page in a browser that has never been here; closed with its browser."""
    page = browser.new_context(**HOW).new_page()
    look(page, at.address + path)
    return page


def somebody(browser: Browser, at: Council, who: str | None, path: str) -> Page:
    """A page in a person's own browser, where they are signed in; None is a reader, who never is."""
    if who not in at.browsers:
        at.browsers[who] = with_a_tab_open(browser.new_context(**HOW), "http://localhost/")
    page = at.browsers[who].new_page()
    look(page, at.address + path)
    if who:  # the page says one of the two, as soon as it knows which
        wanted = page.get_by_role("button", name=SIGN_IN)
        expect(wanted.or_(page.get_by_text(f"Signed in: {PEOPLE[who]}")).first).to_be_visible()
        if wanted.count():
            sign_in(page, who)
    return page


def upload(page: Page, name: str, contents: bytes) -> None:
    """Give the box a workbook and wait until the page says what came of it."""
    settled(page)
    conversation = listen(page)
    asked = conversation.asked
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": contents}
    with page.expect_response(lambda response: response.request.method == "PUT"):
        page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    heard(page, lambda: conversation.asked > asked)  # the bytes have arrived; the page then asks by itself
    settled(page)


def download(page: Page, button: str) -> bytes:
    settled(page)  # else a button may stand there twice: as it was, and as it will be
    with page.expect_download() as found:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(found.value.path()).read_bytes()


def readings(page: Page) -> Locator:
    """The boxes of all readings that are asked about. A browser draws a box once it has fetched what draws boxes."""
    expect(page.get_by_role("button", name="Submit this return")).to_be_visible()
    settled(page)  # the table is whole
    asked = page.get_by_role("table", name="To be confirmed when you submit").locator("tbody tr")
    boxes = page.locator("[data-testid=stCheckbox] label", has_text="I confirm")
    expect(boxes).to_have_count(asked.count())
    return boxes


def confirm_all(page: Page) -> None:
    """Tick every reading that is asked about."""
    for label in readings(page).all():
        label.click()


def press(page: Page, button: str) -> None:
    settled(page)
    page.get_by_role("button", name=button, exact=True).click()
    settled(page)


def press_twice(page: Page, at: Council, button: str, *, by_keyboard: bool = False) -> None:
    """Press, and press again while what the first press does is under way: another writer holds the audit log so long.

    It holds it for less than anybody waits for it: whoever has no mouse has come to the button before.
    """
    settled(page)
    conversation, pressed = listen(page), page.get_by_role("button", name=button, exact=True)
    if by_keyboard:
        come_to(page, pressed)
    audit = Settings(data=at.data).audit
    with FileLock(audit.with_name(f".{audit.name}.lock")):
        for _ in range(2):
            asked = conversation.asked
            pressed.press("Enter") if by_keyboard else pressed.click()
            heard(page, lambda asked=asked: conversation.asked > asked)
            page.wait_for_timeout(UNDER_WAY)
    settled(page)
