"""The manager's desk: papers to take away, positions put on record. Words and order; the acts are in `published`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from oxdash.archive import record
from oxdash.documents import checked, holding, meeting_pack, papers
from oxdash.documents.blocks import Paragraph
from oxdash.documents.cells import saved_as
from oxdash.documents.covering_report import CoveringReport
from oxdash.documents.edition import Edition
from oxdash.documents.inline import Link, Words
from oxdash.documents.page_blocks import Notice
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import waiting
from oxdash.judging.position import Position
from oxdash.output import chart_files, html, word
from oxdash.publication import compare, public, publishing, references, shelf, verifying
from oxdash.publication.publishing import Asked, Refused
from oxdash.publication.reprinting import OTHERS
from oxdash.publication.shelf import PUBLIC, Published
from oxdash.settings import current
from oxdash.storage.same_bytes import zipped
from oxdash.vocabulary import safe_text, wording
from oxdash.web import covering, current_person, downloads, loading, meeting_papers, page, screen
from oxdash.web.acting import Acting, to_its_end
from oxdash.web.downloads import XLSX
from oxdash.web.meeting_papers import PDF
from oxdash.web.view import View

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LONGEST_REASON = 1000
ANOTHER = "Another, or none"


def of_one() -> bool:
    """Whether the paper that the address asks for is one partnership's."""
    return st.query_params.get("paper") == Kind.PARTNERSHIP


def _whose(position: Position, view: View) -> str | None:
    """The partnership a chairman's sheet is of; None for every other paper."""
    return (view.partnership or next(iter(position.names))) if view.paper == Kind.PARTNERSHIP else None


def preview(position: Position, view: View) -> tuple[Markup, Markup]:
    """What the paper chosen holds, part by part, and the paper itself to read; a chart is there by words and table."""
    return _seen(page.standing(position, view), view)


def preview_with(words: CoveringReport, position: Position, view: View) -> tuple[Markup, Markup]:
    """The same with a manager's own words, for nobody else."""
    at = page.standing(position, view)
    return _seen(_at(position, replace(at.edition, words=words)), view)


def _seen(at: Standing, view: View) -> tuple[Markup, Markup]:
    made = papers.outline(view.paper, at, _whose(at.position, view), word.fits)
    return html.page(holding.contents(made), view.address), html.preview(made)


def _at(position: Position, edition: Edition) -> Standing:
    return Standing(position, edition, reward=current().reward)


def take_away(position: Position, view: View) -> None:
    """The buttons: each file is made when its button is pressed, and not before."""
    edition, whose = page.standing(position, view).edition, _whose(position, view)
    edition = replace(edition, words=covering.typed(edition.quarter))
    officer = current_person.rights().any  # who does not wait for readers
    called = _called(position, edition)

    def paper(stands: Position) -> bytes:
        return public.paper(view.paper, _at(stands, edition), whose)

    def pdf(stands: Position) -> bytes:
        return public.pdf(view.paper, _at(stands, edition), whose)

    def other(kind: str) -> Callable[[Position], bytes]:
        """A file that is published beside the papers."""
        _, draw = OTHERS[kind]
        return lambda stands: draw(_at(stands, edition))

    def charts(stands: Position) -> bytes:
        return zipped(chart_files.write(chart_files.charts(_at(stands, edition))))

    def for_excel(stands: Position) -> bytes:
        return safe_text.for_excel(other("csv")(stands))

    with st.container(horizontal=True):
        for said, made, file, mime in (
            ("This paper (Word)", paper, called(_paper(position, view.paper, whose)) + ".docx", DOCX),
            ("This paper (PDF)", pdf, called(_paper(position, view.paper, whose)) + ".pdf", PDF),
            ("Slides (PowerPoint)", other("slides"), called("slides") + ".pptx", PPTX),
            ("Workbook (Excel)", other("workbook"), called("workbook") + ".xlsx", XLSX),
            ("Page (HTML)", other("page"), called("position") + ".html", "text/html"),
            ("Picture (PNG)", other("picture"), called("picture") + ".png", "image/png"),
            ("Picture (SVG)", other("picture-svg"), called("picture") + ".svg", "image/svg+xml"),
            ("Charts (PNG, SVG, CSV)", charts, called("charts") + ".zip", "application/zip"),
            ("Data for Excel (CSV)", for_excel, called("position for Excel") + ".csv", "text/csv"),
            ("Data for programs (CSV)", other("csv"), called("position") + ".csv", "text/csv"),
            ("Data (JSON)", other("json"), called("position") + ".json", "application/json"),
        ):
            taken = downloads.in_turn(downloads.later(position, made), officer=officer)
            downloads.button(said, taken, file, mime, key=f"take {said}")
    meeting_papers.take_away(position, edition, officer=officer)


def _called(position: Position, edition: Edition) -> Callable[[str], str]:
    """Names files of a draft, less their endings: ``Anyshire Board paper Q4 2009-10 for Board 2010-07-01 (draft)``."""
    meeting = next(iter(_offered(position, edition.quarter).values()), None)
    when, area = wording.quarter(edition.quarter), position.council.area
    return lambda what: saved_as(area, what, when, edition.agreement, meeting and f"for {meeting}", "(draft)")


def _paper(position: Position, kind: str, whose: str | None) -> str:
    return f"Chairman's sheet {position.names[whose]}" if whose else papers.NAMES[Kind(kind)]


@st.cache_resource(max_entries=2, show_spinner="Looking at what has been published")
def _shelf(known: str, _root) -> tuple[list[Published], list[str]]:
    """Every published position, the newest first, and what cannot be read. Each is thawed once, when first asked."""
    found, faults = shelf.published(_root)
    return found[::-1], faults


def _told(known: str, root: Path, now: Position) -> tuple[list[tuple[Published, str]], list[str]]:
    """The same with what has become of each since."""
    found, unreadable = _shelf(known, root)
    told, faults = [], list(unreadable)
    for one in found:
        try:
            told.append((one, compare.since_told(one, now)))
        except shelf.Unreadable as fault:
            faults.append(str(fault))
    return told, faults


def on_record() -> tuple[list[tuple[Published, str]], list[str]]:
    """As above, of now."""
    root = current().published
    try:
        known, now = shelf.fingerprint(root), screen.latest()
        return loading.on_record(screen.seen(), (known, root), lambda: _told(known, root, now))
    except shelf.Unreadable as fault:
        return [], [str(fault)]


def notice_of(position: Position, view: View) -> None:
    """On a page of a quarter: that it was published, and what has been corrected since."""
    looked_at, address = page.standing(position, view).edition, view.address("papers")
    with st.container():  # there at times, and moves nothing below
        for one, said in on_record()[0]:
            another = one.manifest.agreement not in (None, looked_at.agreement) and looked_at.agreement
            if one.manifest.quarter == looked_at.quarter and not another:
                screen.say(Notice((Words((f"{said} ", Link("See what was published", address=address))),)))


def records() -> None:
    """Every published position, what may be taken away of it, and its proof."""
    found, faults = on_record()
    for fault in faults:
        screen.say(Notice((fault,), "A published position is damaged"))
    if not found:
        screen.say(Paragraph(shelf.NOTHING))
    elif not current().looking_needs_sign_in:
        screen.say(Paragraph(Link("Follow publications and corrections in a feed (Atom)", address="/api/feed.atom")))
    manager = current_person.refusal(manager=True) is None
    for one, said in found:
        screen.say(holding.record(one.manifest, said))
        with st.container(horizontal=True):
            word_paper, pdf_paper = (f"{PUBLIC}/{named(Kind.BOARD)}" for named in (public.paper_name, public.pdf_name))
            _button(one, "Board paper (Word)", partial(one.read, word_paper), "docx", DOCX)
            if pdf_paper in one.manifest.files:  # what was published before has none
                _button(one, "Board paper (PDF)", partial(one.read, pdf_paper), "pdf", PDF)
            _button(one, "Public pack (zip)", one.pack, "zip", "application/zip")
            if manager:
                pack = partial(one.pack, audit=True)  # with returns and receipts
                audit = downloads.asked_again(pack, f"audit pack {one.reference}", current_person.who(), manager=True)
                _button(one, "Audit pack (zip)", audit, "zip", "application/zip")
                if st.button("Verify", key=f"verify {one.reference}"):
                    _verify(one)


def _button(one: Published, said: str, made: Callable[[], bytes], ending: str, mime: str) -> None:
    taken = downloads.in_turn(made, officer=current_person.rights().any)
    name = saved_as(screen.council().area, one.reference, said.partition(" (")[0])
    downloads.button(said, taken, f"{name}.{ending}", mime, key=f"{said} {one.reference}")


def _verify(one: Published) -> None:
    with st.spinner("Judging the kept returns again"):
        found = verifying.verify(one, record.log(current()))
    screen.say(Notice((found.sentence(one.reference), *found.faults, *found.notes), f"Proof of {one.reference}"))


@dataclass
class _Desk(Acting):
    """What this session published last, and of which quarter."""

    quarter: str = ""
    done: Published | Refused | None = None


def mine() -> _Desk:
    return st.session_state.setdefault("publishing", _Desk())


def outcome(quarter: str) -> None:
    """At the top of the page of a quarter: what was published of it last, or why nothing was."""
    now = mine()
    if now.quarter != quarter:
        return
    if isinstance(now.done, Refused):
        screen.outcome(checked.summary(now.done.sentence), of=now.done)
    elif now.done is not None:
        screen.outcome(holding.published(now.done.manifest), of=now.done)


def publish(position: Position, view: View) -> None:
    """The form that puts the quarter on record; for managers."""
    if sentence := current_person.refusal(manager=True):
        screen.say(Paragraph(f"Only the partnerships manager can publish. {sentence}"))
        return
    quarter = view.quarter or position.newest or ""
    of = page.standing(position, view).edition.agreement
    if waits := waiting.sentence(position.waiting, quarter, position.names, position.council.zone):
        screen.say(Paragraph(waits))
    offered, cited, desk = _offered(position, quarter), "", mine()
    if offered:
        meeting = st.selectbox("Meeting that it is for", [*offered, ANOTHER], key=f"meeting {quarter}")
        cited = offered.get(meeting, "")
    with st.form("publish"):
        reference = st.text_input("Reference, like Board 2010-07-01", cited, max_chars=60, key=f"reference {cited}")
        typed = position.register.council.day_typed
        day = st.date_input("As at", value=position.as_at, max_value=screen.today(), format=typed)
        done_with = len(on_record()[0])  # once it is published, nothing stands ready to be published again
        corrects = "What it corrects (only to correct a published reference)"
        reason = st.text_area(corrects, max_chars=LONGEST_REASON, key=f"corrects {done_with}")
        which = "".join(f", {position.register.counting[code]}" for code in [of] if code)
        meant = f"Publish {wording.quarter(quarter)}{which}. What is published is never changed."
        sure = st.checkbox(meant, key=f"sure {done_with} {quarter}")
        pressed = desk.button("Publish", type="primary")
    if not pressed:
        return
    if not sure:
        desk.quarter, desk.done = quarter, Refused("Nothing was published: tick the box to say that you mean it.")
        desk.acted()
    else:
        asked = Asked(
            quarter, reference.strip(), day, view.standing, reason.strip() or None, of, covering.typed(quarter)
        )
        with st.status("Publishing", expanded=True) as status:
            told = partial(_tell, status)
            act = partial(publishing.publish, asked, *current_person.acting(), told)
            desk.quarter, desk.done = quarter, to_its_end(act)
            desk.acted()
    st.rerun()  # so that the list above has it too


def _tell(status, said: str) -> None:
    status.update(label=said)


def _offered(position: Position, quarter: str) -> dict[str, str]:
    """The reference of each meeting about the quarter, by what the meeting is called."""
    return references.offered(meeting_pack.meetings(position.register, quarter), position.register.reported_to)
