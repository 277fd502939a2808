"""Parts of a workbook changed in place.

The kind: XML that says the same in other words. Tried: prefixes, blanks in tags, both quotes, ``>`` in a value, remarks
and instructions between elements, CDATA, empty elements written both ways, a byte order mark, UTF-16, one-byte
encodings, parts of more than a megabyte (which expat takes in pieces).
"""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.excel.marked_copy.splice import Xml, as_utf8

NAMES = st.sampled_from(["a", "b", "row", "p:c"])
VALUES = st.text(st.sampled_from("x>'\"&<\n\té€"), max_size=5)
BETWEEN = st.sampled_from(["", " ", "words", "<!-- <a b='1'> -->", "<?do it?>", "<![CDATA[<a>]]>", "é&#13;"])


def quoted(value: str) -> str:
    said = value.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f"'{said.replace(chr(39), '&apos;')}'" if '"' in value else f'"{said}"'


@st.composite
def elements(draw, depth: int = 3) -> str:
    name = draw(NAMES)
    attributes = draw(st.dictionaries(st.sampled_from(["r", "s", "p:id"]), VALUES, max_size=3))
    blank = st.sampled_from([" ", "\n", "  "])
    tag = (
        name
        + "".join(f"{draw(blank)}{one} = {quoted(value)}" for one, value in attributes.items())
        + draw(st.sampled_from(["", " "]))
    )
    if depth == 0 or draw(st.booleans()):
        return f"<{tag}/>"
    inner = "".join(draw(BETWEEN) + one for one in draw(st.lists(elements(depth - 1), max_size=3)))
    return f"<{tag}>{inner}{draw(BETWEEN)}</{name} >"


@st.composite
def documents(draw) -> bytes:
    inner = "".join(draw(BETWEEN) + one for one in draw(st.lists(elements(), max_size=4)))
    text = f'<?xml version="1.0"?>\n<!-- é --><x xmlns="urn:m" xmlns:p="urn:p">{inner}</x>\n'
    return (draw(st.sampled_from(["", "\ufeff"])) + text).encode()


@given(documents())
def test_what_is_not_touched_is_the_same_to_the_byte(xml):
    assert Xml(xml).changed() == xml


def walk(element):
    """The element and all in it, in order."""
    yield element
    for child in element.children:
        yield from walk(child)


@given(documents(), st.data())
def test_changes_are_those_of_a_tree(xml, data):
    """Attributes set and taken away, elements put in and taken out: as if the part had been taken apart."""
    held, tree = Xml(xml), ElementTree.fromstring(xml)
    mine, theirs = list(walk(held.root)), list(tree.iter())
    assert [one.tag.split(" ")[-1] for one in mine] == [one.tag.rpartition("}")[2] for one in theirs]
    for here, there in zip(mine, theirs, strict=True):
        match data.draw(st.integers(0, 5)):
            case 0:
                value = data.draw(VALUES)
                here.set("s", value)
                there.set("s", value)
            case 1:
                here.set("r", None)
                there.attrib.pop("r", None)
            case 2:
                held.append(here, "new", {"at": ">"}, b"text")
                ElementTree.SubElement(there, there.tag.rpartition("}")[0] + "}new", {"at": ">"}).text = "text"
    made = held.changed().replace(b"<?do it?>", b"").replace(b"&#13;", b"\n")  # neither of which a tree keeps
    assert ElementTree.canonicalize(made, rewrite_prefixes=True) == ElementTree.canonicalize(
        ElementTree.tostring(tree), rewrite_prefixes=True
    )


def test_an_element_is_put_in_front_or_where_the_format_wants_it():
    held = Xml(b"<x><a/><c/><d/></x>")
    held.insert(held.root.first("a"), "first")
    held.in_order(held.root, "b", ("c", "d"), {"n": 1})
    held.in_order(held.root, "e", ("f",))
    held.root.first("d").remove()
    assert held.changed() == b'<x><first/><a/><b n="1"/><c/><e/></x>'


def test_only_what_is_kept_is_found():
    held = Xml(b"<x><a><b/></a><c><b>words</b></c></x>", lambda parent, tag, _: tag != "a")
    assert [one.name for one in walk(held.root)] == ["x", "c", "b"]
    assert held.root.children[0].children[0].text == "words"
    held.root.children[0].set("n", 1)
    assert held.changed() == b'<x><a><b/></a><c n="1"><b>words</b></c></x>'


def test_a_part_of_many_megabytes_is_changed_in_the_right_place():
    filler = "<a>é</a>" * 400_000
    held = Xml(f"<x>{filler}<b/>{filler}</x>".encode(), lambda _parent, tag, _: tag == "b")
    held.root.children[0].set("n", 1)
    assert held.changed() == f'<x>{filler}<b n="1"/>{filler}</x>'.encode()


ENCODED = [
    pytest.param('<?xml version="1.0"?><x>é</x>'.encode("utf-16"), id="a byte order mark says UTF-16"),
    pytest.param('<?xml version="1.0" encoding="UTF-16"?><x>é</x>'.encode("utf-16"), id="and so does the declaration"),
    pytest.param('<?xml version="1.0" encoding="UTF-16LE"?><x>é</x>'.encode("utf-16-le"), id="the declaration alone"),
    pytest.param("<?xml version='1.0' encoding='ISO-8859-1'?><x>é</x>".encode("latin-1"), id="one byte a letter"),
    pytest.param('<?xml version="1.0" encoding="windows-1252"?><x>é</x>'.encode("cp1252"), id="as old Windows wrote"),
    pytest.param('\ufeff<?xml version="1.0" encoding="UTF-8"?><x>é</x>'.encode(), id="UTF-8 with a mark"),
    pytest.param("<x>é</x>".encode(), id="nothing is said"),
]


@pytest.mark.parametrize("xml", ENCODED)
def test_whatever_the_encoding_it_is_changed_in_utf8(xml):
    assert "<x>é</x>" in as_utf8(xml).decode("utf-8")
    held = Xml(xml)
    held.root.set("n", "€")
    text = held.changed().decode("utf-8")
    assert re.sub(r"^\ufeff?(<\?xml[^>]*>)?", "", text) == '<x n="€">é</x>'
    assert ElementTree.fromstring(held.changed()).get("n") == "€"
