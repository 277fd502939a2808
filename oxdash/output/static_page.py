"""The position as one HTML file that any web server can serve and anyone can save and print.

Nothing in it is fetched: style, icons and charts stand in the file itself, and no script is needed. A policy in its
head (Content Security Policy) has the browser keep to that, wherever the file is put: it lets in the one style sheet by
its hash and icons written into it, and no script, address, form or style of any text.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import quote

import htpy as h
from markupsafe import Markup

from oxdash.documents import papers
from oxdash.documents.blocks import Chart, Heading, Outline
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.output import chart_svg, html, status, unbroken
from oxdash.output.element import Drawn, bullets, heading, joined, link
from oxdash.vocabulary import safe_text

LARGEST = 1_000_000  # bytes; a page that is sent to many is not larger
_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')
_WIDTH = re.compile(r'<col style="width:([0-9]+)\.([0-9])%">')
_HTML = h.Element("html")  # h.html would write a doctype before it, in small letters
_STYLE = Path(__file__).with_name("page.css").read_text("utf-8")


def write(at: Standing, kind: papers.Kind = papers.Kind.BOARD, partnership: str | None = None) -> bytes:
    """A paper as a page, the Board's with every target and its sentence; ``partnership`` as for `papers.outline`.

    The same bytes for the same position and edition.
    """
    outline = _with_anchors(papers.outline(kind, at, partnership))
    title = f"{outline.title}: {at.edition.reference}" if at.edition.reference else outline.title
    contents = None if outline.one_page else _contents(outline)
    body, widths = _with_widths(html.body(outline, picture, contents=contents))
    return _whole(title, at.council.language, body, outline.footer, widths)


def index(title: str, language: str, blocks: Iterable[PageBlock], footer: str) -> bytes:
    """A page that leads to files beside it, in the same dress and under the same policy."""
    return _whole(title, language, joined([heading(title, 1), html.part(blocks, _nowhere)]), footer)


def _nowhere(*_: object, **__: object) -> str:
    raise LookupError("a page by itself leads to no page of the app")


def _whole(title: str, language: str, body: Markup, footer: str, widths: str = "") -> bytes:
    style = status.style_sheet() + _STYLE + widths
    page = _HTML(lang=language)[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(http_equiv="Content-Security-Policy", content=policy(style)),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title[title],
            # what is put into a style element is taken as it is; all of it is ours
            h.style[Markup(style)],  # noqa: S704
        ],
        h.body[
            h.a(href="#content", class_="skip")["Skip to the content"],
            h.main[h.div(class_="ox")[unbroken.in_markup(body)]],
            h.footer[h.p[footer]],
        ],
    ]
    head, _, rest = str(page).partition("<body")
    return safe_text.whole(f"<!DOCTYPE html>\n{head}<body{safe_text.markup(rest)}\n").encode()


def policy_of(page: bytes) -> str:
    """The policy that stands in a page made here, for a header that says it too."""
    found = _POLICY.search(page)
    if found is None:
        raise ValueError("a page of another make")
    return unescape(found[1].decode())


def policy(style: str) -> str:
    """The policy of a page whose style sheet is ``style``: icons that are in it may be shown, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def _with_widths(body: Markup) -> tuple[Markup, str]:
    """The body with the widths of its columns as classes, and the rules of those: no element has a style of its own.

    What is looked for has signs in it that any text has lost when it was put in.
    """
    widths = sorted({(int(whole), tenths) for whole, tenths in _WIDTH.findall(body)})
    rules = "".join(f".ox-w{whole}-{tenths} {{ width: {whole}.{tenths}%; }}\n" for whole, tenths in widths)
    # of a plain text: joined as Markup, what takes the place of a match would be escaped
    return Markup(_WIDTH.sub(r'<col class="ox-w\1-\2">', str(body))), rules  # noqa: S704


def picture(chart: Chart) -> Drawn:
    """A chart of an outline as a drawing in the page."""
    return chart_svg.drawn(chart.drawing, chart.said, f"chart-{chart.number}")


def _contents(outline: Outline) -> Drawn:
    """The sections of the page, as links."""
    sections = [link(one.text, f"#{quote(one.anchor)}") for one in outline.of(Heading) if one.level == 1]
    return h.nav(aria_label="Contents")[bullets(sections)]


def _with_anchors(outline: Outline) -> Outline:
    """Every heading of the first level can be linked to."""
    blocks = tuple(
        replace(one, anchor=one.anchor or one.text.lower().replace(" ", "-").replace(":", ""))
        if isinstance(one, Heading) and one.level == 1
        else one
        for one in outline.blocks
    )
    return replace(outline, blocks=blocks)
