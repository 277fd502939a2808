"""A letter as its two parts: plain text, and HTML that fetches nothing."""

import textwrap
from collections.abc import Iterator

import htpy as h

from oxdash.documents.blocks import Block, Bullets, Heading, Paragraph
from oxdash.documents.inline import Link, Words, plain
from oxdash.documents.letters import Letter
from oxdash.output import html
from oxdash.output.html import Address

WIDTH = 78  # signs of a line, as e-mail is read


def text(letter: Letter, to: Address) -> str:
    """The letter as plain text; a link is its words and its address."""
    return "\n\n".join(part for block in letter.blocks for part in _parts(block, to)) + "\n"


def page(letter: Letter, to: Address, language: str) -> str:
    """The letter as HTML, with links to where ``to`` says."""
    made = h.html(lang=language)[
        h.head[h.meta(charset="utf-8"), h.title[letter.subject]], h.body[html.part(letter.blocks, to)]
    ]
    return f"{made}\n"


def _parts(block: Block, to: Address) -> Iterator[str]:
    match block:
        case Heading():
            said = plain(block.text)
            yield f"{said}\n{'-' * len(said)}"
        case Paragraph():
            yield _wrapped(_with_addresses(block.text, to))
        case Bullets():
            marks = (f"{n}. " if block.numbered else "- " for n in range(1, len(block.lines) + 1))
            yield "\n".join(
                _wrapped(_with_addresses(line, to), mark) for mark, line in zip(marks, block.lines, strict=True)
            )
        case _:
            raise TypeError(f"a letter has no {type(block).__name__}")


def _wrapped(said: str, mark: str = "") -> str:
    return textwrap.fill(
        " ".join(said.split()),
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _with_addresses(held: object, to: Address) -> str:
    """The words, each link followed by its address."""
    if isinstance(held, Words):
        return "".join(_with_addresses(part, to) for part in held.parts)
    if isinstance(held, Link) and (address := to(held.page, **held.about)):
        return f"{held.text} <{address}>"
    return plain(held)
