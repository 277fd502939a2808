"""XML from a workbook nobody trusts, read with expat and nothing more: no document type, entities or great depth.

And the parts of its package that hold it, and how they refer to each other.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from oxdash.excel.file_checks import DAMAGED, SEND_AGAIN, Refused

DEEPEST = 100  # elements within elements; Excel's own parts stay under 30
LONGEST_REMARK = 65_536  # characters of one XML comment or processing instruction

XML = (".xml", ".rels")  # Excel's .vml is not well-formed, and what else lies in a package need not be XML
DECLARES = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
DOCTYPE = "This workbook contains a document type declaration, which no Excel workbook does. " + SEND_AGAIN

Tag = tuple[str, dict[str, str]]  # of an element: its name, and its attributes
Started = Callable[[str, dict[str, str]], None]
Ended = Callable[[str], None]


def parse(
    xml: bytes,
    started: Started,
    ended: Ended | None = None,
    said: Callable[[str], None] | None = None,
    parsing: Callable[[expat.XMLParserType], None] | None = None,
) -> None:
    """Call ``started(tag, attributes)``, ``ended(tag)`` and ``said(text)`` in order; tags are "namespace name".

    ``parsing`` is given the parser beforehand, whose ``CurrentByteIndex`` says where it is; tags and attributes then
    are "namespace name prefix". Refused for a document type in any encoding, and for anything that is not well-formed
    XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    if parsing is not None:
        parser.namespace_prefixes = True
        parsing(parser)
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.CommentHandler = _short
    parser.ProcessingInstructionHandler = lambda _target, text: _short(text)
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = said
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise Refused(DAMAGED) from error
    except (LookupError, ValueError) as error:  # an encoding nobody knows
        raise Refused(DAMAGED) from error


def elements(xml: bytes) -> list[Tag]:
    """Every element of a small part, in order. Refused for one nested too deep."""
    found: list[Tag] = []
    check(xml, found.append)
    return found


def check(xml: bytes, seen: Callable[[Tag], None] | None = None) -> None:
    """Refused for a part that is not XML as a workbook has it, or nested too deep. ``seen`` is given every element."""
    depth = 0

    def started(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused(DAMAGED)
        if seen is not None:
            seen((tag, attributes))

    def ended(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parse(xml, started, ended)


def _no_doctype(*_declared: object) -> None:
    raise Refused(DOCTYPE)


def _short(text: str) -> None:
    if len(text) > LONGEST_REMARK:  # expat 2.5 takes quadratic time over one that comes in pieces
        raise Refused(DAMAGED)


class Parts:
    """The parts of a package. The elements of one that is looked through are found once, however often it is asked."""

    def __init__(self, package: zipfile.ZipFile):
        self._package, self.names = package, set(package.namelist())
        self._elements: dict[str, list[Tag]] = {}

    def read(self, name: str) -> bytes:
        return self._package.read(name)

    def elements(self, name: str) -> list[Tag]:
        if name not in self._elements:
            self._elements[name] = elements(self.read(name))
        return self._elements[name]

    def check(self, name: str) -> None:
        """Refused for a part that no workbook has; one that has been looked through has been checked."""
        if name in self._elements:
            return
        if name.casefold().endswith(XML):
            check(self.read(name))
        elif DECLARES.search(self.read(name)):
            raise Refused(DOCTYPE)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, by the reference's name: (part, kind), found as openpyxl finds them."""
        if (listing := references_of(part)) not in self.names:
            return {}
        return {
            attributes.get("Id", ""): (target(part, attributes.get("Target", "")), attributes.get("Type", ""))
            for tag, attributes in self.elements(listing)
            if tag.endswith(" Relationship")
        }

    def referred_to(self, part: str, kind: str) -> list[str]:
        """Those of the parts that ``part`` refers to that are of the kind, and are there."""
        found = self.related(part).values()
        return [name for name, whose in found if whose.endswith(f"/{kind}") and name in self.names]


def references_of(part: str) -> str:
    """The part that says what ``part`` refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target(part: str, reference: str) -> str:
    """The part that ``part`` means by the reference of a relationship."""
    if not reference.startswith("/"):
        reference = posixpath.normpath(posixpath.join(posixpath.dirname(part), reference))
    return reference.removeprefix("/")
