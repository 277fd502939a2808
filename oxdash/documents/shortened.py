"""Texts and lists that are cut to the room there is, each saying that it is."""

from collections.abc import Sequence

MORE = "see the Board paper and the dashboard"
CUT = "…"


def short(text: object, letters: int) -> str:
    """The text on one line, cut between words where it is longer."""
    said = " ".join(str(text).split())
    if len(said) <= letters:
        return said
    return f"{said[:letters].rsplit(' ', 1)[0].rstrip(' ,;:.')}{CUT}"


def listed(words: Sequence[str], most: int, between: str = ", ") -> str:
    """``a, b and c``; past ``most``, the rest as a number."""
    shown, left = list(words)[:most], len(words) - most
    if left > 0:
        shown.append(f"{left} more ({MORE})")
    return between.join([*shown[:-2], " and ".join(shown[-2:])]) if between == ", " else between.join(shown)


def some(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """The first ``most`` lines, and how many more there are."""
    left = len(lines) - most
    return (*lines[:most], f"And {left} more: {MORE}.") if left > 0 else tuple(lines)
