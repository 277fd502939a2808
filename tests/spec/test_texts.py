"""Text out of a workbook is the text that was typed: escapes undone once, line breaks as line breaks.

The kind: ways in which the format writes text otherwise than it is read. Tried: escapes of any case, of half and whole
characters, doubled and escaped ones; carriage returns as escape, as character reference and as they are; shared texts,
inline texts, saved results of formulas, texts in runs of different looks, with readings (rPh) between them, with blanks
kept or not (xml:space); sheet names; what XML may not hold at all; and, in headings, codes and words of a list,
characters that take no room and the apostrophes and dashes that Office puts in.
"""

import io

import hostile
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oxdash.excel import workbook
from oxdash.excel.cells import Holds, cannot_be_shown, folded, seen
from oxdash.excel.texts import unescaped
from oxdash.register import read_register
from oxdash.register.cells import normal_code

ESCAPES = [
    # as written, as read, why
    ("a_x000D_\nb", "a\nb", "a line break typed in Windows and kept by Excel"),
    ("a_x000d_\nb", "a\nb", "small letters"),
    ("a_X000D_b", "a\nb", "a capital x"),
    ("a_x000D__x000A_b", "a\nb", "both halves escaped"),
    ("a\r\nb\rc\nd", "a\nb\nc\nd", "three kinds of line break"),
    ("a_x005F_x000D_b", "a_x000D_b", "typed with its underscores: undone once, not twice"),
    ("a_x005f_x005F_b", "a_x005F_b", "the escape of an underscore, typed"),
    ("x005F_ and 005F_", "x005F_ and 005F_", "the letters alone are nobody's escape"),
    ("_x0041_x0042_", "Ax0042_", "from the left: the second has lost its first underscore"),
    ("_x00A3_5", "£5", "a letter that needed none"),
    ("_xD83D__xDE00_", "\U0001f600", "one character in two halves"),
    ("_xD83D_", "\ud83d", "half a character stays half"),
    ("_x0007_", "\x07", "what cannot be shown is not thrown away in silence"),
    ("_x00_ _x000D _x00G0_ x000D_", "_x00_ _x000D _x00G0_ x000D_", "not four digits, or not closed"),
    ("_x_y_", "_x_y_", "underscores"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("written", "read", "why"), ESCAPES, ids=[row[-1] for row in ESCAPES])
def test_an_escape_is_undone_once(written, read, why):
    assert unescaped(written) == read


def shared(si: str) -> bytes:
    """A workbook whose cell A1 is the shared text ``si``."""
    parts = {
        "xl/sharedStrings.xml": f'<sst xmlns="{hostile.MAIN}"><si>{si}</si></sst>',
        hostile.SHEET: f'<worksheet xmlns="{hostile.MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
        "</sheetData></worksheet>",
    }
    return hostile.with_parts(parts)


STORED = [
    # how the cell's text is stored, as read, why
    (lambda: shared("<t>a_x000D_\nb_x005F_x0041_</t>"), "a\nb_x0041_", "a shared text"),
    (lambda: shared("<t>typed x005F_ here</t>"), "typed x005F_ here", "letters that openpyxl takes out"),
    (lambda: shared("<t>a&#13;&#10;b</t>"), "a\nb", "a character reference"),
    (lambda: shared("<t>a&#x26;b &amp; c</t>"), "a&b & c", "a reference to a sign of XML's own"),
    (lambda: shared("<t><![CDATA[a_x000D_<b>]]></t>"), "a\n<b>", "in a CDATA section"),
    (lambda: shared('<t xml:space="preserve"> a </t>'), " a ", "blanks that are kept"),
    (lambda: shared("<r><t>half_x005F_</t></r><r><rPr><b/></rPr><t>x000D_</t></r>"), "half_x000D_", "in runs"),
    (
        lambda: shared('<t>Tokyo</t><rPh sb="0" eb="1"><t>TOKYO</t></rPh><phoneticPr fontId="1"/>'),
        "Tokyo",
        "how it is pronounced is no part of it",
    ),
    (lambda: shared("<r><t>a</t></r><rPh sb='0' eb='1'><t>b</t></rPh><r><t>c</t></r>"), "ac", "between two runs"),
    (
        lambda: hostile.with_cell('<c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>'),
        "a\nb",
        "an inline text",
    ),
    (
        lambda: hostile.with_cell(
            '<c r="A1" t="inlineStr"><is><r><t>a</t></r><rPh sb="0" eb="1"><t>z</t></rPh><r><t>_x0042_</t></r></is></c>'
        ),
        "aB",
        "an inline text in runs",
    ),
    (
        lambda: hostile.with_cell('<c r="A1" t="str"><f>B1&amp;CHAR(13)</f><v>a_x000D_</v></c>'),
        "a\n",
        "a formula's saved result",
    ),
    (lambda: shared("<t>a_xD800_b</t>"), "a\ud800b", "half a character comes through the child"),
]


@pytest.mark.parametrize(("make", "read", "why"), STORED, ids=[row[-1] for row in STORED])
def test_a_text_however_it_is_stored(make, read, why):
    found = workbook.read("a.xlsx", make()).sheets[0].at(1, 1)
    assert (found.holds, found.value) == (Holds.TEXT, read)


@pytest.mark.parametrize("si", ["", "<t/>", "<t></t>", '<phoneticPr fontId="1"/>'])
def test_a_text_of_nothing_is_a_blank_cell(si):
    assert workbook.read("a.xlsx", shared(si)).sheets[0].cells == {}


def test_a_sheets_name_is_a_text_too():
    data = hostile.changed("xl/workbook.xml", 'name="Return"', 'name="Re_x0074_urn"')
    assert [sheet.name for sheet in workbook.read("a.xlsx", data).sheets] == ["Return"]


WRITTEN = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1, max_size=30), max_size=20)


@given(WRITTEN)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_what_another_program_escaped_is_read_as_it_was_typed(texts):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Return")
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, f".{text}")
    found = workbook.read("a.xlsx", out.getvalue()).sheets[0]
    breaks = [f".{text}".replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    assert [found.at(row, 1).value for row in range(1, len(texts) + 1)] == breaks


SEEN = [
    # as typed, as seen, why
    ("\u00a0NI\u00a030 ", "NI 30", "a blank that does not break a line, as a web page has it"),
    ("NI\u200b 30\ufeff", "NI 30", "characters of no width"),
    ("Out\u00adcomes", "Outcomes", "a soft hyphen"),
    ("\u202aNI 30\u202c", "NI 30", "marks of the reading direction, as Windows' own lists put them in"),
    ("a\n\tb", "a b", "white space of any kind"),
]


@pytest.mark.parametrize(("typed", "as_seen", "why"), SEEN, ids=[row[-1] for row in SEEN])
def test_text_is_compared_as_it_is_seen(typed, as_seen, why):
    assert seen(typed) == as_seen
    assert folded(typed) == as_seen.casefold()
    assert normal_code(typed) == as_seen or " " not in as_seen


@pytest.mark.parametrize("text", ["\x07", "a\ud800", "\x85", "\ufffe", "\U0001ffff", "\ufdd0"])
def test_what_cannot_be_shown(text):
    assert cannot_be_shown(text)


@pytest.mark.parametrize("text", ["", "two\nlines\tand a tab", "caf\xe9 \U0001f468\u200d\U0001f469", "\u2028"])
def test_what_can_be_shown(text):
    assert not cannot_be_shown(text)


def test_the_register_is_read_by_the_same_rules():
    """A register saved by a program that declares types of parts it does not write, with an escape in a title."""
    base = hostile.unpacked((hostile.DATA.parents[1] / "data" / "register.xlsx").read_bytes())
    texts = base["xl/sharedStrings.xml"].decode()
    title = read_register("register.xlsx", hostile.packed(base)).targets.title.iloc[0]
    assert f"<t>{title}</t>" in texts
    base["xl/sharedStrings.xml"] = texts.replace(f"<t>{title}</t>", f"<t>A_x000D_\n{title}</t>").encode()
    binary = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    data = hostile.changed("[Content_Types].xml", "</Types>", f"{binary}</Types>", hostile.packed(base))
    found = read_register("register.xlsx", data)
    assert found.sound
    assert found.targets.title.iloc[0] == f"A\n{title}"
