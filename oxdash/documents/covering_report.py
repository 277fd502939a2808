"""What the partnerships manager writes over a paper: background, key issues and the like, who wrote it, whom to ask.

Typed as plain text on *Papers*, or given as a file of TOML. Whatever stands in it is text, never read as markup.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from oxdash.documents.blocks import Block, Heading, Outline, Paragraph
from oxdash.excel import map_text
from oxdash.excel.problems import shown

TITLE = "Covering report"
PARTS = {
    "background": "Background",
    "key_issues": "Key issues",
    "implications": "Implications",
    "next_steps": "Next steps",
}
BY = {"author": "Author", "contact": "Contact"}
LONGEST = 5_000  # characters of a part: two pages of A4
LONGEST_LINE = 150  # of who wrote it, and of whom to ask: one line or two on a sheet of one page
_KEYS = ", ".join([*PARTS, *BY])


@dataclass(frozen=True)
class CoveringReport:
    """A manager's words, a part each; a part that is empty is left out."""

    background: str = ""
    key_issues: str = ""
    implications: str = ""
    next_steps: str = ""
    author: str = ""
    contact: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


NONE = CoveringReport()


@dataclass(frozen=True)
class Mistakes:
    """Why words cannot be used, a sentence each."""

    sentences: tuple[str, ...]


def read(name: str, data: bytes) -> CoveringReport | Mistakes:
    """The words in a file's bytes, or every mistake in them. ``name`` is what sentences call it."""
    raw = map_text.read(name, data, "covering report")
    if isinstance(raw, str):
        return Mistakes((raw,))
    made = of(raw)
    if isinstance(made, Mistakes):
        return Mistakes(tuple(f"{shown(name)}, {sentence}" for sentence in made.sentences))
    return made or Mistakes((f"{shown(name)}: no words stand in it. Write at least one of {_KEYS}.",))


def of(said: Mapping[str, Any]) -> CoveringReport | Mistakes:
    """The words as they were said, by key; or every mistake in them."""
    if found := tuple(mistakes(said)):
        return Mistakes(found)
    return CoveringReport(**{key: text.strip() for key, text in said.items()})


def mistakes(said: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with words by key, a sentence each."""
    for key, text in said.items():
        most = LONGEST if key in PARTS else LONGEST_LINE
        if key not in PARTS and key not in BY:
            yield f"{shown(key)}: there is no such part. The parts are {_KEYS}."
        elif not isinstance(text, str):
            yield f'{key} is {shown(repr(text))}. It has to be text in quotes, such as {key} = "...".'
        elif len(text.strip()) > most:
            yield f"{key} has {len(text.strip()):,} characters: shorten it to {most:,}."
        elif key in BY and len(text.strip().splitlines()) > 1:
            yield f"{key} has more than one line. Write it on one."


def by(report: CoveringReport) -> list[Block]:
    """Who wrote it and whom to ask, on one line; nothing where neither is said."""
    said = [f"{label}: {text.rstrip('.')}." for key, label in BY.items() if (text := getattr(report, key))]
    return [Paragraph(" ".join(said), "note")] if said else []


def parts(report: CoveringReport) -> dict[str, list[str]]:
    """Every part that has words, by what stands over it: its lines."""
    found = {label: getattr(report, key).splitlines() for key, label in PARTS.items()}
    lines = {label: [line.strip() for line in held if line.strip()] for label, held in found.items()}
    return {label: held for label, held in lines.items() if held}


def blocks(report: CoveringReport) -> list[Block]:
    """The same under headings, a paragraph a line; nothing where no part has words."""
    found: list[Block] = []
    for label, lines in parts(report).items():
        found += [Heading(label, 2), *map(Paragraph, lines)]
    return [Heading(TITLE), *found] if found else []


def left_out(outline: Outline, report: CoveringReport) -> Outline:
    """A paper without the parts of the report that stand in it; the same where none do."""
    parts = blocks(report)
    places = [place for place, one in enumerate(outline.blocks) if parts and one == parts[0]]
    if not places:
        return outline
    return replace(outline, blocks=outline.blocks[: places[0]] + outline.blocks[places[0] + len(parts) :])


def before_headings(parts: tuple[Block, ...], report: CoveringReport) -> tuple[Block, ...]:
    """The parts of a paper with the report after what is said first, before the first heading."""
    place = next((place for place, one in enumerate(parts) if isinstance(one, Heading)), len(parts))
    return (*parts[:place], *blocks(report), *parts[place:])
