"""The files of a publication that anybody may have: papers (Word and PDF), workbook, charts, page and data."""

from collections.abc import Callable, Sequence
from datetime import datetime

from oxdash.archive import receipts
from oxdash.documents import meeting_pack as pack
from oxdash.documents import papers as registry
from oxdash.documents import slides as slides_document
from oxdash.documents.edition import Edition
from oxdash.documents.meeting_pack import Meeting, Wanted
from oxdash.documents.papers import PAPERS, Kind
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import Position
from oxdash.output import chart_files, excel, open_data, picture_file, slides, static_page, word
from oxdash.output.pdf import papers as pdf_papers
from oxdash.output.pdf.press import Press
from oxdash.vocabulary import wording

WORKBOOK, PAGE, CHARTS, READ_ME = "workbook.xlsx", "position.html", "charts", "README.txt"
SLIDES = "slides.pptx"
DRAWN = (
    "Every chart of the Board paper is in the folder charts, as PNG (16 cm wide at 300 dpi), as SVG, and what it shows "
    "as CSV."
)


def paper_name(kind: str, partnership: str | None = None) -> str:
    """Where a paper stands among the public files."""
    return PAPERS[Kind(kind)].file.format(partnership=partnership)


def pdf_name(kind: str, partnership: str | None = None) -> str:
    """Where the same paper stands as PDF."""
    return paper_name(kind, partnership).removesuffix(".docx") + ".pdf"


def paper(kind: str, at: Standing, partnership: str | None = None) -> bytes:
    """A Word paper: the same bytes for the same position and edition."""
    position = at.position
    return word.write(
        registry.outline(kind, at, partnership, word.fits),
        stamped=position.as_at,
        illustrative=position.illustrative,
    )


def pdf(kind: str, at: Standing, partnership: str | None = None, by: Press | None = None) -> bytes:
    """The same paper as PDF, which says what the Word paper says; ``by``: whoever sets others too."""
    position = at.position
    return pdf_papers.write(
        registry.outline(kind, at, partnership, word.fits),
        stamped=position.as_at,
        illustrative=position.illustrative,
        by=by,
    )


def meeting_pack(at: Standing, meeting: Meeting, wanted: Sequence[Wanted]) -> bytes:
    """The papers of a meeting as one PDF, set in one go."""
    return pdf_papers.write_pack(
        pack.front(at, meeting),
        list(pack.outlines(at, wanted, word.fits)),
        stamped=at.position.as_at,
        illustrative=at.position.illustrative,
    )


def presentation(at: Standing) -> bytes:
    """The slides: the same bytes for the same position and edition."""
    position = at.position
    return slides.write(slides_document.slides(at), stamped=position.as_at, illustrative=position.illustrative)


def files(
    position: Position, edition: Edition, told: Callable[[str], None], *, reward: bool = True
) -> tuple[dict[str, bytes], str]:
    """Path to bytes, and the sentence that says what there is of charts.

    Without ``reward`` there is no paper of the reward grant, which a setting hides.
    """
    found, at = {}, Standing(position, edition, reward=reward)
    there = registry.offered(position.register, reward=reward, decided=bool(at.decided))
    papers = [kind for kind in there if not PAPERS[kind].of_one]
    with Press() as press:
        for kind in papers:
            told(f"Writing: {PAPERS[kind].name}")
            found[paper_name(kind)] = paper(kind, at)
            found[pdf_name(kind)] = pdf(kind, at, by=press)
        told("Writing the chairmen's sheets")
        for code in position.names:
            found[paper_name(Kind.PARTNERSHIP, code)] = paper(Kind.PARTNERSHIP, at, code)
            found[pdf_name(Kind.PARTNERSHIP, code)] = pdf(Kind.PARTNERSHIP, at, code, press)
    told("Writing the slides, the workbook, the page and the data")
    found[SLIDES] = presentation(at)
    found[WORKBOOK] = excel.write(position, edition, reward=reward)
    found[PAGE] = static_page.write(at)
    found |= {name: picture_file.FORMS[form](at) for form, name in picture_file.NAMES.items()}
    found |= open_data.files(position, edition, reward=reward)
    charts = chart_files.write(chart_files.charts(at), told=lambda done, of: told(f"Drawing chart {done} of {of}"))
    found |= {f"{CHARTS}/{name}": data for name, data in charts.items()}
    found[READ_ME] = read_me(position, edition, papers, DRAWN)
    return found, DRAWN


def read_me(position: Position, edition: Edition, papers: Sequence[Kind], charts: str) -> bytes:
    """What is here, for whoever opens the folder."""
    lines = [
        edition.title(position.register),
        f"{edition.cited}. As at {wording.day(position.as_at)}. Rule version {edition.rule_version}.",
        "",
        *(f"{PAPERS[kind].file:<28}{PAPERS[kind].about}" for kind in papers),
        f"chairmens-sheets/          {PAPERS[Kind.PARTNERSHIP].about}",
        f"{'*.pdf':<28}the same papers as PDF, accessible (PDF/UA-1) and to be kept (PDF/A-2a)",
        "slides.pptx                 slides for the meeting: picture, what is asked, what changed, each partnership",
        "workbook.xlsx               every figure, every value ever agreed, every reason",
        "position.html               the position as one page, to read, print or put on a web server",
        "agreement.png, .svg         the picture of the whole agreement, a tile a target",
        "position-for-excel.csv      the position, a row a target, to open in Excel by double-click",
        "position.csv, .json         the same for programs (UTF-8, no byte order mark); position.csv-metadata.json",
        "                            describes the columns",
        "data/                       the judged tables in full; datapackage.json describes them",
        "",
        charts,
    ]
    if said := position.said_illustrative:
        lines += ["", said]
    return "\n".join([*lines, ""]).encode()


def publication(who: str, when: datetime) -> bytes:
    """Who published it and when: for managers, kept apart from what is public."""
    return receipts.as_json({"published_by": who, "published_at": receipts.in_utc(when)})
