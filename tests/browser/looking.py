"""Opening a page and waiting, as a person does, until it has answered and is drawn."""

import contextlib
import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from playwright.sync_api import Locator, Page, WebSocket, expect
from playwright.sync_api import TimeoutError as PageTimeout
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 300_000  # milliseconds: a machine out of breath takes its time, and a page that hangs is found all the same
SHUT = (500, 2_000, *[15_000] * 18)  # milliseconds after which what was opened is not there any more, try by try
expect.set_options(timeout=PATIENCE)

PAGES = {
    "overview": "/",
    "find a target": "/find",
    "side by side": "/compare",
    "partnership": "/partnership?partnership=spatial-planning",
    "target": "/target?target=NI+154",
    "district": "/district?district=Oxford+City",
    "actions": "/actions?as_at=2010-07-22",
    "unknown": "/unknown?as_at=2010-07-22",
    "papers": "/papers",
    "reward": "/reward",
    "grants": "/grants",
    "decisions": "/decisions",
    "accountability": "/accountability?as_at=2010-07-22",
    "target among others": "/target?target=NI+192",
    "other areas": "/others",
    "how judged": "/how_judged",
}


class Conversation:
    """What one page has asked of the server, and what it was answered, by the messages themselves.

    A loaded machine shows a page at rest before its question has left it, and again between two runs of one press. It
    may also send a question while the end of an earlier run is on its way here, which is no answer to it. So a page is
    at rest when a run has begun since it last asked, and the last that began has ended as a whole.
    """

    def __init__(self, page: Page) -> None:
        self.asked = 0  # runs asked for
        self.unheard = False  # no run has begun since
        self.running = False
        page.on("websocket", self._listen)

    @property
    def resting(self) -> bool:
        return not self.unheard and not self.running

    def _listen(self, socket: WebSocket) -> None:
        self.unheard = self.running = False  # nothing is answered any more of what another connection asked
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: bytes | str) -> None:
        if not isinstance(payload, bytes):
            return
        message = BackMsg.FromString(payload)
        if message.WhichOneof("type") == "rerun_script" and not message.rerun_script.is_auto_rerun:
            self.asked, self.unheard = self.asked + 1, True  # what a page left alone asks is nobody's press

    def _received(self, payload: bytes | str) -> None:
        if not isinstance(payload, bytes):
            return
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.unheard, self.running = False, True
        elif kind == "script_finished":
            self.running = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


_CONVERSATIONS: WeakKeyDictionary[Page, Conversation] = WeakKeyDictionary()


def listen(page: Page) -> Conversation:
    """The page's conversation, from before its first address on."""
    if page not in _CONVERSATIONS:
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(PATIENCE)
        _CONVERSATIONS[page] = Conversation(page)
    return _CONVERSATIONS[page]


def look(page: Page, address: str) -> None:
    """Open an address, and wait until its page has been answered and is drawn."""
    opened(page, lambda: page.goto(address))
    expect(page.locator("h1, .ox-lead").first).to_be_visible()


def opened(page: Page, act: Callable[[], object]) -> None:
    """Do what has the browser fetch a page anew, and wait until that has asked, and has been answered and drawn."""
    conversation = listen(page)
    asked = conversation.asked
    act()
    heard(page, lambda: conversation.asked > asked)
    settled(page)


def drawn(page: Page) -> None:
    """The page has drawn itself twice: whatever was done to it has been dealt with, and is being asked or moved."""
    page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))")


def heard(page: Page, known: Callable[[], bool]) -> None:
    """Listen to the page until something is known of its conversation."""
    end = time.monotonic() + PATIENCE / 1000
    while not known():
        assert time.monotonic() < end, "The page was not answered to the end."
        page.wait_for_timeout(20)  # only then are messages heard


def answered(page: Page) -> None:
    """What was pressed or typed has been asked of the server, answered to the end, and the answer has been drawn."""
    conversation = listen(page)
    drawn(page)
    while True:
        heard(page, lambda: conversation.resting)
        drawn(page)  # the messages are here before the page has read them, and what they bring may ask in its turn
        if conversation.resting:
            return


def settled(page: Page) -> None:
    """The page has been answered, and what the answer brought has been drawn, charts included."""
    answered(page)
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # of what is drawn by a script not here yet
    for chart in page.get_by_test_id("stPlotlyChart").filter(visible=True).all():
        expect(chart.locator("svg.main-svg").first).to_be_visible()


def type_over(page: Page, box: Locator, text: str) -> None:
    """Type in place of what stands in a box, and again where what was selected came loose, as a person sees at once."""
    for _ in range(20):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(text)
        drawn(page)
        if box.input_value() == text:
            return
    raise AssertionError(f"{text} cannot be typed over what stands there: {box.input_value()}")


def type_to_find(page: Page, box: Locator, text: str) -> None:
    """Type into a box until its list is there: that shuts where an answer to what was done before comes late."""
    for _ in range(20):
        type_over(page, box, text)
        drawn(page)
        if page.get_by_role("option").count():
            return
        page.keyboard.press("Escape")
        settled(page)
    raise AssertionError(f"{text} brings no list")


def pick(page: Page, box: str, option: str) -> None:
    """Choose from a box's list once the page is at rest; again where an answer to a page left alone shuts the list."""
    for patience in SHUT:
        settled(page)
        page.get_by_role("combobox", name=box, exact=True).click()
        with contextlib.suppress(PageTimeout):
            page.get_by_role("option", name=option).click(timeout=patience)
            settled(page)
            return
    raise AssertionError(f"the list of {box} shuts before {option} is chosen")


def words(page: Page) -> str:
    """What the page says, charts apart."""
    return "\n".join(page.locator("[data-testid=stMain] .ox").all_inner_texts())
