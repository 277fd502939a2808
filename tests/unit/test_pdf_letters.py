"""What officers typed, before it is set: of the kind belong signs of one typeface, letters that no font here has, signs
that cannot be seen, marks that combine, line breaks of every kind; tried besides are characters that are none.
"""

from collections import Counter

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from oxdash.output import NotMade
from oxdash.output.pdf import fonts, letters


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        pytest.param("\uf0b7 first\n\uf0a7\tsecond", "• first\n•\u2003second", id="bullets as Word copies them"),
        pytest.param("  \ue123 first", "  • first", id="whatever sign of its own begins a line, it is a bullet"),
        pytest.param("a\uf0b7b", "a•b", id="a bullet of Symbol is one in the middle, too"),
        pytest.param("a\ue123b", "a□b", id="another sign of a typeface is not guessed"),
        pytest.param(
            "#strong[x] $x$ *b* _i_ `c` @r <l> // \\u{41}",
            "#strong[x] $x$ *b* _i_ `c` @r <l> // \\u{41}",
            id="markup is text",
        ),
        pytest.param("e\u0301", "é", id="a letter and its mark are the letter with its mark"),
        pytest.param("x\u0353", "x\u0353", id="a mark that no letter is made with stays one"),
        pytest.param(
            "o\ufb03ce non\u2011stop １２",
            "office non‐stop 12",
            id="a ligature and a wide digit are what they are made of",
        ),
        pytest.param(
            "a\u200bb\ufeffc\u2060d\ufe0f", "a\u200bbcd", id="what cannot be seen is left out where no font has it"
        ),
        pytest.param("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh", id="every line break"),
        pytest.param("שלום", "שלום", id="Hebrew, which the fonts have"),
        pytest.param("漢\x00\x7f\ufffe😀", "□□□□□", id="what no font has is a box each"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_becomes_of_a_text(typed, set_):
    assert letters.drawable(typed) == set_


def test_what_became_a_box_is_counted_and_named():
    missed: Counter[str] = Counter()
    letters.drawable("漢字漢", missed)
    letters.drawable("a\ue123 and \x00", missed)
    assert letters.note(missed) == (
        "□ stands where a character was typed that the fonts of this file do not have: U+0000 no character, U+5B57 cjk "
        "unified ideograph-5b57, U+6F22 cjk unified ideograph-6f22 (2 times), U+E123 a sign of one typeface. "
        "The workbook and the page show it as it was typed."
    )
    assert letters.note(Counter()) is None
    assert ", and 88 others. " in letters.note(Counter(chr(0x4E00 + n) for n in range(100)))


def compiled(text: str) -> bytes:
    source = b'#set document(title: "A")\n#set text(font: "Liberation Sans", fallback: false)\n#sys.inputs.text'
    compiler = typst.Compiler(source, font_paths=fonts.fonts(), ignore_system_fonts=True, sys_inputs={"text": text})
    return compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=0)


@given(st.text(max_size=40))
def test_whatever_is_typed_can_be_set(typed):
    assert compiled("A" + letters.drawable(typed)).startswith(b"%PDF")


def test_every_character_that_the_fonts_are_said_to_draw_is_drawn():
    every = "".join(map(chr, sorted(fonts.characters())))
    assert len(every) == 2327
    assert compiled(every).startswith(b"%PDF")


def forget() -> None:
    for kept in (fonts.fonts, fonts.characters, fonts._drawn_by):
        kept.cache_clear()


@pytest.mark.parametrize("wrong", ["missing", "no font", "cut off"])
def test_a_font_that_is_wrong_is_named(tmp_path, monkeypatch, wrong):
    for face in fonts.FACES:
        (tmp_path / face).write_bytes((fonts.FOLDER / face).read_bytes())
    bold = tmp_path / fonts.FACES[1]
    if wrong == "missing":
        bold.unlink()
    else:
        bold.write_bytes(b"no font" if wrong == "no font" else bold.read_bytes()[:3000])
    why = (
        "it cannot be read (No such file or directory)"
        if wrong == "missing"
        else "it is no font that oxdash was made with"
    )
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    forget()
    try:
        with pytest.raises(NotMade) as fault:
            fonts.fonts()
    finally:
        forget()
    assert str(fault.value) == (
        f"PDF files and pictures cannot be made, for a font is wrong: {bold.name} in {tmp_path}: {why}. "
        "Install oxdash again."
    )
