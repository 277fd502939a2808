"""What axe finds on a page in light and in dark, wide and narrow."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.looking import answered, at_rest, drawn, listen

View = tuple[str, int]  # light or dark, and how many pixels wide
VIEWS: list[View] = [("light", 1280), ("dark", 1280), ("light", 390)]
WORN = """dark => {
    const page = document.querySelector('[data-testid=stApp]') ?? document.body
    const [red, green, blue, alpha] = getComputedStyle(page).backgroundColor.match(/[\\d.]+/g).map(Number)
    const moving = one => one.playState === 'running' && one.effect.getComputedTiming().iterations !== Infinity
    const side = document.querySelector('[data-testid=stSidebar]')?.getBoundingClientRect()
    const resting = !side || (innerWidth > 768 ? side.left === 0 : side.right <= 0)  // it slides out beside a wide page
    return resting && (alpha !== 0 && red + green + blue < 384) === dark && !document.getAnimations().some(moving)
}"""
RUN = """async ([within, options]) => {
    const found = await axe.run(within, {resultTypes: ['violations'], ...options})
    return found.violations.map(one => [one.id, one.impact, one.nodes.map(node => node.html.slice(0, 200))])
}"""
COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}  # the rules of axe's category that it runs unasked


def wear(page: Page, scheme: str, width: int) -> None:
    """Light or dark, and so many px wide, once colours, menu and charts have come: a loaded machine takes its time."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    drawn(page)
    page.wait_for_function(WORN, arg=scheme == "dark")
    answered(page)
    at_rest(page)


def axe_finds(page: Page, options: dict | None = None, within: str = "html") -> dict[tuple[str, str], list[str]]:
    """What axe reports: rule and severity, with the elements; of a page at rest from first to last."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    conversation = listen(page)
    while True:
        answered(page)
        at_rest(page)
        runs = conversation.runs
        found = page.evaluate(RUN, [within, options or {}])
        drawn(page)
        if conversation.runs == runs:
            return {(rule, impact): where for rule, impact, where in found}


def in_views(page: Page, views: list[View] = VIEWS) -> Iterator[tuple[View, dict[tuple[str, str], list[str]]]]:
    """Each view, worn, with what axe finds there; in dark, where light was as wide, it looks at colours alone.

    Nothing else differs there: the elements are the same, and stand where they stood.
    """
    whole = set()
    for scheme, width in views:
        wear(page, scheme, width)
        yield (scheme, width), axe_finds(page, COLOUR if width in whole else None)
        whole.add(width)
