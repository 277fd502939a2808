"""XML changed in place: what is not touched stays as it was, to the byte.

A part of a workbook is full of what only the program knows that wrote it: extensions, prefixes named in attributes,
remarks. So it is never taken apart and put together again; elements are found with their places in the bytes, and the
bytes are changed there.
"""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape

from oxdash.excel import strict_xml

TAG = re.compile(rb"""<[^\s/>]++(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
NAME = re.compile(rb"<([^\s/>]+)")
ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
DECLARED = re.compile(rb"""(<\?xml[^>]*?\sencoding\s*=\s*)(?:"([^"]*)"|'([^']*)')""")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML


class Element:
    """An element and its place: ``xml[start:inner]`` is its first tag, ``xml[close:end]`` its last."""

    __slots__ = (
        "appended", "attributes", "before", "changes", "children", "close", "end", "gone", "inner", "parent", "start",
        "tag", "text",
    )  # fmt: skip

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None", start: int, inner: int):
        self.tag, self.attributes, self.parent = tag, attributes, parent  # tag: "namespace name"
        self.start, self.inner, self.close, self.end = start, inner, inner, inner
        self.children: list[Element] = []
        self.text = ""  # what stands directly in it
        self.changes: dict[str, str | None] = {}
        self.before: list[bytes] = []
        self.appended: list[bytes] = []
        self.gone = False

    @property
    def name(self) -> str:
        return self.tag.rpartition(" ")[2]

    def each(self, name: str) -> list["Element"]:
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        return next((child for child in self.children if child.name == name), None)

    def the(self, name: str) -> "Element":
        """What every workbook that was let in has; ValueError where it has none."""
        if (found := self.first(name)) is None:
            raise ValueError(f"there is no {name}")
        return found

    def set(self, name: str, value: object) -> None:
        """Give an attribute another value; None takes it away. ``name`` as it is written, prefix included."""
        self.changes[name] = None if value is None else str(value)

    def remove(self) -> None:
        self.gone = True


Attributes = Mapping[str, object]  # names as they are written, prefix included
Keep = Callable[[Element, str, dict[str, str]], bool]


class Xml:
    """One part. ``keep(parent, tag, attributes)``: whether an element, and what is in it, needs to be found."""

    def __init__(self, xml: bytes, keep: Keep = lambda *_: True):
        self.xml = as_utf8(xml)
        self._keep, self._skipping = keep, 0
        self._here: Element | None = None
        self.root: Element  # a part that is XML has one
        self._parser: expat.XMLParserType
        strict_xml.parse(self.xml, self._started, self._ended, self._said, self._parsing)

    def _parsing(self, parser: expat.XMLParserType) -> None:
        self._parser = parser

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipping:
            self._skipping += 1
            return
        tag = _without_prefix(tag)
        attributes = {_without_prefix(name): value for name, value in attributes.items()}
        if self._here is not None and not self._keep(self._here, tag, attributes):
            self._skipping = 1
            return
        start = self._parser.CurrentByteIndex
        first = TAG.match(self.xml, start)
        if first is None:
            raise ValueError("expat found a tag where there is none")
        element = Element(tag, attributes, self._here, start, first.end())
        if self._here is None:
            self.root = element
        else:
            self._here.children.append(element)
        self._here = element

    def _ended(self, _tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        element = self._here
        if element is None:
            raise ValueError("expat ended an element that was not begun")
        if self.xml[element.inner - 2 : element.inner] != b"/>":
            element.close = self._parser.CurrentByteIndex
            element.end = self.xml.index(b">", element.close) + 1
        self._here = element.parent

    def _said(self, text: str) -> None:
        if not self._skipping and self._here is not None:
            self._here.text += text

    def prefix(self, element: Element) -> bytes:
        """What an element of the same namespace is called with in there: ``b"x:"`` in ``<x:row>``, else nothing."""
        name = _name(self.xml, element.start)
        return name[: name.index(b":") + 1] if b":" in name else b""

    def raw(self, element: Element) -> bytes:
        return self.xml[element.start : element.end]

    def copied(self, element: Element, changes: Attributes) -> bytes:
        """The element as it is written, with other attributes."""
        said = {name: None if value is None else str(value) for name, value in changes.items()}
        tag = _retagged(self.xml[element.start : element.inner], said)
        return tag + self.xml[element.inner : element.end]

    def append(self, parent: Element, name: str, attributes: Attributes | None = None, inner: bytes = b"") -> None:
        """A new last element in ``parent``, of its namespace."""
        parent.appended.append(self.made(parent, name, attributes, inner))

    def insert(self, before: Element, name: str, attributes: Attributes | None = None, inner: bytes = b"") -> None:
        """A new element in front of ``before``."""
        before.before.append(self.made(before.parent or before, name, attributes, inner))

    def in_order(
        self,
        parent: Element,
        name: str,
        order: tuple[str, ...],
        attributes: Attributes | None = None,
        inner: bytes = b"",
    ) -> None:
        """A new element in ``parent`` where the format wants it: ``order`` names those that may stand behind it."""
        behind = next((child for child in parent.children if child.name in order), None)
        if behind is None:
            self.append(parent, name, attributes, inner)
        else:
            self.insert(behind, name, attributes, inner)

    def made(self, parent: Element, name: str, attributes: Attributes | None = None, inner: bytes = b"") -> bytes:
        return made(self.prefix(parent) + name.encode(), attributes or {}, inner)

    def changed(self) -> bytes:
        """The bytes with every change made. The part as it came, where there is none."""
        splices: list[tuple[int, int, bytes]] = []
        waiting = [self.root]
        while waiting:
            element = waiting.pop()
            if element.before:
                splices.append((element.start, element.start, b"".join(element.before)))
            if element.gone:
                splices.append((element.start, element.end, b""))
                continue
            waiting += element.children
            tag = self.xml[element.start : element.inner]
            new = _retagged(tag, element.changes) if element.changes else tag
            if element.appended and element.end == element.inner:
                whole = new[:-2].rstrip() + b">" + b"".join(element.appended)
                new = whole + b"</" + _name(tag) + b">"
            elif element.appended:
                splices.append((element.close, element.close, b"".join(element.appended)))
            if new != tag:
                splices.append((element.start, element.inner, new))
        pieces: list[bytes] = []
        at = 0
        for start, end, new in sorted(splices, key=lambda one: one[:2]):
            pieces += (self.xml[at:start], new)
            at = end
        return b"".join([*pieces, self.xml[at:]])


def as_utf8(xml: bytes) -> bytes:
    """The same XML in UTF-8. expat has read it before, so what it says of itself is so."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = xml.decode("utf-16")
    elif xml.startswith((b"<\0", b"\0<")):
        text = xml.decode("utf-16-le" if xml.startswith(b"<\0") else "utf-16-be")
    else:
        declared = DECLARED.match(xml.removeprefix(b"\xef\xbb\xbf"))
        encoding = (declared[2] or declared[3]).decode("ascii", "replace") if declared else "utf-8"
        if encoding.casefold() in ("utf-8", "us-ascii", "ascii"):
            return xml
        text = xml.decode(encoding)
    return DECLARED.sub(rb'\1"UTF-8"', text.encode(), count=1)


def made(name: bytes, attributes: Attributes, inner: bytes = b"") -> bytes:
    """An element. Attributes in their order; those of None are left out."""
    told = b"".join(_attribute(one, str(value)) for one, value in attributes.items() if value is not None)
    tag = b"<" + name + told
    return tag + (b">" + inner + b"</" + name + b">" if inner else b"/>")


def words(text: str) -> bytes:
    """Text as XML says it: what XML cannot say is a blank, and every line break is one character."""
    return escape(FORBIDDEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))).encode()


def _attribute(name: str, value: str) -> bytes:
    said = words(value).replace(b'"', b"&quot;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")
    return b" " + name.encode() + b'="' + said + b'"'


def _retagged(tag: bytes, changes: dict[str, str | None]) -> bytes:
    for name, value in changes.items():
        name_end = len(b"<" + _name(tag))
        new = b"" if value is None else _attribute(name, value)
        for found in ATTRIBUTE.finditer(tag, name_end):
            if found[1] == name.encode():
                tag = tag[: found.start()] + new + tag[found.end() :]
                break
        else:
            tag = tag[:name_end] + new + tag[name_end:]
    return tag


def _name(xml: bytes, at: int = 0) -> bytes:
    """Of the tag that begins there: as it is written, prefix included."""
    found = NAME.match(xml, at)
    if found is None:
        raise ValueError("a tag has no name")
    return found[1]


def _without_prefix(name: str) -> str:
    """expat says "namespace name prefix"."""
    return " ".join(name.split(" ")[:2])
