"""A published paper written again from its kept tables."""

from dataclasses import dataclass

from oxdash.papers import Standing
from oxdash.published import manifest, public
from oxdash.published.shelf import PUBLIC, Published


@dataclass(frozen=True)
class Again:
    """The paper, and whether it is the published one to the byte."""

    data: bytes
    same: bool
    path: str  # of the published one
    published: bool = True  # there is one; a paper that a setting hid, or that came later, has none

    @property
    def sentence(self) -> str:
        if self.same:
            return "It is the same, to the byte, as the paper that was published."
        if not self.published:
            return "It was not published with this position: it is written from the kept tables."
        return (
            "oxdash writes papers otherwise by now: this one is from the kept tables. The paper as it was published is "
            f"{self.path} in its folder."
        )


def reprint(one: Published, kind: str, partnership: str | None = None) -> Again:
    """``kind`` is one of papers.kinds.Kind; Unreadable where the kept tables are not what was published."""
    data = public.paper(kind, Standing(one.position, one.edition()), partnership)
    path = f"{PUBLIC}/{public.paper_name(kind, partnership)}"
    known = one.manifest.files.get(path)
    same = known is not None and known.sha256 == manifest.sha256(data)
    return Again(data, same, path, published=known is not None)
