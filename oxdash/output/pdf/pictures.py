"""A drawing (SVG) as a picture of print size (PNG), in the letters of the papers: the same wherever made."""

from collections import Counter
from datetime import UTC, datetime

import typst
from lxml import etree

from oxdash.charts import DOTS_AN_INCH
from oxdash.output import png
from oxdash.output.on_paper import plain
from oxdash.output.pdf.fonts import FAMILY, fonts
from oxdash.output.pdf.letters import drawable

WIDTH = 16.0  # cm: what an A4 page holds between its margins
LETTERS = "15px"  # of a drawing that does not say how tall they are, as on a page
SVG = "http://www.w3.org/2000/svg"
FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"  # that a file which is text asks for
_MARKUP = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.width) * 1cm)
"""
_THE_SAME = datetime(1980, 1, 1, tzinfo=UTC)


def picture(svg: str, said: str = "", *, width: float = WIDTH, dots: float = DOTS_AN_INCH) -> bytes:
    """The drawing as a PNG so many cm wide, at so many dots an inch, which it says of itself.

    ``said`` is its sentence, for whoever cannot see it. NotMade where a font is missing; ValueError for no drawing.
    """
    given = {"drawing": dressed(svg), "width": f"{width:.4f}"}
    compiler = typst.Compiler(_MARKUP, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=given)
    try:
        made = compiler.compile(format="png", ppi=dots, timestamp=_THE_SAME)
    except typst.TypstError as error:
        raise ValueError(f"This is no drawing: {error.message}") from None
    assert isinstance(made, bytes), "one page"
    return png.described(made, dots, said)


def dressed(svg: str, missed: Counter[str] | None = None) -> str:
    """The drawing in our letters, whatever it asks for, as XML by itself; what they cannot draw is a box.

    A drawing inside a page needs to say neither. Text in a family that is not there would not be drawn at all.
    What becomes a box is counted in ``missed``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(_by_itself(svg).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"This is no drawing: {error.msg}") from None
    for one in root.iter(etree.Element):
        one.text, one.tail = (part and drawable(part, missed) for part in (one.text, one.tail))
        if one.tag == f"{{{SVG}}}style":
            one.text = (one.text or "").replace("!important", "")
        elif one.tag in (f"{{{SVG}}}text", f"{{{SVG}}}tspan"):
            one.set("style", f"{one.get('style', '').rstrip('; ')};font-family:'{FAMILY}'".lstrip(";"))
    root.set("font-size", root.get("font-size", LETTERS))
    return etree.tostring(root, encoding="unicode")


def _by_itself(svg: str) -> str:
    before, opening, rest = plain(svg).partition("<svg")
    where = "" if not opening or "xmlns=" in rest[: rest.find(">")] else f' xmlns="{SVG}"'
    return f"{before}{opening}{where}{rest}"
