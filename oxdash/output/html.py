"""Blocks as accessible HTML: a page of the app; a paper, as the body of the static page and the preview on screen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from oxdash.documents import inline
from oxdash.documents.blocks import (
    Bullets,
    Chart,
    Heading,
    Outline,
    PageBreak,
    Paragraph,
    Schedule,
    Section,
    Table,
    or_sentence,
)
from oxdash.documents.inline import (
    Aside,
    Bar,
    Figure,
    Link,
    Listed,
    Prose,
    Sentence,
    StatusWord,
    Tagged,
    Words,
)
from oxdash.documents.page_blocks import Facts, Key, Notice, PageBlock, Panel, Tally
from oxdash.output import html_table, status
from oxdash.output.element import (
    block,
    bullets,
    element,
    facts,
    heading,
    joined,
    link,
    paragraph,
    prose,
    stacked,
)
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status

Draw = Callable[[Chart], Markup]
Address = Callable[..., str]  # of a page, and of the target, partnership, quarter or paper that it is about
DEEPEST = 6  # of HTML's headings
_ABOUT = ("partnership", "target", "quarter", "paper", "kind")  # what a link to a page can say that it is of
_KINDS = {"": "ox-p", "paper": "ox-p ox-paper", "wrapped": "ox-note ox-wrap"}


def page(blocks: Iterable[PageBlock], to: Address) -> Markup:
    """The blocks of a page of the app, every link to where ``to`` says."""
    return block(part(blocks, to))


def part(blocks: Iterable[PageBlock], to: Address) -> Markup:
    """The same of a part of a page."""
    return joined(map(_How(to).block, blocks))


def body(outline: Outline, draw: Draw, *, level: int = 1, contents: Markup | None = None) -> Markup:
    """The paper under its title, of that ``level``.

    ``draw`` makes a chart's picture, or nothing; ``contents`` stands under the title.
    """
    how = _How(None, draw, level)
    blocks = (how.block(one) for one in outline.blocks)
    return joined([paragraph(outline.over, "ox-over"), heading(outline.title, level), contents, *blocks])


def preview(outline: Outline) -> Markup:
    """The paper to be read on a page of the app; a chart is there by its words and its table."""
    return block(body(outline, lambda _: Markup(""), level=2))


@dataclass(frozen=True)
class _How:
    """How blocks are drawn. Without ``to`` they are a paper's: ``draw`` makes its charts; ``above``: its title's level.

    A page's tables are laid out by what their columns say; a paper's by their shares.
    """

    to: Address | None = None
    draw: Draw = lambda _: Markup("")
    above: int = 1

    def block(self, one: PageBlock) -> Markup:
        shown = or_sentence(one)
        match shown:
            case Heading():
                return heading(self.line(shown.text), min(shown.level + self.above, DEEPEST), anchor=shown.anchor)
            case Paragraph():
                return paragraph(self.line(shown.text), _KINDS.get(shown.kind, f"ox-{shown.kind}"))
            case Bullets():
                return self.bullets(shown)
            case Table():
                return self.table(shown)
            case Chart():
                return self.chart(shown)
            case Schedule():
                return self.schedule(shown)
            case Facts():
                made = facts((self.line(name), self.line(said)) for name, said in shown.pairs)
                return element("div", made, class_="ox-brief") if shown.brief else made
            case Prose():
                return prose(shown.text)
            case Tally():
                return _tally(shown)
            case Key():
                return status.key(shown.with_close)
            case Notice():
                lines = (element("p", self.line(line)) for line in shown.lines)
                return element("div", *lines, class_="ox-notice", role="note", aria_label=shown.label)
            case Panel():
                return self.panel(shown)
            case _:
                assert isinstance(shown, PageBreak), f"a page has no {type(shown).__name__}"
                return Markup("")

    def panel(self, one: Panel) -> Markup:
        said: dict[str, str | None] = {}
        if one.kind == "receipt":
            said = {"role": "status"}
        elif one.kind == "error":
            said = {"role": "alert", "aria_labelledby": one.anchor, "tabindex": "-1"}
        elif one.anchor:
            said = {"id": one.anchor, "tabindex": "-1"}
        return element("div", *map(self.block, one.blocks), class_=f"ox-{one.kind}", **said)

    def bullets(self, one: Bullets) -> Markup:
        if not one.numbered:
            return bullets(map(self.line, one.lines))
        return element("ol", *(element("li", self.line(line)) for line in one.lines), class_="ox-list")

    def chart(self, one: Chart) -> Markup:
        """Number and headline as real text, then picture, table and source."""
        return element(
            "div",
            heading(f"Figure {one.number}: {one.headline}", min(self.above + 2, DEEPEST)),
            paragraph(one.subtitle, "ox-note"),
            self.draw(one),
            self.table(one.table),
            paragraph(one.source, "ox-source"),
            class_="ox-figure",
        )

    def table(self, one: Table) -> Markup:
        return (html_table.of_page if self.to else html_table.of_paper)(one, self.line)

    def line(self, held: Any) -> Any:
        """What stands in a line or a cell; text is given as it is, to be escaped where it is put in."""
        match held:
            case tuple():
                first, *below = held or (None,)
                return stacked([self.line(first), *(self.line(one) for one in below if not inline.missing(one))])
            case Link():
                return self.link(held)
            case Words():
                return joined(map(self.line, held.parts))
            case Sentence():
                return self.sentence(held)
            case StatusWord():
                return (status.small_badge if held.short else status.badge)(held.status, held.close)
            case Figure():
                return stacked(held.stacked)
            case Aside():
                return stacked((held.text, held.beside))
            case Bar():
                return status.bar(held.off_track, held.insufficient_data, held.on_track, held.close)
            case Listed():
                made = [self.line(one) for one in held.items]
                return bullets(made) if len(made) > 1 else joined(made)
            case Prose():
                return prose(held.text)
            case Tagged():
                return self.tagged(held)
            case _:
                return None if inline.missing(held) else held

    def link(self, one: Link) -> Markup:
        address = one.address or (f"#{one.anchor}" if one.anchor else None)
        if one.page and self.to:
            asked = {name: value for name in _ABOUT if (value := getattr(one, name)) is not None}
            address = self.to(one.page, **asked)
        return link(one.text, address, title=one.title)

    def sentence(self, one: Sentence) -> Markup:
        named = self.link(Link(f"{one.target} {one.title}".rstrip(), "target", target=one.target))
        said = element("span", one.rest, class_="ox-sub")
        if one.below is None:
            return joined([named, said])
        below = element("span", one.below, class_="ox-sub") if one.below else None
        return joined([named, element("span", said, below, class_="ox-side")])

    def tagged(self, one: Tagged) -> Markup:
        said = self.line(one.text)
        if one.spoken:
            hidden = element("span", one.spoken, class_="ox-hidden")
            return joined([element("span", said, aria_hidden="true"), hidden])
        if one.look == "sign":
            return element("span", said, aria_hidden="true")
        if one.anchor is not None:
            return element("span", said, id=one.anchor or None, tabindex="-1")
        if not one.look:
            return element("span", said)
        if one.look in ("strong", "code"):
            return element(one.look, said)
        return element("span", said, class_=f"ox-{one.look}")

    def schedule(self, one: Schedule) -> Markup:
        """Two columns: side by side where there is room, one below the other where there is not."""
        level = min(self.above + 2, DEEPEST)
        columns = [("Performance", one.performance), ("Response", one.response)]
        parts = [
            element("div", heading(name, level), *(_section(one, level + 1) for one in sections))
            for name, sections in columns
        ]
        return joined([paragraph(one.caption, "ox-note"), element("div", *parts, class_="ox-columns")])


def _section(one: Section, level: int) -> Markup:
    return joined([heading(one.heading, min(level, DEEPEST)) if one.heading else None, bullets(one.lines)])


def _tally(one: Tally) -> Markup:
    by_status = {
        Status.OFF_TRACK: one.counts.off_track,
        Status.INSUFFICIENT_DATA: one.counts.insufficient_data,
        Status.ON_TRACK: one.counts.on_track,
    }
    return element("div", *(status.counted(each, by_status[each]) for each in wording.ORDER), class_="ox-counts")
