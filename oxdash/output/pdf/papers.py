"""Papers as PDF: PDF/UA-1 and PDF/A-2a, with real headings, lists and tables, and the same bytes every time.

Nothing that was typed is ever read as markup: the template is fixed and what a paper holds is given to it as data.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date

from oxdash.documents.blocks import Outline
from oxdash.output.on_paper import HEAVY, RULE, one_line
from oxdash.output.pdf import letters, looks
from oxdash.output.pdf.data import UNTITLED, Data, Paper, words
from oxdash.output.pdf.fonts import FAMILY
from oxdash.output.pdf.press import Press
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.wording import INK


def write(outline: Outline, *, stamped: date, illustrative: bool = False, by: Press | None = None) -> bytes:
    """The paper, dated ``stamped`` whatever the clock says.

    With ``illustrative`` the foot says so, if it does not already. ``by``: whoever sets others too. NotMade where it
    cannot be made here.
    """
    missed: Counter[str] = Counter()
    made = Paper(outline, foot(outline, illustrative), missed).data()
    if said := letters.note(missed):
        made["blocks"].append(words("SmallPrint", said))
    held = given(outline.title, outline.subject, outline.council, stamped, [made])
    with nullcontext(by) if by else Press() as press:
        return press.set(held, stamped)


def write_pack(
    front: Outline, papers: Sequence[Outline], *, stamped: date, illustrative: bool = False, by: Press | None = None
) -> bytes:
    """Several papers in one file: ``front`` first, with the contents at its end, then each on a page of its own.

    Pages are numbered from the first to the last; each paper has its own foot. Else as `write`.
    """
    missed: Counter[str] = Counter()
    first = Paper(front, foot(front, illustrative), missed).data()
    made = [Paper(outline, foot(outline, illustrative), missed, side=looks.PAPER.side).data() for outline in papers]
    if said := letters.note(missed):
        (made[-1] if made else first)["blocks"].append(words("SmallPrint", said))
    held = given(front.title, front.subject, front.council, stamped, made, first)
    with nullcontext(by) if by else Press() as press:
        return press.set(held, stamped)


def foot(outline: Outline, illustrative: bool) -> str:
    """What stands at the foot of every page of a paper, besides its number."""
    said = outline.footer
    return f"{said} Illustrative figures." if illustrative and "illustrative" not in said.lower() else said


def given(
    title: str, subject: str, council: Council, stamped: date, papers: Sequence[Data], front: Data | None = None
) -> Data:
    """What the template reads. ``front``: the first page, where there are several papers."""
    language, _, region = council.language.partition("-")
    side = looks.ONE_PAGE.side if papers and papers[0]["one_page"] and front is None else looks.PAPER.side
    return {
        "title": one_line(title) or UNTITLED,
        "subject": one_line(subject),
        "author": one_line(council.title),
        "date": (stamped.year, stamped.month, stamped.day),
        "language": (language, region or None),
        "family": FAMILY,
        "colours": {"ink": INK, "rule": RULE, "heavy": HEAVY},
        "page": {"side": side, "top": looks.TOP, "bottom": looks.BOTTOM, "foot": looks.FOOT},
        "sizes": looks.SIZES,
        "words": {"page": "Page", "of": "of"},
        "front": front,
        "papers": papers,
    }
