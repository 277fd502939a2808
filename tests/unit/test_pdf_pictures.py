"""A drawing as a picture of print size. Tried besides: families named in an attribute, a style, a style sheet and
nowhere, all of which would leave the words out; markup in words; what is no drawing.
"""

import io

import pytest
from markupsafe import Markup
from PIL import Image

from oxdash.output.pdf.pictures import picture

SAID = "Five of “Anyshire’s” targets are on track."


def drawing(words: str = "On track 5", of_root: str = "", of_text: str = "", more: str = "") -> str:
    return (
        f'<svg viewBox="0 0 700 394" {of_root}>{more}<rect width="700" height="394" fill="#fff"/>'
        f'<text x="20" y="100" {of_text}>{words}</text></svg>'
    )


def test_it_is_as_large_as_it_is_printed_and_says_what_there_is_to_see():
    made = Image.open(io.BytesIO(picture(drawing(), SAID)))
    assert made.size == (1890, 1064)
    assert [round(one) for one in made.info["dpi"]] == [300, 300]
    assert made.text == {"Description": SAID}


def test_it_is_the_same_every_time():
    assert picture(drawing(), SAID) == picture(drawing(), SAID)


def ink(svg: str) -> int:
    return sum(Image.open(io.BytesIO(picture(svg))).convert("L").histogram()[:128])


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="nowhere"),
        pytest.param({"of_root": 'font-family="Arial, sans-serif"'}, id="of the whole"),
        pytest.param({"of_text": 'font-family="Comic Sans MS"'}, id="of the words"),
        pytest.param({"of_text": "style=\"fill: #000; font-family: 'Open Sans'\""}, id="in their style"),
        pytest.param(
            {"of_text": 'class="a"', "more": "<style>.a {font-family: Verdana !important}</style>"}, id="in a sheet"
        ),
        pytest.param({"of_root": 'xmlns="http://www.w3.org/2000/svg"'}, id="as a file of its own"),
    ],
)
def test_its_words_are_in_our_letters_whichever_it_asks_for(given):
    assert ink(drawing(**given)) == ink(drawing()) > ink(drawing(words="")) == 0


def test_it_may_be_as_a_page_has_it():
    assert ink(Markup(drawing())) == ink(drawing())


@pytest.mark.parametrize("words", ["#strong[x] $x$ \\u{41}", "&lt;b&gt; &amp;amp; // @x", "漢 \uf0b7 😀"])
def test_words_are_words(words):
    assert ink(drawing(words)) > 0


@pytest.mark.parametrize("none", ["", "no drawing", "<svg", "<html></html>"])
def test_what_is_no_drawing_is_refused(none):
    with pytest.raises(ValueError, match=r"^This is no drawing: "):
        picture(none)
