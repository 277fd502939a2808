"""The letters of PDF files and of pictures: Liberation Sans, which is as wide as Arial and comes with the package.

The machine's own fonts are never looked at, so that a file is the same wherever it is made. What the fonts cannot
draw is known before anything is set: typst refuses a whole PDF/UA for one such character.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import typst

from oxdash.output import NotMade

FAMILY = "Liberation Sans"
FOLDER = Path(__file__).parent / "fonts"
FACES = tuple(f"LiberationSans-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))
_USUAL = 0.6  # em


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The four faces as the compiler takes them, read once. NotMade where one is missing or is no font."""
    characters()  # which says what is wrong with a file
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


@lru_cache(maxsize=1)
def characters() -> frozenset[int]:
    """Every character that all four faces draw. NotMade as for `fonts`."""
    return frozenset.intersection(*(frozenset(_drawn_by(face)) for face in FACES))


def ems(text: str, *, bold: bool = True) -> float:
    """How wide a text is, in ems; of a character that is not drawn, as wide as most."""
    wide = _drawn_by(FACES[bold])
    return sum(wide.get(ord(letter), _USUAL) for letter in text)


def fitted(text: str, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines of no more than ``room`` ems; a word that is wider is broken."""
    lines, line = list[str](), ""
    for word in text.split():
        if line and ems(f"{line} {word}", bold=bold) > room:
            lines.append(line)
            line = ""
        while ems(word, bold=bold) > room:
            fits = next(n for n in range(len(word), 0, -1) if n == 1 or ems(word[:n], bold=bold) <= room)
            lines.append(word[:fits])
            word = word[fits:]
        line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


@lru_cache(maxsize=len(FACES))
def _drawn_by(face: str) -> dict[int, float]:
    """The characters that a face draws, each with its width in ems."""
    try:
        return dict(_mapped((FOLDER / face).read_bytes()))
    except OSError as error:
        raise _unusable(face, f"it cannot be read ({error.strerror})") from None
    except (struct.error, KeyError, IndexError, ZeroDivisionError):
        raise _unusable(face, "it is no font that oxdash was made with") from None


def _unusable(face: str, why: str) -> NotMade:
    return NotMade(
        f"PDF files and pictures cannot be made, for a font is wrong: {face} in {FOLDER}: {why}. Install oxdash again."
    )


def _mapped(font: bytes) -> Iterator[tuple[int, float]]:
    """The characters of a TrueType font that have a glyph, and their widths: its tables cmap (format 4) and hmtx."""
    (tables,) = struct.unpack_from(">4xH", font)
    start = dict(struct.unpack_from(">4s4xI4x", font, 12 + 16 * n) for n in range(tables))
    (units,) = struct.unpack_from(">18xH", font, start[b"head"])
    (measured,) = struct.unpack_from(">34xH", font, start[b"hhea"])
    widths = struct.unpack_from(">" + "H2x" * measured, font, start[b"hmtx"])  # glyphs after the last are as wide
    for code, glyph in _glyphs(font, start[b"cmap"]):
        yield code, widths[min(glyph, measured - 1)] / units


def _glyphs(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Characters of Unicode's first plane and their glyphs. KeyError for a table of another format."""
    (count,) = struct.unpack_from(">2xH", font, start)
    of = {(p, e): at for p, e, at in (struct.unpack_from(">HHI", font, start + 4 + 8 * n) for n in range(count))}
    at = start + of[3, 1]  # Windows, Unicode
    kind, size, twice = struct.unpack_from(">HH2xH", font, at)
    if kind != 4:
        raise KeyError(kind)
    segments, where = twice // 2, at + 14
    ends = struct.unpack_from(f">{segments}H", font, where)
    starts = struct.unpack_from(f">{segments}H", font, where + twice + 2)
    deltas = struct.unpack_from(f">{segments}H", font, where + 2 * twice + 2)
    offsets_at = where + 3 * twice + 2
    glyphs = struct.unpack_from(f">{(size - (offsets_at - at)) // 2}H", font, offsets_at)
    for n, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = glyphs[n + glyphs[n] // 2 + code - first] if glyphs[n] else code
            if glyph and (number := (glyph + delta) % 0x10000):
                yield code, number
