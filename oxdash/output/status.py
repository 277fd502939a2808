"""Status as it looks in HTML: the word always, with its icon and its shape; colour comes last.

And the style sheet of everything that is drawn as HTML, for a page of the app or of paper.
"""

from functools import cache
from pathlib import Path
from urllib.parse import quote

import htpy as h

from oxdash.output.element import joined
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.wording import INK, OUTLINE, PAPER, SERIES

FEW, MANY = "42rem", "54rem"  # a table as narrow as this becomes cards; one with many columns sooner
SLUGS = {
    Status.ON_TRACK: "on",
    Status.OFF_TRACK: "off",
    wording.CLOSE: "close",
    Status.INSUFFICIENT_DATA: "unknown",
}
# 20 x 20 drawings; {0} is the colour of the lines.
_DRAWINGS = {
    wording.LOOKS[Status.ON_TRACK].icon: '<circle cx="10" cy="10" r="8.2"/><path d="M6 10.4l2.8 2.8L14 7.4"/>',
    wording.LOOKS[
        Status.OFF_TRACK
    ].icon: '<path d="M10 1.2L18.8 10L10 18.8L1.2 10Z"/><path d="M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6"/>',
    wording.LOOKS[wording.CLOSE].icon: '<path d="M10 2L18.6 17.6H1.4Z"/><path d="M10 7.6v4.4M10 14.6v.4"/>',
    wording.LOOKS[Status.INSUFFICIENT_DATA].icon: '<circle cx="10" cy="10" r="8.2" stroke-dasharray="3 2.15"/>'
    '<path d="M7.6 8c.1-1.5 1.1-2.3 2.4-2.3s2.4.8 2.4 2.1c0 1.6-2.3 1.9-2.3 3.6M10.1 14v.3"/>',
}


def icon(name: str, colour: str) -> str:
    """The drawing as a data address for CSS: st.html drops <svg> itself, and nothing may come from outside."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="18" height="18" viewBox="0 0 20 20" fill="none" '
        f'stroke="{colour}" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">{_DRAWINGS[name]}</svg>'
    )
    return "data:image/svg+xml," + quote(drawing, safe="/:=,.- '\"").replace('"', "'")


def drawing(name: str) -> str:
    """The drawing's strokes, as SVG in a square of 20: colour and width are those of what it stands in."""
    return _DRAWINGS[name]


def look_of(status: str) -> wording.Look:
    """The look of a key of wording.LOOKS."""
    return wording.LOOKS[status]


def slug(status: str, close: bool = False) -> str:
    """on, off, close or unknown: the name of a status in a style sheet."""
    return SLUGS[wording.CLOSE] if close and status == Status.OFF_TRACK else SLUGS[Status(status)]


def badge(status: str, close: bool = False) -> h.Element:
    """The word on its fill, behind its icon."""
    return h.span(class_=f"ox-status ox-{slug(status, close)}")[wording.status_words(status, close)]


def small_badge(status: str, close: bool = False) -> h.Element:
    """A short word and the icon where a row of quarters has no room; a screen reader hears the whole word."""
    look = wording.look(status, close)
    return h.span(class_=f"ox-status ox-small ox-{slug(status, close)}")[
        h.span(aria_hidden="true")[look.short],
        h.span(class_="ox-hidden")[wording.status_words(status, close)],
    ]


def counted(status: str, count: int) -> h.Element:
    """A count under its word and icon, large."""
    return h.div(class_="ox-count")[
        h.span(class_="ox-count-number")[f"{count:,}"],
        h.span(class_=f"ox-status ox-{slug(status)}")[wording.look(status).word],
    ]


def bar(off_track: int, insufficient_data: int, on_track: int, close: int = 0, longest: int = 0) -> h.Element:
    """One thin stacked bar, in the order of every stack; its words are its name.

    ``close`` of those off track missed by no more than the tolerance. ``longest`` is the longest bar beside it.
    """
    counts = {
        Status.OFF_TRACK: off_track - close,
        wording.CLOSE: close,
        Status.INSUFFICIENT_DATA: insufficient_data,
        Status.ON_TRACK: on_track,
    }
    said = wording.listed([f"{n} {status}" for status, n in counts.items() if n]) or "no targets"
    segments = [
        h.span(class_=f"ox-segment ox-{SLUGS[status]}", style=f"flex-grow:{n}") for status, n in counts.items() if n
    ]
    whole = off_track + insufficient_data + on_track
    width = f"width:{100 * whole / longest:.1f}%" if longest > whole else None
    return h.span(class_="ox-bar", role="img", aria_label=said, style=width)[segments]


def key(with_close: bool = False) -> h.Element:
    """What each status looks like, in words; "close to target" only where a rule has a tolerance."""
    shown = [badge(status) for status in wording.ORDER]
    if with_close:
        shown.insert(1, badge(Status.OFF_TRACK, close=True))
    return h.p(class_="ox-key")[joined(shown, " ")]


@cache
def style_sheet() -> str:
    """CSS text. Colours and icons come from the house style; nothing in it is fetched from anywhere."""
    rules = [f":root{{--ox-ink:{INK};--ox-paper:{PAPER};--ox-outline:{OUTLINE};--ox-blue:{SERIES[0]}}}"]
    for status, look in wording.LOOKS.items():
        rules.append(
            f".ox-{SLUGS[status]}{{--fill:{look.fill};--on-fill:{look.text};--edge:{look.outline};"
            f'--icon:url("{icon(look.icon, look.text)}")}}'
        )
    here = Path(__file__).parent
    cards = (here / "cards.css").read_text(encoding="utf-8")
    many = cards.replace(".ox-cards", ".ox-cards.ox-many")
    rules += [(here / name).read_text(encoding="utf-8") for name in ("style.css", "tiles.css", "officers.css")]
    rules.append(f"@media screen{{@container (max-width:{FEW}){{{cards}}}@container (max-width:{MANY}){{{many}}}}}")
    return "\n".join(rules)
