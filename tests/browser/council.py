"""A council's dashboard with a sign-in: the product, and an OpenID Connect provider beside it, on loopback.

Signing in works on localhost only: people use the very address that the provider sends them back to.
"""

import contextlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import free_port, served
from tests.browser.looking import listen, look, settled
from tests.returning import folder

PEOPLE = {
    "safer": "safer.officer@council.example",
    "planning": "planning.officer@council.example",
    "manager": "partnerships.manager@council.example",
    "stranger": "someone@council.example",
}
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
    cookies: dict = field(default_factory=dict)  # of people who have signed in once already


@contextlib.contextmanager
def provider() -> Iterator[str]:
    port = free_port()
    people = [json.dumps({"sub": sub, "email": email, "name": sub}) for sub, email in PEOPLE.items()]
    command = [str(Path(sys.executable).parent / "oidc-provider-mock"), "-p", str(port)]
    command += [word for one in people for word in ("--user-claims", one)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        for _ in range(120):
            assert process.poll() is None, "The provider of the test's sign-in ended before it answered."
            with contextlib.suppress(OSError):
                urlopen(f"{address}/.well-known/openid-configuration", timeout=5)
                break
            time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def council(tmp: Path, **settings: str) -> Iterator[Council]:
    with provider() as found, started(at := settled_in(tmp, found), **settings):
        yield at
    shutil.rmtree(tmp / ".streamlit")


def settled_in(tmp: Path, provider: str) -> Council:
    """A council's folder with everything that its dashboard needs, and people who sign in at ``provider``."""
    data, roles = folder(tmp), tmp / "roles.toml"
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
    page.get_by_role("button", name=re.compile("^Sign in")).first.click()
    page.get_by_role("button", name=who, exact=True).click()
    expect(page.get_by_text(f"Signed in: {PEOPLE[who]}")).to_be_visible()
    settled(page)


def sign_out(page: Page, at: Council, who: str) -> None:
    """From a page of somebody signed in to the same page, signed out here and everywhere."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()  # the provider's own page
    expect(page.get_by_role("button", name="Sign in", exact=True).first).to_be_visible()
    settled(page)
    at.cookies.pop(who, None)  # every copy of the cookie is worth nothing from now on


def somebody(browser: Browser, at: Council, who: str | None, path: str, **context) -> Page:
    """A page in a browser of its own, signed in: through the provider the first time, with its cookie from then on."""
    known = at.cookies.get(who)
    context = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "storage_state": known} | context
    page = browser.new_context(**context).new_page()
    look(page, at.address + path)
    if who and not known:
        sign_in(page, who)
        at.cookies[who] = page.context.storage_state()
    return page


def upload(page: Page, name: str, contents: bytes) -> None:
    """Give the box a workbook and wait until the page says what came of it."""
    conversation = listen(page)
    asked = conversation.asked
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": contents}
    with page.expect_response(lambda response: response.request.method == "PUT"):
        page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    while conversation.asked == asked:  # the bytes have arrived; that they have is asked of the page by itself
        page.wait_for_timeout(20)
    settled(page)


def download(page: Page, button: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(found.value.path()).read_bytes()


def confirm_all(page: Page) -> None:
    """Tick every reading that is asked about; what there is to tick is known once there is something to press."""
    expect(page.get_by_role("button", name="Submit this return")).to_be_visible()
    for label in page.locator("[data-testid=stCheckbox] label", has_text="I confirm").all():
        label.click()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    settled(page)
