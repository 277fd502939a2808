"""What somebody without a mouse does on a page; only the window in which a file is chosen is the browser's own."""

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Browser, FileChooser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PageTimeout

from tests.browser.council import HOW, PEOPLE, Council
from tests.browser.looking import PRESSES, SHUT, come_to, drawn, heard, listen, look, pressed, settled

NAMED = (
    """one => one.ariaLabel || [...one.labels ?? []].map(label => label.innerText).join(' ') || one.innerText || ''"""
)
TRIES = 20  # of a press or a word that came to nobody


def reach(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called that."""
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
        if _is_at(page, name):
            return
    raise AssertionError(f"Nothing called {name!r} was reached in {PRESSES} presses of Tab.")


def _is_at(page: Page, name: str) -> bool:
    return bool(re.search(name, page.evaluate(f"({NAMED})(document.activeElement)").strip()))


def _press(page: Page, name: str, key: str = "Enter") -> None:
    for _ in range(TRIES):
        reach(page, name)
        if pressed(page, key):
            return
    raise AssertionError(f"{key} never came to what is called {name!r}.")


def enter(page: Page, name: str) -> None:
    """Reach a button or a link, press it and wait for what comes of it."""
    _press(page, f"^{name}")
    settled(page)


def entered(element: Locator) -> None:
    """Come to a button or a link and press it, with no waiting for what comes of it."""
    for _ in range(TRIES):
        come_to(element.page, element)
        if pressed(element.page, "Enter"):
            return
    raise AssertionError(f"Enter never came to {element}")


def typed(page: Page, label: str, text: str) -> None:
    """Reach a box and type into it; over what stands there where letters went astray."""
    for _ in range(TRIES):
        if not _is_at(page, f"^{label}"):
            reach(page, f"^{label}")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(text)
        drawn(page)
        if page.evaluate("document.activeElement.value") == text:
            return
    raise AssertionError(f"{text!r} cannot be typed into {label!r}.")


def typed_day(box: Locator, day: str) -> None:
    """Type day, month and year into the parts of a box, each of which hands on to the next; again until all hold."""
    parts = [box.get_by_role("spinbutton", name=re.compile(f"^{part}")) for part in ("day", "month", "year")]
    for _ in range(TRIES):
        come_to(box.page, parts[0])
        box.page.keyboard.type(day)
        drawn(box.page)
        if "".join(part.inner_text() for part in parts) == day:
            return
        box.page.keyboard.press("Shift+Tab")
    raise AssertionError(f"{day} cannot be typed into {box}")


def tick(page: Page, label: str) -> None:
    """Tick a box of a form, or by itself."""
    for _ in range(TRIES):
        reach(page, f"^{label}")
        page.keyboard.press("Space")
        drawn(page)
        if page.evaluate("document.activeElement.checked"):
            return
    raise AssertionError(f"{label!r} cannot be ticked.")


def taken(page: Page, button: str) -> bytes:
    """The file behind a button."""
    with page.expect_download() as found:
        _press(page, f"^{button}$")
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
    _press(page, "^Sign in")
    expect(page.get_by_role("button", name=who, exact=True)).to_be_visible()
    reach(page, f"^{who}$")
    page.keyboard.press("Enter")  # the provider's own page, which nothing draws anew
    expect(page.get_by_text(f"Signed in: {PEOPLE[who]}")).to_be_visible()
    settled(page)
    return page
