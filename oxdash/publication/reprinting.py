"""A published file again: the very file that was published or, anew, one drawn from the kept tables and compared."""

from dataclasses import dataclass

from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.output import excel, open_data, static_page
from oxdash.publication import differing, public
from oxdash.publication.shelf import PUBLIC, Published

WORKBOOK, PAGE, CSV, JSON = "workbook", "page", "csv", "json"
OTHERS = {WORKBOOK: "workbook.xlsx", PAGE: "position.html", CSV: open_data.CSV, JSON: open_data.JSON}  # beside papers
KINDS = (*(str(kind) for kind in Kind), *OTHERS)


@dataclass(frozen=True)
class Again:
    """The file, and whether it is the published one to the byte; ``differences`` are a sentence each, part by part."""

    data: bytes
    same: bool
    path: str  # of the published one
    published: bool = True  # there is one; a paper that a setting hid, or that came later, has none
    differences: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        if self.same:
            return "It is the same, to the byte, as the paper that was published."
        if not self.published:
            return "It was not published with this position: it is written from the kept tables."
        return (
            "It is drawn anew from the kept tables and is not the paper that was published, which is "
            f"{self.path} in its folder. {differing.described(len(self.differences))}"
        )

    @property
    def listed(self) -> tuple[str, ...]:
        """The differences as a person reads them: the first, and how many more there are."""
        return differing.listed(self.differences)


def reprint(one: Published, kind: str, partnership: str | None = None) -> Again:
    """The file as it was published, held against the manifest; one of `KINDS`.

    What was not published with the position is drawn from the kept tables, and says so. Unreadable where the file, or
    the kept tables, are not what was published.
    """
    path = _path(kind, partnership)
    if path not in one.manifest.files:
        return Again(_drawn(one, kind, partnership), same=False, path=path, published=False)
    return Again(one.read(path), same=True, path=path)


def anew(one: Published, kind: str, partnership: str | None = None) -> Again:
    """The file drawn from the kept tables by the program of today, and where it differs from the published one."""
    path, data = _path(kind, partnership), _drawn(one, kind, partnership)
    if path not in one.manifest.files:
        return Again(data, same=False, path=path, published=False)
    was = one.read(path)
    return Again(data, was == data, path, differences=differing.between(path, was, data))


def _path(kind: str, partnership: str | None) -> str:
    return f"{PUBLIC}/{OTHERS.get(kind) or public.paper_name(kind, partnership)}"


def _drawn(one: Published, kind: str, partnership: str | None) -> bytes:
    position, edition = one.position, one.edition()
    match kind:
        case "workbook":
            return excel.write(position, edition)
        case "page":
            return static_page.write(Standing(position, edition))
        case "csv":
            return open_data.position_csv(position, edition)
        case "json":
            return open_data.position_json(position, edition)
    return public.paper(kind, Standing(position, edition), partnership)
