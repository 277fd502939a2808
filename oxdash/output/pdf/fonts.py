"""The letters of PDF files and of pictures: Liberation Sans, which is as wide as Arial and comes with the package.

The machine's own fonts are never looked at, so that a file is the same wherever it is made. What the fonts cannot
draw is known before anything is set: typst refuses a whole PDF/UA for one such character.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import typst

from oxdash.settings import Misset

FAMILY = "Liberation Sans"
FOLDER = Path(__file__).parent / "fonts"
FACES = tuple(f"LiberationSans-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The four faces as the compiler takes them, read once. Misset where one is missing or is no font."""
    characters()  # which says what is wrong with a file
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


@lru_cache(maxsize=1)
def characters() -> frozenset[int]:
    """Every character that all four faces draw. Misset as for `fonts`."""
    return frozenset.intersection(*map(_drawn_by, FACES))


def _drawn_by(face: str) -> frozenset[int]:
    try:
        return frozenset(_mapped((FOLDER / face).read_bytes()))
    except OSError as error:
        raise _unusable(face, f"it cannot be read ({error.strerror})") from None
    except (struct.error, KeyError, IndexError):
        raise _unusable(face, "it is no font that oxdash was made with") from None


def _unusable(face: str, why: str) -> Misset:
    return Misset(
        f"PDF files and pictures cannot be made, for a font is wrong: {face} in {FOLDER}: {why}. Install oxdash again."
    )


def _mapped(font: bytes) -> Iterator[int]:
    """The characters of a TrueType font that have a glyph: its table cmap, for Unicode's first plane (format 4)."""
    (tables,) = struct.unpack_from(">4xH", font)
    entries = (struct.unpack_from(">4s4xI4x", font, 12 + 16 * n) for n in range(tables))
    start = dict(entries)[b"cmap"]
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
            if glyph and (glyph + delta) % 0x10000:
                yield code
