"""The steps of the page Sign off returns, each drawn from what waits: words and order, no rule."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from oxdash import access
from oxdash.access import signing as rights
from oxdash.archive import ArchiveRefused, record
from oxdash.archive.waiting_notes import Waiting
from oxdash.documents import checked as found
from oxdash.documents import filed
from oxdash.documents import preview as looks
from oxdash.documents import waiting as waits
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.judging.position import Position
from oxdash.settings import current
from oxdash.submissions import check_again, sign_off, waiting_list
from oxdash.submissions.check_again import Again
from oxdash.submissions.sign_off import Ended
from oxdash.submissions.submit import LONGEST_NOTE, Done, Refused
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row
from oxdash.web import current_person, downloads, loading, screen, submitting
from oxdash.web.acting import Acting

SEND_BACK = "It waits no more. Its officer reads your words, and hands the return in again."
SIGN = "From then on it counts, and {} sees it. The receipt names its officer and you, and both moments."
AS_HANDED_IN = "It was checked again just now, against the register and what is on file."


@dataclass
class _Desk(Acting):
    """What this session signed off or sent back last. No workbook is in here."""

    came: Done | Ended | Refused | None = None


def mine() -> _Desk:
    return st.session_state.setdefault("signing", _Desk())


def offered(stands=None) -> bool:
    """Whether the menu offers the page: to those who sign off, where returns need it or something was handed in."""
    held = current_person.rights(stands)
    return (held.manager or bool(held.signs)) and (loading.council().sign_off or current().waiting.is_dir())


def signers_only() -> None:
    """End the run of the page for anybody else: say why."""
    held = current_person.rights()
    if held.manager or held.signs:
        if said := access.nobody(*current_person.acting()):
            current_person.turned_away(said)
        return
    said = access.nobody(*current_person.acting())
    current_person.turned_away(said or "Only a partnership's lead officer or a deputy may sign returns off.")


def outcome(position: Position) -> None:
    """At the top of the page: the receipt, what was sent back, or why nothing was done."""
    came, zone = mine().came, position.council.zone
    if isinstance(came, Done):
        submitting.show_receipt(came, filed.signed_off(came, position.names, zone), position)
    if isinstance(came, Ended):
        screen.outcome(waits.ended(came.ending, position.names, zone), of=came)
    if isinstance(came, Refused):
        screen.outcome(found.summary(came.sentence, [found.short(problem) for problem in came.problems]), of=came)


def choose(position: Position) -> Waiting | None:
    """What waits for this person, in a list, and the one of them that the page is about; None where nothing waits."""
    settings, now = current(), current_person.now()
    held, rows = current_person.rights(), waiting_list.of(position, settings, now)
    own = rows[[held.manager or code in held.signs for code in rows.partnership]] if len(rows) else rows
    screen.say(Heading("What waits"), waits.listed(own, position.council.zone, whole=set(own.partnership)))
    there = {(row.partnership, row.quarter): row.addresses for row in each_row(own) if pd.isna(row.fault)}
    if not there:
        return None
    asked = (st.query_params.get("partnership", ""), st.query_params.get("quarter", ""))
    mine_first = current_person.who().email
    keys = sorted(there, key=lambda key: mine_first not in there[key])  # of what others sign a manager is told too
    chosen = keys[0]
    if len(keys) > 1:
        chosen = st.selectbox(
            "Return to look at",
            keys,
            index=keys.index(asked) if asked in keys else 0,
            format_func=lambda key: f"{position.names.get(key[0], key[0])}, {wording.quarter(key[1])}",
        )
    try:
        numbers = record.waiting(settings).of(*chosen)
    except ArchiveRefused as error:
        screen.say(Paragraph(str(error)))
        return None
    return numbers[-1] if numbers and numbers[-1].waits else None


def check(one: Waiting, position: Position) -> Again:
    """What a check against the position of now finds, worked out once for as long as that is the same."""

    def made() -> Again:
        with st.spinner("Checking the return again"):
            return check_again.again(one, position, current(), loading.turn_of_officer)

    return loading.versions(screen.seen(), (one.partnership, f"{one.quarter} waits {one.number}"), made)


def look(one: Waiting, seen: Again, position: Position) -> None:
    """What its officer said of it, the workbook, what the check finds, and how it will look to the Board."""
    screen.say(Heading("1. Look at it"), waits.to_sign(one.known, position.names, position.council.zone))
    name = f"{one.partnership} {one.quarter} handed in {one.number}"
    downloads.button("Download the workbook handed in", _workbook(one), f"{name}.xlsx", downloads.XLSX)
    screen.say(Paragraph(AS_HANDED_IN))
    if seen.to_fix or not seen.checked.is_a_return:
        screen.say(found.problem_table("What stands in the way", seen.to_fix or seen.checked.problems, found.FIX))
    elif not seen.to_confirm:
        screen.say(Paragraph("Nothing stands in the way of signing it off."))
    if seen.checked.seen is not None:
        screen.say(Heading(f"2. {looks.title(position.register)}"))
        called = position.names.get(one.partnership, one.partnership)
        screen.say(*looks.preview(seen.checked.seen, called, position.register))


def decide(one: Waiting, seen: Again, position: Position) -> None:
    """The two forms: sign it off, where nothing stands in the way, or send it back with words."""
    desk, whose = mine(), (one.partnership, one.quarter, one.number)
    called = position.names.get(one.partnership, one.partnership)
    acting, needed = current_person.acting(), position.council.sign_off
    barred = rights.may_sign(
        acting[0], one.partnership, one.known.submitted_from, *acting[1:], needed=needed, called=called
    )
    if isinstance(barred, rights.Barred):
        screen.say(Heading("3. Sign off or send back"), Paragraph(barred.sentence))
        return
    if not seen.to_fix and seen.checked.is_a_return:
        screen.say(Heading("3. Sign off"), Paragraph(SIGN.format(position.register.the_board)))
        with st.form(f"sign off {whose}", border=False):
            confirmed = submitting.ticked(seen.to_confirm, f"{whose}")
            if desk.button("Sign off this return", type="primary"):
                with st.spinner("Signing off"):
                    acting = current_person.acting()
                    desk.came = sign_off.sign_off(*whose, position, *acting, confirmed=confirmed)
                    desk.acted()
                st.rerun()
    screen.say(Heading("Or send it back"), Paragraph(SEND_BACK))
    with st.form(f"send back {whose}", border=False):
        words = st.text_area("What has to be different", max_chars=LONGEST_NOTE)
        if desk.button("Send back this return"):
            desk.came = sign_off.send_back(*whose, position, *current_person.acting(), words=words)
            desk.acted()
            st.rerun()


def _workbook(one: Waiting) -> Callable[[], bytes]:
    """Reads what waits again when it is asked for; the right to it is asked for again then."""
    whose = (one.partnership, one.quarter)

    def read() -> bytes:
        now = next((found for found in record.waiting(current()).of(*whose) if found.number == one.number), None)
        if now is None or now.data is None:
            raise downloads.NotThere((now and now.fault) or "It waits no more: look at the page again.")
        return now.data

    what = f"workbook handed in {whose}"
    asked = downloads.asked_again(read, what, current_person.who(), one.partnership, looking=True)
    return downloads.in_turn(asked, officer=True)
