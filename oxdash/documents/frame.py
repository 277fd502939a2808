"""What every paper has around its parts, above the title, at the head, in the footer and at the end; a page's foot."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from oxdash.documents import covering_report
from oxdash.documents.blocks import Block, Bullets, Heading, Outline, Paragraph
from oxdash.documents.quarter_view import Standing
from oxdash.register import sources
from oxdash.rule import tolerance
from oxdash.vocabulary import wording


def paper(
    at: Standing,
    title: str,
    subject: str,
    *parts: Block,
    over: str = "",
    one_page: bool = False,
    counts: bool = True,
    covered: bool = False,
) -> Outline:
    """A paper of these parts, with what stands at the head, the end and the foot of every paper.

    Where it ``counts`` targets and several agreements do, it says whose. On a sheet of one page the footer alone says
    how it was made, and of the manager's words there are those of who wrote them and whom to ask. Elsewhere they stand
    before the first heading, unless they are ``covered`` by the parts.
    """
    if not (one_page or covered):
        parts = covering_report.before_headings(parts, at.edition.words)
    return Outline(
        title=title,
        over=over or at.council.title,
        subject=subject,
        footer=footer(at),
        council=at.council,
        one_page=one_page,
        blocks=(
            *covering_report.by(at.edition.words),
            *begun(at, counts=counts),
            *parts,
            *(() if one_page else closing(at)),
        ),
    )


def begun(at: Standing, *, counts: bool = True) -> list[Block]:
    """What stands under every title: whose targets are counted, that figures are illustrative, what is put right."""
    found: list[Block] = []
    if counts and (whose := at.which_agreement):
        found.append(Paragraph(whose, "note"))
    if said := at.position.said_illustrative:
        found.append(Paragraph(said, "note"))
    edition = at.edition
    if edition.corrects:
        found.append(Heading("Correction"))
        found.append(Paragraph(edition.correction_in_words))
        found.append(Bullets(edition.differences))
    return found


def unsourced(*shown: tuple[pd.DataFrame, Mapping[str, str]]) -> list[Block]:
    """Under a table of the register's facts: which of them no source gives; `sources.note`."""
    said = sources.note(*shown)
    return [Paragraph(said, "note")] if said else []


def footer(at: Standing) -> str:
    """Reference, fingerprint, day and rule, on every page."""
    day, rule = wording.day(at.position.as_at), at.edition.rule_version
    said = f"{at.edition.cited}. As at {day}. Rule version {rule}."
    return f"{said} Illustrative figures." if at.position.illustrative else said


def titled(at: Standing, title: str) -> list[Block]:
    """The head of a page: whose agreement it is over its title, and the title."""
    return [Paragraph(at.council.title, "over"), Heading(title, 0)]


def named(at: Standing, blocks: Iterable[Any]) -> list[Any]:
    """The blocks of a page; under its title, whose targets are counted, where several agreements count any."""
    found = [*blocks]
    titles = [place for place, one in enumerate(found) if isinstance(one, Heading) and one.level == 0]
    if titles and (said := at.which_agreement):
        found.insert(titles[0] + 1, Paragraph(said, "note"))
    return found


def foot(at: Standing) -> Paragraph:
    """At the end of a page: what it was made from, so that a printed sheet can be told from another; whom to ask."""
    return Paragraph(f"Made from {_sources(at)}.{_whom_to_ask(at)}", "source")


OF_ALL = "Returns on file and the register of targets"  # what a picture of all targets is made from
AT_ITS_OWN = "each partnership at its own quarter"


def chart_source(at: Standing, where: str) -> str:
    """Under a chart: what it is made from, as at which day, for which paper, and that figures are illustrative."""
    marked = " Illustrative figures." if at.position.illustrative else ""
    return f"Source: {where}, as at {wording.day(at.position.as_at)}. {at.edition.cited}.{marked}"


def closing(at: Standing) -> list[Block]:
    """How the paper came about: the rule, the register and the day it is made from; whom to ask."""
    said = (
        f"Judged by rule version {at.edition.rule_version} from {_sources(at)}. Figures are compared as printed; "
        "counts are always over all targets, never only those measured."
    )
    within = tolerance.in_words(at.register.rules, at.edition.quarter)
    said += (f" {within}" if within else "") + _whom_to_ask(at)
    return [Heading("How this paper was made"), Paragraph(said, "note")]


def _sources(at: Standing) -> str:
    register, day = at.register.fingerprint[:12], wording.day(at.position.as_at)
    return f"the returns on file and the register {register}, as at {day}"


def _whom_to_ask(at: Standing) -> str:
    """After what something was made from: who answers for the register, where it says so."""
    contact = at.council.contact.rstrip(" .")
    return f" Questions: {contact}." if contact else ""
