"""Blocks that only a page has: what is counted, large; facts by their names; notices and panels; pictures."""

from dataclasses import dataclass
from typing import Any

from oxdash.charts import Drawing
from oxdash.documents.blocks import Block, Chart, Paragraph
from oxdash.documents.inline import Prose, Tagged
from oxdash.findings.counts import Counts


@dataclass(frozen=True)
class Tally:
    """The three counts, large, each under its word."""

    counts: Counts


@dataclass(frozen=True)
class Key:
    """What each status looks like; "close to target" only where a rule has a tolerance."""

    with_close: bool = False


@dataclass(frozen=True)
class Facts:
    """Names and what they are; one of which there is nothing to say is left out. ``brief``: closely set."""

    pairs: tuple[tuple[Any, Any], ...]
    brief: bool = False


@dataclass(frozen=True)
class Notice:
    """What a reader has to be told before reading on; ``label`` is heard before it."""

    lines: tuple[Any, ...]
    label: str = "Please note"


@dataclass(frozen=True)
class Panel:
    """Blocks that stand together, set off from the rest.

    ``kind``: version; receipt, which is announced when it appears; error, announced at once, whose heading is the
    ``anchor``; reading, which can be led to by its ``anchor``.
    """

    kind: str
    blocks: tuple[Any, ...]
    anchor: str | None = None


@dataclass(frozen=True)
class Beside:
    """Parts that stand side by side where there is room, each of its blocks: closely set, to be taken in at once."""

    parts: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A chart to look into, under its message, and to save under ``name``; its table stands elsewhere on the page."""

    chart: Chart
    name: str

    @property
    def drawing(self) -> Drawing:
        return self.chart.drawing

    @property
    def sentence(self) -> str:
        """What says the same for whoever cannot see it."""
        return self.chart.said

    @property
    def above(self) -> tuple[Paragraph, ...]:
        """Its message, and what is measured, where and when."""
        return Paragraph(Tagged(self.chart.headline, "strong")), Paragraph(self.chart.under, "note")

    @property
    def below(self) -> Paragraph:
        """What it is made from."""
        return Paragraph(self.chart.source, "source")


PageBlock = Block | Tally | Key | Facts | Notice | Panel | Beside | Picture | Prose
