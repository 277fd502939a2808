"""The parts of a workbook while some of them are changed, and how they refer to each other."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any

from oxdash.excel import file_checks, package_checks
from oxdash.excel.cells import folded
from oxdash.excel.marked_copy.splice import Element, Keep, Xml
from oxdash.excel.package_checks import CONTENT_TYPES as TYPES
from oxdash.excel.strict_xml import Parts, references_of, target

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
STAMPED = (1980, 1, 1, 0, 0, 0)  # the time of a part that is made here: the same in every run


@dataclass(frozen=True)
class Related:
    """A part that another refers to."""

    id: str
    kind: str  # the last word of the reference's type: "comments", "styles"
    part: str
    element: Element


class Package:
    """A workbook that has been examined. Parts are read when they are asked for, and written where they changed."""

    def __init__(self, data: bytes):
        self._zip = file_checks.opened(data)
        self.names = {name for name in self._zip.namelist() if not name.endswith("/")}
        self.main = package_checks.main_part(Parts(self._zip))
        self._changing: dict[str, Xml] = {}
        self._new: dict[str, bytes] = {}  # made here, or with its changes already in it
        self._gone: set[str] = set()

    def xml(self, name: str, keep: Keep | None = None) -> Xml:
        """A part to look through and change. ``keep`` as for `Xml`, the first time that it is asked for."""
        if name not in self._changing:
            xml = self.read(name)
            self._changing[name] = Xml(xml, keep) if keep else Xml(xml)
        return self._changing[name]

    def read(self, name: str) -> bytes:
        return self._new[name] if name in self._new else self._zip.read(name)

    def settle(self, name: str) -> None:
        """Write a part's changes down, so that it can be asked for anew, and its memory be let go."""
        if name in self._changing:
            held = self._changing.pop(name)
            if (now := held.changed()) != held.xml:
                self._new[name] = now

    def related(self, part: str) -> list[Related]:
        """What a part refers to inside the package."""
        listing = references_of(part)
        if listing not in self.names:
            return []
        found = []
        for element in self.xml(listing).root.each("Relationship"):
            told = element.attributes
            if element.gone or told.get("TargetMode", "").casefold() == "external":
                continue
            referred = target(part, told.get("Target", ""))
            found.append(Related(told.get("Id", ""), told.get("Type", "").rpartition("/")[2], referred, element))
        return found

    def one(self, part: str, kind: str) -> Related | None:
        """The first part of a kind that ``part`` refers to and that is there."""
        return next((one for one in self.related(part) if one.kind == kind and one.part in self.names), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """A reference from ``part`` to ``target``; its name. ``kind``: the whole type."""
        listing = references_of(part)
        if listing not in self.names:
            self._put(listing, f'<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'.encode())
        held = self.xml(listing)
        taken = {element.attributes.get("Id") for element in held.root.children}
        name = next(name for number in range(1, 1_000_000) if (name := f"rId{number}") not in taken)
        held.append(held.root, "Relationship", {"Id": name, "Type": kind, "Target": _from(part, target)})
        self.settle(listing)
        return name

    def unrelate(self, part: str, name: str) -> None:
        for one in self.related(part):
            if one.id == name:
                one.element.remove()
        self.settle(references_of(part))

    def add(self, pattern: str, xml: bytes, content_type: str) -> str:
        """A new part under the first free number in ``pattern``; its name."""
        taken = {folded(name) for name in self.names}
        name = next(name for number in range(1, 1_000_000) if folded(name := pattern.format(number)) not in taken)
        self._put(name, xml)
        types = self.xml(TYPES)
        types.append(types.root, "Override", {"PartName": f"/{name}", "ContentType": content_type})
        self.settle(TYPES)
        return name

    def replace(self, name: str, contents: bytes) -> None:
        self._changing.pop(name, None)
        self._put(name, contents)

    def remove(self, name: str) -> None:
        """Take a part out, with what only it refers to; whoever refers to it is the caller's to change."""
        only = {one.part for one in self.related(name)} & self.names
        self._take(name)
        listings = [listing for listing in sorted(self.names) if listing.casefold().endswith(".rels")]
        for listing in listings:
            folder, own = posixpath.split(listing)
            owner = posixpath.join(posixpath.dirname(folder), own.removesuffix(".rels"))
            only -= {one.part for one in self.related(owner)}
        for part in sorted(only):
            self._take(part)

    def _take(self, name: str) -> None:
        for gone in (name, references_of(name)):
            self.settle(gone)
            self.names.discard(gone)
            self._new.pop(gone, None)
            self._gone.add(gone)
        for element in self.xml(TYPES).root.each("Override"):
            if element.attributes.get("PartName", "").removeprefix("/") == name:
                element.remove()
        self.settle(TYPES)

    def _put(self, name: str, contents: bytes) -> None:
        self.names.add(name)
        self._gone.discard(name)
        self._new[name] = contents

    def saved(self) -> bytes:
        """The workbook's bytes: the same for the same changes, whatever the clock says."""
        for name in list(self._changing):
            self.settle(name)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self._zip.infolist():
                if info.filename not in self._gone or info.filename in self.names:
                    out.writestr(_entry(info.filename, info.date_time), self.read(info.filename))
            for name in sorted(set(self._new) - set(self._zip.namelist())):
                out.writestr(_entry(name, STAMPED), self._new[name])
        return held.getvalue()


def _from(part: str, target: str) -> str:
    """As Excel writes it, relative: exceljs 4.4.0 finds the comments of a sheet by nothing else."""
    return posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")


def _entry(name: str, written: tuple[Any, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, written)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith("/") else zipfile.ZIP_DEFLATED
    entry.create_system = 0  # Windows and Linux write the same bytes
    return entry
