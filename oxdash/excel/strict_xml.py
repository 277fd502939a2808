"""XML from a workbook nobody trusts, read with expat and nothing more: no document type, entities or great depth."""

from collections.abc import Callable
from xml.parsers import expat

from oxdash.excel.file_checks import DAMAGED, SEND_AGAIN, Refused

DEEPEST = 100  # elements within elements; Excel's own parts stay under 30
LONGEST_REMARK = 65_536  # characters of one XML comment or processing instruction

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
