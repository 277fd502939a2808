"""A page as most are: a subject's document (`documents`), of what the reader looks at, drawn once for all who do."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from markupsafe import Markup

from oxdash.documents import frame
from oxdash.documents.blocks import Paragraph
from oxdash.documents.edition import Edition
from oxdash.documents.inline import Link
from oxdash.documents.page_blocks import PageBlock, Picture
from oxdash.documents.papers import NAMES, Kind, missing
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import Position
from oxdash.output import html
from oxdash.settings import current
from oxdash.web import charting, loading, screen
from oxdash.web.view import View

Document = Callable[..., Iterable[PageBlock]]  # of a `Standing`, and of what else the page asks


def standing(position: Position, view: View, **part: Any) -> Standing:
    """The position at the view's quarter; ``part`` of it, as `Standing` has it."""
    quarter = view.quarter or position.newest or str(position.current_quarter)
    of = position.register.one_of_several(quarter, view.agreement)
    return Standing(
        position, Edition(quarter, view.standing, agreement=of), reward=current().reward, pause=loading.give_way, **part
    )


def show(
    document: Document,
    view: View,
    position: Position,
    paper: Kind | None = None,
    *,
    part: Any = None,
    foot: bool = True,
    counts: bool = True,
    **asked: Any,
) -> None:
    """Put a document on the page, worked out once for all who look at the same view.

    ``part`` of the position, as `Standing` has it, and what else is ``asked`` of the document come of the view. Where
    it ``counts`` targets and several agreements do, it says whose. At its ``foot`` stands what it was made from, and
    the way to the ``paper`` on the same subject.
    """

    def drawn(stands: Position, shown: View) -> list[Drawn]:
        at = standing(stands, shown, **part or {})
        own = shown.partnership if paper == Kind.PARTNERSHIP else None
        made = document(at, **asked)
        return draw([*(frame.named(at, made) if counts else made), *(made_from(at, paper, own) if foot else [])], shown)

    put(screen.once(drawn, view, position, name=f"{document.__code__.co_filename} {document.__qualname__}"))


Drawn = Markup | charting.Drawn


def draw(blocks: Iterable[PageBlock], view: View) -> list[Drawn]:
    """Blocks as they go on a page of this view: all that stands between two pictures is one part."""
    parts: list[Drawn] = []
    run: list[PageBlock] = []
    for one in blocks:
        if isinstance(one, Picture):
            parts += [html.page(_by_turns([*run, *one.above]), view.address), charting.drawn(one)]
            run = []
        else:
            run.append(one)
    return [*parts, html.page(_by_turns(run), view.address)] if run else parts


def _by_turns(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Blocks to be drawn, each when officers let it."""
    for one in blocks:
        loading.give_way()
        yield one


def put(parts: Iterable[Drawn]) -> None:
    """Parts that were drawn, as they are."""
    for one in parts:
        if isinstance(one, charting.Drawn):
            charting.put(one)
        else:
            screen.put(one)


def made_from(at: Standing, paper: Kind | None = None, partnership: str | None = None) -> list[Paragraph]:
    """What a page was made from, and the way to the Word paper on the same subject, which is left out in print."""
    if paper is None or missing(paper, at.register, decided=bool(at.decided)):
        return [frame.foot(at)]
    leads = Link(f"{NAMES[paper]} (Word paper)", "papers", paper=paper, partnership=partnership)
    return [frame.foot(at), Paragraph(leads, "paper")]
