"""The picture of the agreement as one drawing: for papers, slides and files. On white in every theme; text is text."""

from collections.abc import Iterator

import htpy as h
from markupsafe import Markup

from oxdash.charts.description import FAINT, WIDTH
from oxdash.charts.tiles import GAP, LABEL, LEAST_ROW, MEANS, PADDING, Head, Layout, Row, Size, Tile, Tiles
from oxdash.output import status
from oxdash.output.element import Drawn
from oxdash.output.pdf.fonts import ems, fitted
from oxdash.vocabulary.wording import INK, OUTLINE, PAPER

PAGE = 16.0  # cm: what an A4 page holds between its margins
AROUND = 64.0  # points of a page: its headline and its source, which stand with it
SOFT, LINE = OUTLINE, "#b9bcbf"
_HEAD, _STACKED = 42, 18  # px: the heads, and what they take more where words stand below their counts
_KEY, _NOTHING = 24, 18  # px: the key, and a line in place of the picture
_NAME, _SMALL, _CODE = 11.5, 10.5, 11.5  # px of letters; at 16 cm across 10.5 px are 6.8 points
_BESIDE = 6  # px between what stands beside a row and its first column
_ARROWS = {"▼": "M0 0h7l-3.5 5.5z", "▲": "M0 5.5h7l-3.5 -5.5z"}


def drawn(tiles: Tiles, said: str, name: str, *, width: float = WIDTH, label: float = LABEL) -> h.Element:
    """The drawing, so many px wide. ``said`` is for whoever cannot see it; ``name`` makes its ids its own.

    ``label``: px of the column of names.
    """
    made = _Drawing(tiles, name, width, label)
    box = f"0 0 {_n(width)} {_n(made.height)}"
    return h.svg(viewBox=box, role="img", aria_labelledby=f"{name}-said", class_="ox-drawing")[
        h.title(id=f"{name}-said")[said],
        h.rect(width=_n(width), height=_n(made.height), fill=PAPER),
        made.inside(),
    ]


def inside(tiles: Tiles, name: str, width: float) -> list[Drawn]:
    """What is drawn, to stand in a drawing; else as `drawn`."""
    return _Drawing(tiles, name, width, LABEL).inside()


def across(cm: float) -> float:
    """px of a drawing so many cm wide: its letters are as large whatever page it stands on."""
    return round(cm / PAGE * WIDTH)


def height(tiles: Tiles, width: float = WIDTH, label: float = LABEL) -> float:
    """How tall the drawing is, so many px wide."""
    return _Drawing(tiles, "", width, label).height


def fitting(tiles: Tiles, wide: float, tall: float, across: float) -> float:
    """How wide a drawing so many px ``across`` stands where there is so much room, in any unit: all of it is seen."""
    return min(wide, tall * across / height(tiles, across))


class _Drawing:
    """Where everything stands."""

    def __init__(self, tiles: Tiles, name: str, width: float, label: float) -> None:
        self.tiles, self.name, self.width = tiles, name, width
        self.layout: Layout = tiles.layout(width, label=label)
        heads = zip(tiles.heads, self.layout.columns, strict=True)
        self.stacked = any(_beside(head) > wide for head, wide in heads)  # counts above words
        self.head = _HEAD + (_STACKED if self.stacked else 0)
        self.rows = [self._tall(row, lines) for row, lines in zip(tiles.rows, self.layout.lines, strict=True)]

    @property
    def height(self) -> float:
        return _NOTHING if self.tiles.empty else self.head + sum(self.rows) + (_KEY if self._signs else 4)

    @property
    def _signs(self) -> tuple[str, ...]:
        return () if self.layout.size == Size.COUNTED else self.tiles.signs

    def _tall(self, row: Row, lines: int) -> float:
        words = 13.0 * len(_words(row, self.layout.label)) + 4
        return max(lines * self.layout.tile, LEAST_ROW[self.layout.size], words) + PADDING

    def inside(self) -> list[Drawn]:
        return [h.defs[self._hatch()], *self._parts()]

    def _parts(self) -> Iterator[Drawn]:
        if self.tiles.empty:
            yield _text(self.tiles.nothing, 0, 13, 12)
            return
        y = float(self.head)
        for head, x in zip(self.tiles.heads, self._columns(), strict=True):
            yield from _head(head, x, self.name, stacked=self.stacked)
        yield _level(y, self.width, INK, 1.5)
        for row, tall in zip(self.tiles.rows, self.rows, strict=True):
            for n, (line, bold) in enumerate(_words(row, self.layout.label)):
                yield _text(line, 0, y + 14 + 13 * n, _NAME if bold else _SMALL, INK if bold else SOFT, bold=bold)
            for cell, head, x, across in zip(
                row.cells, self.tiles.heads, self._columns(), self.layout.across, strict=True
            ):
                yield from self._cell(cell, head, x, y + 3, across)
            y += tall
            yield _level(y, self.width, LINE, 1)
        for x in self._columns():
            yield h.path(d=f"M{_n(x - 4)} 0V{_n(y)}", stroke=LINE, stroke_width="1")
        yield from self._key(y)

    def _columns(self) -> Iterator[float]:
        """Where each column begins."""
        x = self.layout.label
        for wide in self.layout.columns:
            yield x + 4
            x += wide

    def _cell(self, cell: tuple[Tile, ...], head: Head, x: float, y: float, across: int) -> Iterator[Drawn]:
        if not cell:
            yield _text("none", x, y + 11, _SMALL, SOFT)
            return
        if self.layout.size == Size.COUNTED:
            yield from _box(head.status, x, y, 58, 26, self.name)
            yield _icon(head.status, x + 5, y + 5, 16)
            yield _text(f"{len(cell):,}", x + 26, y + 18, 15, head.look.text, bold=True)
            return
        wide = (self.layout.columns[self.tiles.heads.index(head)] - 6) / across
        for n, tile in enumerate(cell):
            at = (x + wide * (n % across), y + self.layout.tile * (n // across))
            yield from self._tile(tile, *at, wide - GAP, self.layout.tile - GAP)

    def _tile(self, tile: Tile, x: float, y: float, wide: float, tall: float) -> Iterator[Drawn]:
        yield from _box(tile.status, x, y, wide, tall, self.name)
        yield _icon(tile.status, x + 3.5, y + 3, 12)
        room = wide - 20 - (_sign_width(tile.sign) + 3 if tile.sign else 0)
        yield self._squeezed(tile.target, x + 18, y + 13, _CODE, room, tile, bold=True)
        if self.layout.size == Size.NAMED:
            yield self._squeezed(tile.name, x + 4, y + 26, _SMALL, wide - 7, tile)
        if tile.sign:
            yield from _sign(tile.sign, x + wide - _sign_width(tile.sign) - 2, y + 2.5)

    def _squeezed(
        self, text: str, x: float, y: float, size: float, room: float, tile: Tile, *, bold: bool = False
    ) -> Drawn:
        """The text in letters that fit its room; on a hatched ground it stands on a ground of its own."""
        fits = min(size, size * room / max(_wide(text, size, bold=bold), 1))
        ground = {"stroke": PAPER, "stroke_width": "2.5", "paint_order": "stroke"} if tile.look.hatched else {}
        return _text(text, x, y, fits, tile.look.text, bold=bold, **ground)

    def _key(self, y: float) -> Iterator[Drawn]:
        x = 0.0
        for sign in self._signs:
            yield from _sign(sign, x, y + 7)
            yield _text(MEANS[sign], x + _sign_width(sign) + 4, y + 16, _SMALL, SOFT)
            x += _sign_width(sign) + 20 + _wide(MEANS[sign], _SMALL)

    def _hatch(self) -> h.Element:
        """The 45 degree pattern of what is not known."""
        turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        return h.pattern(id=f"{self.name}-hatch", width=7, height=7, **turned)[
            h.rect(width=7, height=7, fill=PAPER), h.line(x1=0, y1=0, x2=0, y2=7, stroke=FAINT, stroke_width="1.4")
        ]


def _words(row: Row, label: float) -> list[tuple[str, bool]]:
    """The lines beside a row: the partnership's name, and beneath it what is told of it."""
    room = label - _BESIDE
    name, told = fitted(row.name, room / _NAME, bold=True), fitted(row.told, room / _SMALL)
    return [(line, True) for line in name] + [(line, False) for line in told]


def _beside(one: Head) -> float:
    """px that count and word take side by side."""
    return _wide(f"{one.count:,}", 24, bold=True) + 6 + _worded(one) + 8


def _worded(one: Head) -> float:
    return _wide(one.look.word, 11.5, bold=True) + 26


def _head(one: Head, x: float, name: str, *, stacked: bool) -> Iterator[Drawn]:
    """The count, large, and the status by its word and icon: beside it, or ``stacked`` below."""
    count = f"{one.count:,}"
    after, down = (x, _STACKED) if stacked else (x + _wide(count, 24, bold=True) + 6, 0)
    yield _text(count, x, 24 if stacked else 32, 24, bold=True)
    yield from _box(one.status, after, 14 + down, _worded(one), 20, name)
    yield _icon(one.status, after + 4, 17 + down, 14)
    ground = {"stroke": PAPER, "stroke_width": "2.5", "paint_order": "stroke"} if one.look.hatched else {}
    yield _text(one.look.word, after + 21, 28 + down, 11.5, one.look.text, bold=True, **ground)


def _box(of: str, x: float, y: float, wide: float, tall: float, name: str) -> Iterator[Drawn]:
    look = status.look_of(of)
    fill = f"url(#{name}-hatch)" if look.hatched else look.fill
    dashed = {"stroke_dasharray": "4 2.5"} if look.hatched else {}
    at = {"x": _n(x), "y": _n(y), "width": _n(wide), "height": _n(tall), "rx": "3.5"}
    yield h.rect(fill=fill, stroke=look.outline, stroke_width="1.2", **at, **dashed)


def _icon(of: str, x: float, y: float, size: float) -> Drawn:
    look = status.look_of(of)
    lines = {"fill": "none", "stroke": look.text, "stroke_width": "2", "stroke_linecap": "round"}
    # one of ours, with nothing typed in it
    return h.g(transform=f"translate({_n(x)} {_n(y)}) scale({_n(size / 20, 3)})", stroke_linejoin="round", **lines)[
        Markup(status.drawing(look.icon))  # noqa: S704
    ]


def _sign_width(sign: str) -> float:
    return 13.0 if sign in _ARROWS else _wide(sign, 8, bold=True) + 6


def _sign(sign: str, x: float, y: float) -> Iterator[Drawn]:
    wide = _sign_width(sign)
    at = {"x": _n(x), "y": _n(y), "width": _n(wide), "height": "11", "rx": "2"}
    yield h.rect(fill=PAPER, stroke=INK, stroke_width="0.8", **at)
    if sign in _ARROWS:
        yield h.path(d=_ARROWS[sign], fill=INK, transform=f"translate({_n(x + 3)} {_n(y + 2.8)})")
    else:
        yield _text(sign, x + 3, y + 8.3, 8, bold=True)


def _level(y: float, wide: float, colour: str, thick: float) -> Drawn:
    return h.path(d=f"M0 {_n(y)}H{_n(wide)}", stroke=colour, stroke_width=_n(thick))


def _text(text: str, x: float, y: float, size: float, fill: str = INK, *, bold: bool = False, **more: str) -> Drawn:
    weight = {"font_weight": "700"} if bold else {}
    return h.text(x=_n(x), y=_n(y), font_size=_n(size), fill=fill, **weight, **more)[text]


def _wide(text: str, size: float, *, bold: bool = False) -> float:
    """How many px a text takes, in letters of that size."""
    return ems(text, bold=bold) * size


def _n(number: float, places: int = 1) -> str:
    """A number of the drawing, as short as it can be said."""
    return f"{number:.{places}f}".rstrip("0").rstrip(".")
