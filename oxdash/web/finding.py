"""Looking for targets, and for actions: what can be asked for, and what is found."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from oxdash.documents import among, cells, frame
from oxdash.documents import found as documents
from oxdash.documents.actions import standing
from oxdash.documents.blocks import Block, Heading, Paragraph
from oxdash.documents.district import of_one
from oxdash.documents.inline import Link
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import search
from oxdash.judging.position import Position
from oxdash.register.sources import OWNER
from oxdash.vocabulary.codes import in_own_letters
from oxdash.vocabulary.model import COUNTED
from oxdash.web import page, pickers
from oxdash.web.view import FIND, View, label, labels

ACTIONS = "Actions with these words"
ACTIONS_FOUND = "Actions found"
QUARTERS = 8  # of the grid: two years
FIRST = ("partnership", "status", "kind")
MORE = ("owner", "delivery_group", "priority", "district")


def ask(position: Position) -> View:
    """The box for words, the choices beside it and further ones below; the quarter stands in the sidebar."""
    words = st.container()
    beside = st.columns(len(FIRST))
    further = MORE if len(position.register.districts) else tuple(name for name in MORE if name != "district")
    made = any(st.query_params.get(name) for name in further)
    more = st.expander("More choices", expanded=made)
    below = [*more.columns(2), *more.columns(2)]
    names = ("words", *FIRST, *further, "quarter", "standing", "agreement")
    places = [words, *beside, *below[: len(further)], *[st.sidebar] * 3]
    return pickers.pick(FIND, position, *names, where=places)


def found(position: Position, view: View) -> list[page.Drawn]:
    """How many targets fit and which, each with status and sentence; the actions that fit; the targets by quarter."""
    at = page.standing(position, view, kind="all")
    acted = _acted(at, view)
    chosen: dict[str, Any] = dict(_chosen(view))
    words = in_own_letters(view.words, at.register.codes_also)
    rows = search.found(
        *(at.rows, position.register.targets, words),
        districts=position.districts,
        acted=acted,
        agreement=at.agreement,
        **chosen,
    )
    named = _labels(at, chosen)
    said = search.in_words(len(rows), len(at.rows), view.words, named)
    parts: list[PageBlock] = [Heading(f"Found at {at.when}"), Paragraph(said, "lead")]
    if rows.empty:
        return page.draw([*parts, *_loosened(at, view, chosen, named, acted), *_acting(at, view, chosen, acted)], view)
    quarters = at.quarters[-QUARTERS:]
    history = position.rows[position.rows.target.isin(rows.target) & position.rows.quarter.isin(quarters)]
    answering = at.targets.loc[rows.target]
    district = chosen.get("district")
    if district == search.NONE:
        district = None
    blocks: list[PageBlock] = [
        *parts,
        *(_of_district(at, district, chosen) if district else ()),
        documents.targets(
            cells.owned(rows, answering),
            at.council,
            district,
            of_one(at, rows, district) if district else None,
            among.column(at, rows.target),
        ),
        *frame.unsourced((answering, OWNER)),
        *_acting(at, view, chosen, acted),
        Heading("By quarter"),
        Paragraph("As judged on what was returned for each quarter.", "note"),
        documents.by_quarter(history, quarters),
        *page.made_from(at),
    ]
    return page.draw(blocks, view)


def _of_district(at: Standing, district: str, chosen: dict[str, str]) -> list[PageBlock]:
    """The way to all there is of the district that was chosen, and that a status was not looked for by its figures."""
    looked = f"A status is looked for by {at.council.the_areas} figure."
    by_status = [Paragraph(looked, "note")] if "status" in chosen else []
    return [*by_status, Paragraph(Link(f"Every target in {district}", "district", district=district))]


def _acted(at: Standing, view: View) -> pd.DataFrame:
    """The actions that words are looked for in: of what the partnership and the priority chosen have."""
    priority = None if view.priority == search.NONE else view.priority
    own = Standing(at.position, at.edition, kind="all", partnership=view.partnership, priority=priority, pause=at.pause)
    return search.with_texts(own.acted, at.bodies)


def _acting(at: Standing, view: View, chosen: dict[str, str], acted: pd.DataFrame) -> list[Block]:
    """The actions with the words typed, for targets that fit the choices; nothing where no words are typed.

    One for no target stands among them where nothing is chosen that only a target has.
    """
    targets, words = at.register.targets, in_own_letters(view.words, at.register.codes_also)
    if not search.has_words(words, targets):
        return []
    asked: dict[str, Any] = dict(chosen)
    fitting = search.found(at.rows, targets, districts=at.position.districts, agreement=at.agreement, **asked)
    alone = chosen.keys() <= {"partnership", "priority", "kind"} and chosen.get("kind", COUNTED) == COUNTED
    alone = alone and view.priority != search.NONE
    acted = acted[acted.target.isin(fitting.target) | (acted.target.isna() & alone)]
    found = search.acting(acted, targets, words, at.names)
    said = Paragraph(search.acting_in_words(len(found)))
    if found.empty:
        return [Heading(ACTIONS), said]
    listed = standing(found, at.targets.title, at.names, at.bodies, ACTIONS_FOUND)
    return [Heading(ACTIONS), said, listed]


def _chosen(view: View) -> dict[str, str]:
    """The filters that something was chosen for; every kind of target is no choice."""
    made = {name: getattr(view, name) for name in (*FIRST, *MORE)}
    return {name: value for name, value in made.items() if value and (name, value) != ("kind", "all")}


def _labels(at: Standing, chosen: dict[str, str]) -> dict[str, str]:
    """What was chosen as it is said, and of which agreement the kind is, where several count targets."""
    said = {name: label(at.position, name, value).removesuffix(" targets") for name, value in chosen.items()}
    counting = at.register.counting
    if "kind" in said and at.agreement and len(counting) > 1:
        said["kind"] += f" of {counting[at.agreement]}"
    return said


def _loosened(
    at: Standing, view: View, chosen: dict[str, str], named: dict[str, str], acted: pd.DataFrame
) -> list[Block]:
    """What could be left out, each as a link to what is found without it."""
    register = at.register
    asked = labels(FIND, at.council)
    words = in_own_letters(view.words, register.codes_also)
    counted = search.without_each(at.rows, register.targets, words, chosen, at.position.districts, acted, at.agreement)
    offers = []
    for name, count in counted.items():
        none: dict[str, Any] = {name: {"words": "", "kind": "all"}.get(name)}
        without = replace(view, **none)
        said = f'the words "{view.words}"' if name == "words" else f"{asked[name].lower()}: {named[name]}"
        offers.append((f"Without {said}", count, without.address(FIND, partnership=without.partnership)))
    afresh = View(quarter=view.quarter, standing=view.standing, kind="all", as_at=view.as_at)
    return documents.loosened(offers, afresh.address(FIND))
