"""How much room a native chart has: on a page of a paper, or on a slide, where letters are larger."""

from dataclasses import dataclass

POINTS = 10.0
WIDE, TALL = 453.5, 255.1  # points: 16 by 9 cm


@dataclass(frozen=True)
class Room:
    """How many points wide and tall a chart is, how large its letters are, and their language."""

    width: float = WIDE
    height: float = TALL
    points: float = POINTS
    language: str = "en-GB"

    @property
    def label(self) -> float:
        """A line of text, of the height."""
        return 0.052 * (self.points / POINTS) * (TALL / self.height)

    @property
    def letter(self) -> float:
        """A letter of Arial, on average, of the width."""
        return 0.0118 * (self.points / POINTS) * (WIDE / self.width)


ON_PAPER = Room()
