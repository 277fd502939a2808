"""Blocks as accessible HTML: a page of the app; a paper, as the body of the static page and the preview on screen."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import htpy as h
from markupsafe import Markup

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
    Tree,
    or_sentence,
)
from oxdash.documents.first_screen import Picture as WholePicture
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
from oxdash.documents.page_blocks import Beside, Facts, Key, Notice, PageBlock, Panel, Tally
from oxdash.output import html_table, html_tiles, status
from oxdash.output.element import Drawn, bullets, facts, heading, joined, link, paragraph, prose, shown, stacked
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status

Draw = Callable[[Chart], Drawn]
Address = Callable[..., str]  # of a page, and of the target, partnership, quarter or paper that it is about
_KINDS = {"": "ox-p", "paper": "ox-p ox-paper", "wrapped": "ox-note ox-wrap"}


def page(blocks: Iterable[PageBlock], to: Address) -> Markup:
    """The blocks of a page of the app, every link to where ``to`` says."""
    return joined([h.div(class_="ox")[part(blocks, to)]])


def outcome(blocks: Iterable[PageBlock], to: Address, number: int) -> Markup:
    """The same of what came of a button, to which oxdash/web/outcome.js leads the reader where the number is new."""
    return joined([h.div(class_="ox", data_outcome=str(number))[part(blocks, to)]])


def part(blocks: Iterable[PageBlock], to: Address) -> Markup:
    """The same of a part of a page."""
    return joined(map(_How(to).block, blocks))


def body(outline: Outline, draw: Draw, *, level: int = 1, contents: Drawn = None) -> Markup:
    """The paper under its title, of that ``level``.

    ``draw`` makes a chart's picture, or nothing; ``contents`` stands under the title.
    """
    blocks = (made for _, made in _drawn(outline, _How(None, draw, level)))
    return joined([paragraph(outline.over, "ox-over"), heading(outline.title, level), contents, *blocks])


def _drawn(outline: Outline, how: "_How") -> Iterator[tuple[PageBlock, Drawn]]:
    """Each block of a paper, drawn; a picture before its first heading stands under its title, no level skipped."""
    first = next((n for n, one in enumerate(outline.blocks) if isinstance(one, Heading)), 0)
    under_title = replace(how, above=how.above - 1)
    for n, one in enumerate(outline.blocks):
        yield one, (under_title if n < first else how).block(one)


def preview(outline: Outline) -> Markup:
    """The paper to be read on a page of the app, each part of it folded away under its heading until it is asked for.

    A chart is there by its words and its table.
    """
    top = min((one.level for one in outline.of(Heading)), default=1)
    parts: list[tuple[Drawn, list[Drawn]]] = [(None, [])]
    for one, made in _drawn(outline, _How(None, _no_picture, 2)):
        if isinstance(one, Heading) and one.level == top:
            parts.append((made, []))
        else:
            parts[-1][1].append(made)
    first, *others = parts
    folded = [h.details(class_="ox-fold")[h.summary[title], held] for title, held in others]
    return joined([h.div(class_="ox")[paragraph(outline.over, "ox-over"), heading(outline.title, 2), first[1], folded]])


def _no_picture(_: Chart) -> None:
    return None


@dataclass(frozen=True)
class _How:
    """How blocks are drawn. Without ``to`` they are a paper's: ``draw`` makes its charts; ``above``: its title's level.

    A page's tables are laid out by what their columns say; a paper's by their shares.
    """

    to: Address | None = None
    draw: Draw = _no_picture
    above: int = 1

    def block(self, one: PageBlock) -> Drawn:
        block = or_sentence(one)
        match block:
            case Heading():
                return heading(self.line(block.text), block.level + self.above, anchor=block.anchor)
            case Paragraph():
                return paragraph(self.line(block.text), _KINDS.get(block.kind, f"ox-{block.kind}"))
            case Bullets():
                return self.bullets(block)
            case Tree():
                return self.tree(block)
            case Table():
                return self.table(block)
            case WholePicture():
                return self.tiles(block)
            case Chart():
                return self.chart(block)
            case Schedule():
                return self.schedule(block)
            case Facts():
                made = facts((self.line(name), self.line(said)) for name, said in block.pairs)
                return h.div(class_="ox-brief")[made] if block.brief else made
            case Prose():
                return prose(block.text)
            case Tally():
                return _tally(block)
            case Beside():
                parts = [h.section[[self.block(each) for each in part]] for part in block.parts]
                return h.div(class_="ox-beside")[parts]
            case Key():
                return status.key(block.with_close)
            case Notice():
                lines = [h.p[self.line(line)] for line in block.lines]
                return h.div(class_="ox-notice", role="note", aria_label=block.label)[lines]
            case Panel():
                return self.panel(block)
            case _:
                assert isinstance(block, PageBreak), f"a page has no {type(block).__name__}"
                return None

    def panel(self, one: Panel) -> Drawn:
        said: dict[str, str | None] = {}
        if one.kind == "receipt":
            said = {"role": "status"}
        elif one.kind == "error":
            said = {"role": "alert", "aria_labelledby": one.anchor, "tabindex": "-1"}
        elif one.anchor:
            said = {"id": one.anchor, "tabindex": "-1"}
        return h.div(class_=f"ox-{one.kind}", **said)[[self.block(each) for each in one.blocks]]

    def bullets(self, one: Bullets) -> Drawn:
        if not one.numbered:
            return bullets(map(self.line, one.lines))
        return h.ol(class_="ox-list")[[h.li[self.line(line)] for line in one.lines]]

    def tree(self, one: Tree) -> Drawn:
        """Lists within lists, which are heard as such and need no picture to be understood."""
        levels: list[list[tuple[Drawn, list]]] = [[]]
        for depth, held in one.lines:
            del levels[depth + 1 :]
            under: list = []
            levels[depth].append((self.line(held), under))
            levels.append(under)
        listed = _nested(levels[0], one.caption)
        return h.div(class_="ox-chain")[paragraph(one.caption, "ox-note"), listed] if listed else None

    def chart(self, one: Chart) -> Drawn:
        """Number and headline as real text, then picture, table and source.

        The picture is moved under a telephone's screen where its letters would be too small to read.
        """
        drawn, named = self.draw(one), f"Figure {one.number}"
        region = {"role": "region", "aria_label": named, "tabindex": "0"}
        return h.div(class_="ox-figure")[
            heading(f"{named}: {one.headline}", self.above + 2),
            paragraph(one.under, "ox-note"),
            h.div(class_="ox-scroll", **region)[drawn] if drawn else None,
            self.table(one.table),
            paragraph(one.source, "ox-source"),
        ]

    def tiles(self, one: WholePicture) -> Drawn:
        """The picture; in a paper under its headline, as any chart."""
        drawn = html_tiles.of(one.drawing, f"{one.subtitle}. {one.sentence}", self.line, self.address, one.anchor)
        if self.to:
            return drawn
        return h.div(class_="ox-figure")[
            heading(one.headline, self.above + 2),
            paragraph(one.subtitle, "ox-note"),
            drawn,
            paragraph(one.source, "ox-source"),
        ]

    def table(self, one: Table) -> Drawn:
        return (html_table.of_page if self.to else html_table.of_paper)(one, self.line)

    def line(self, held: Any) -> Drawn:
        """What stands in a line or a cell."""
        match held:
            case tuple():
                first, *below = held or (None,)
                return stacked([self.line(first), *(self.line(one) for one in below if not wording.missing(one))])
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
                return status.bar(held.off_track, held.insufficient_data, held.on_track, held.close, held.longest)
            case Listed():
                made = [self.line(one) for one in held.items]
                return bullets(made) if len(made) > 1 else joined(made)
            case Prose():
                return prose(held.text)
            case Tagged():
                return self.tagged(held)
            case _:
                return shown(held)

    def link(self, one: Link) -> Drawn:
        return link(one.text, self.address(one), title=one.title)

    def address(self, one: Link) -> str | None:
        """Where a link leads, if anywhere: in a paper none does to a page."""
        if one.page and self.to:
            return self.to(one.page, **one.about) + (f"#{one.anchor}" if one.anchor else "")
        return one.address or (f"#{one.anchor}" if one.anchor else None)

    def sentence(self, one: Sentence) -> Markup:
        named = self.link(Link(f"{one.target} {one.title}".rstrip(), "target", target=one.target))
        said = h.span(class_="ox-sub")[one.rest]
        if one.below is None:
            return joined([named, said])
        below = h.span(class_="ox-sub")[one.below] if one.below else None
        return joined([named, h.span(class_="ox-side")[said, below]])

    def tagged(self, one: Tagged) -> Drawn:
        said = self.line(one.text)
        if one.spoken:
            return joined([h.span(aria_hidden="true")[said], h.span(class_="ox-hidden")[one.spoken]])
        if one.look == "sign":
            return h.span(aria_hidden="true")[said]
        if one.anchor is not None:
            return h.span(id=one.anchor or None, tabindex="-1")[said]
        match one.look:
            case "":
                return h.span[said]
            case "strong":
                return h.strong[said]
            case "code":
                return h.code[said]
            case _:
                return h.span(class_=f"ox-{one.look}")[said]

    def schedule(self, one: Schedule) -> Markup:
        """Two columns: side by side where there is room, one below the other where there is not."""
        level = self.above + 2
        columns = [("Performance", one.performance), ("Response", one.response)]
        parts = [
            h.div[heading(name, level), [_section(each, level + 1) for each in sections]] for name, sections in columns
        ]
        return joined([paragraph(one.caption, "ox-note"), h.div(class_="ox-columns")[parts]])


def _nested(lines: list[tuple[Drawn, list]], label: str | None = None) -> Drawn:
    if not lines:
        return None
    return h.ul(class_="ox-tree", role="list", aria_label=label)[
        [h.li[h.div(class_="ox-node")[said], _nested(under)] for said, under in lines]
    ]


def _section(one: Section, level: int) -> Markup:
    return joined([heading(one.heading, level) if one.heading else None, bullets(one.lines)])


def _tally(one: Tally) -> Drawn:
    by_status = {
        Status.OFF_TRACK: one.counts.off_track,
        Status.INSUFFICIENT_DATA: one.counts.insufficient_data,
        Status.ON_TRACK: one.counts.on_track,
    }
    return h.div(class_="ox-counts")[[status.counted(each, by_status[each]) for each in wording.ORDER]]
