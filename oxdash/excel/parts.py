"""The parts of a workbook's package, looked through with expat, and how they refer to each other."""

import posixpath
import re
import zipfile

from oxdash.excel import strict_xml
from oxdash.excel.file_checks import Refused
from oxdash.excel.strict_xml import Tag

XML = (".xml", ".rels")  # Excel's .vml is not well-formed, and what else lies in a package need not be XML
DECLARES = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")


class Parts:
    """The parts of a package. The elements of one that is looked through are found once, however often it is asked."""

    def __init__(self, package: zipfile.ZipFile):
        self._package, self.names = package, set(package.namelist())
        self._elements: dict[str, list[Tag]] = {}

    def read(self, name: str) -> bytes:
        return self._package.read(name)

    def elements(self, name: str) -> list[Tag]:
        if name not in self._elements:
            self._elements[name] = strict_xml.elements(self.read(name))
        return self._elements[name]

    def check(self, name: str) -> None:
        """Refused for a part that no workbook has; one that has been looked through has been checked."""
        if name in self._elements:
            return
        if name.casefold().endswith(XML):
            strict_xml.check(self.read(name))
        elif DECLARES.search(self.read(name)):
            raise Refused(strict_xml.DOCTYPE)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, by the reference's name: (part, kind), found as openpyxl finds them."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self.names:
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


def target(part: str, reference: str) -> str:
    """The part that ``part`` means by the reference of a relationship."""
    if not reference.startswith("/"):
        reference = posixpath.normpath(posixpath.join(posixpath.dirname(part), reference))
    return reference.removeprefix("/")
