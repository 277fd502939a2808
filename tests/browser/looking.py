"""Opening a page and waiting, as a person does, until it has answered and is drawn."""

import contextlib
import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, WebSocket, expect
from playwright.sync_api import TimeoutError as PageTimeout
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from oxdash.web.screen import LOOK_AGAIN
from tests.conftest import PATIENCE as SECONDS

PATIENCE = (
    1000 * SECONDS
)  # milliseconds: a machine out of breath takes its time, and a page that hangs is found all the same
SHUT = (500, 2_000, *[15_000] * 18)  # milliseconds after which what was opened is not there any more, try by try
PRESSES = 200  # of Tab, after which something is not there to be reached
expect.set_options(timeout=PATIENCE)

# A page left alone asks every minute whether anything has come in. Here it does when a test says lookAgain(): else what
# a test has on its screen would change under its hands, on a slow machine alone. And it counts the keys that reach an
# element: a press that comes to nobody, because a redraw took the focus away, does nothing and can be made again.
IN_OUR_HANDS = f"""(() => {{
    const every = window.setInterval
    window.setInterval = (act, after, ...more) => {{
        if (after !== {LOOK_AGAIN * 1000}) return every(act, after, ...more)
        window.lookAgain = act
        return 0
    }}
    window.keys = performance.timeOrigin
    addEventListener('keydown', one => {{ window.keys += one.target === document.body ? 0 : 1 }}, true)
}})()"""
DRAWN = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))"
AMISS = """told => {
    const shown = one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 0
    const drawn = (chart, drawing) => drawing && shown(drawing)  // for a screen as wide as it is by now
        && drawing.getBoundingClientRect().width <= chart.getBoundingClientRect().width + 1
    const app = document.querySelector('[data-testid=stApp]')
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(shown)
    const found = {
        'a run': app && app.dataset.testScriptState !== 'notRunning',
        'something of the run before': document.querySelector('[data-stale=true]'),
        'something drawn by a script that is not here yet': document.querySelector('[data-testid=stSkeleton]'),
        'letters': document.fonts.status !== 'loaded',
        'a chart': !charts.every(one => drawn(one, one.querySelector('svg.main-svg'))),
    }
    const amiss = Object.keys(found).filter(one => found[one])
    return told ? amiss : amiss.length === 0
}"""

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
        self.runs = 0  # that have begun, whoever asked
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
            self.unheard, self.running, self.runs = False, True, self.runs + 1
        elif kind == "script_finished":
            self.running = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


_CONVERSATIONS: WeakKeyDictionary[Page, Conversation] = WeakKeyDictionary()


def listen(page: Page) -> Conversation:
    """The page's conversation, from before its first address on."""
    if page not in _CONVERSATIONS:
        page.add_init_script(IN_OUR_HANDS)
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
    while True:
        try:
            page.evaluate(DRAWN)
            return
        except PlaywrightError as gone:  # what was left does not draw itself any more: the page that comes does
            _left_for_another(gone)


def _left_for_another(fault: PlaywrightError) -> bool:
    """True where a page could not answer because it was left just then; any other fault is raised."""
    if "context was destroyed" not in str(fault):
        raise fault
    return True


def heard(page: Page, known: Callable[[], bool]) -> None:
    """Listen to the page until something is known of its conversation."""
    end = time.monotonic() + PATIENCE / 1000
    while not known():
        assert time.monotonic() < end, "The page was not answered to the end."
        page.wait_for_timeout(20)  # only then are messages heard


def left_alone(page: Page) -> None:
    """A minute goes by on an open page, which looks again by itself and is answered."""
    conversation = listen(page)
    runs = conversation.runs
    page.evaluate("lookAgain()")
    heard(page, lambda: conversation.runs > runs)
    answered(page)


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
    conversation = listen(page)
    while True:
        answered(page)
        expect(page.get_by_test_id("stApp")).to_be_attached()
        at_rest(page)
        if conversation.resting:
            return


def at_rest(page: Page) -> None:
    """Nothing of what is drawn is still to come, all of it at one moment; a page of another kind too."""
    try:
        page.wait_for_function(AMISS, arg=False)
    except PageTimeout as late:
        raise AssertionError(f"The page still waits for {page.evaluate(AMISS, True)}.") from late


def come_to(page: Page, element: Locator) -> None:
    """Press Tab until the element, or something in it, has the focus, where it has not yet."""
    for _ in range(PRESSES):
        if has_focus(element):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {element}")


def has_focus(element: Locator) -> bool:
    return element.evaluate("one => one === document.activeElement || one.contains(document.activeElement)")


def pressed(page: Page, key: str) -> bool:
    """Press a key, and say whether it came to an element: a redraw may have taken the focus away just before."""
    before = page.evaluate("keys")
    page.keyboard.press(key)
    try:
        return page.evaluate("keys") != before
    except PlaywrightError as gone:
        return _left_for_another(gone)


def written(box: Locator, text: str) -> None:
    """Come to a box and type in place of what stands in it; again where letters went astray, as a person sees."""
    page = box.page
    for _ in range(20):
        come_to(page, box)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(text)
        drawn(page)
        if box.input_value() == text:
            return
    raise AssertionError(f"{text} cannot be typed over what stands there: {box.input_value()}")


def find(box: Locator, text: str, option: str) -> None:
    """Type into a box until its list has that one option, and take it; again where a late answer shuts the list."""
    page, found = box.page, box.page.get_by_role("option")
    conversation = listen(page)
    for patience in SHUT:
        settled(page)
        written(box, text)
        with contextlib.suppress(AssertionError):
            expect(found).to_have_text([option], timeout=patience)  # as a person sees before Enter
            asked = conversation.asked
            page.keyboard.press("Enter")
            drawn(page)
            if conversation.asked > asked:
                settled(page)
                return
        page.keyboard.press("Escape")
    raise AssertionError(f"{text} brings {found.all_inner_texts()}, or it cannot be taken")


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
