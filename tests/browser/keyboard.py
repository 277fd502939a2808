"""What somebody without a mouse does on a page; only the window in which a file is chosen is the browser's own."""

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Browser, FileChooser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PageTimeout

from tests.browser.council import HOW, PEOPLE, Council
from tests.browser.looking import SHUT, drawn, heard, listen, look, settled

PRESSES = 200
NAMED = (
    """one => one.ariaLabel || [...one.labels ?? []].map(label => label.innerText).join(' ') || one.innerText || ''"""
)


def reach(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called that."""
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
        if re.search(name, page.evaluate(f"({NAMED})(document.activeElement)").strip()):
            return
    raise AssertionError(f"Nothing called {name!r} was reached in {PRESSES} presses of Tab.")


def come_to(page: Page, element: Locator) -> None:
    """Press Tab until the element, or something in it, has the focus, where it has not yet."""
    for _ in range(PRESSES):
        if element.evaluate("one => one === document.activeElement || one.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {element}")


def enter(page: Page, name: str) -> None:
    """Reach a button or a link, press it and wait for what comes of it."""
    reach(page, f"^{name}")
    page.keyboard.press("Enter")
    settled(page)


def entered(button: Locator) -> None:
    """Reach a button and press it, with no waiting for what comes of it."""
    come_to(button.page, button)
    button.page.keyboard.press("Enter")


def typed(page: Page, label: str, text: str) -> None:
    reach(page, f"^{label}")
    page.keyboard.type(text)


def tick(page: Page, label: str) -> None:
    """Tick a box of a form, or by itself."""
    reach(page, f"^{label}")
    page.keyboard.press("Space")
    drawn(page)


def taken(page: Page, button: str) -> bytes:
    """The file behind a button."""
    reach(page, f"^{button}$")
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    settled(page)
    return Path(found.value.path()).read_bytes()


def chosen(page: Page, name: str, contents: bytes, mime: str = "application/octet-stream") -> None:
    """Open the window of the upload box, choose a file there, and wait until the page says what came of it."""
    window = _window(page)
    conversation = listen(page)
    asked = conversation.asked
    with page.expect_response(lambda response: response.request.method == "PUT"):
        window.set_files({"name": name, "mimeType": mime, "buffer": contents})
    heard(page, lambda: conversation.asked > asked)  # the bytes have arrived; the page then asks by itself
    settled(page)


def _window(page: Page) -> FileChooser:
    """The browser's window, opened; again where an answer to a page left alone drew the button anew meanwhile."""
    for patience in SHUT:
        settled(page)
        reach(page, "Upload$")
        with contextlib.suppress(PageTimeout), page.expect_file_chooser(timeout=patience) as window:
            page.keyboard.press("Enter")
            return window.value
    raise AssertionError("the window in which a file is chosen does not open")


def signed_in(browser: Browser, at: Council, who: str, path: str) -> Page:
    """A page in a browser of their own, signed in without a mouse there too."""
    page = browser.new_context(**HOW).new_page()
    look(page, at.address + path)
    reach(page, "^Sign in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=who, exact=True)).to_be_visible()
    reach(page, f"^{who}$")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Signed in: {PEOPLE[who]}")).to_be_visible()
    settled(page)
    return page
