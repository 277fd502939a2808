"""A published file again: the very file that was published or, anew, one drawn from the kept tables and compared."""

from collections.abc import Callable
from dataclasses import dataclass

from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.output import excel, open_data, picture_file, static_page
from oxdash.publication import differing, public
from oxdash.publication.shelf import PUBLIC, Published

OTHERS: dict[str, tuple[str, Callable[[Standing], bytes]]] = {  # beside papers: their file, and what draws it
    "slides": (public.SLIDES, public.presentation),
    "workbook": (public.WORKBOOK, lambda at: excel.write(at.position, at.edition, reward=at.reward)),
    "page": (public.PAGE, static_page.write),
    "picture": (picture_file.NAMES["png"], picture_file.png),
    "picture-svg": (picture_file.NAMES["svg"], picture_file.svg),
    "csv": (open_data.CSV, lambda at: open_data.position_csv(at.position, at.edition)),
    "json": (open_data.JSON, lambda at: open_data.position_json(at.position, at.edition, reward=at.reward)),
}
KINDS = (*(str(kind) for kind in Kind), *OTHERS)
SET_OTHERWISE = "The same words, set otherwise."


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


def reprint(
    one: Published, kind: str, partnership: str | None = None, *, anew: bool = False, pdf: bool = False
) -> Again:
    """The file as it was published, held against the manifest; one of `KINDS`. ``pdf``: a paper as PDF.

    ``anew``: drawn from the kept tables by the program of today, and where it differs from the published one. What was
    not published with the position is always drawn, and says so. Unreadable where the file, or the kept tables, are not
    what was published.
    """
    named, make = (public.pdf_name, public.pdf) if pdf else (public.paper_name, public.paper)
    file, draw = OTHERS.get(kind) or (named(kind, partnership), None)
    path = f"{PUBLIC}/{file}"
    there = path in one.manifest.files
    if there and not anew:
        return Again(one.read(path), same=True, path=path)
    shown = f"{PUBLIC}/{public.paper_name(Kind.REWARD)}" in one.manifest.files  # or a setting hid it then
    at = Standing(one.position, one.edition(), reward=shown)
    data = draw(at) if draw else make(kind, at, partnership)
    if not there:
        return Again(data, same=False, path=path, published=False)
    was = one.read(path)
    if was == data or not pdf:
        return Again(data, was == data, path, differences=differing.between(path, was, data))
    word = f"{PUBLIC}/{public.paper_name(kind, partnership)}"  # which says the same, and can be read again
    differences = differing.between(word, one.read(word), public.paper(kind, at, partnership))
    return Again(data, same=False, path=path, differences=differences or (SET_OTHERWISE,))
