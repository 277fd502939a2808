"""The menu in the sidebar, of links that carry the view, and the pages that it leads to."""

from collections.abc import Mapping, Sequence
from copy import copy
from functools import cache
from typing import Literal

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page

from oxdash.documents.blocks import Paragraph
from oxdash.output import html
from oxdash.settings import HOME
from oxdash.web import view
from oxdash.web.view import View

_OWN = ("partnership", "target", "body", view.DISTRICT)  # what one page is about, and its address names


def page(name: str, title: str, *, default: bool = False, hidden: bool = False) -> Page:
    """One of ``pages/`` for the menu. Which file it is, is looked up once; every run has a page of its own to run."""
    return copy(_page(name, title, default, hidden))


@cache
def _page(name: str, title: str, default: bool, hidden: bool) -> Page:
    shown: Literal["hidden", "visible"] = "hidden" if hidden else "visible"
    return st.Page(HOME / "pages" / f"{name}.py", title=title, default=default, visibility=shown)


def draw(sections: Mapping[str, Sequence]) -> None:
    """The pages under their headings, in the sidebar; every link carries the view.

    A partnership chosen on one page is the subject of the page on partnerships, and a district that targets were
    looked for by that of the page on districts; nothing else keeps a subject. What somebody looked for stays on the
    page that looks for targets.
    """
    said = st.query_params.to_dict()
    for heading, pages in sections.items():
        if shown := [page for page in pages if page.visibility == "visible"]:
            st.sidebar.html(_over(heading))
            for page in shown:
                carried = {name: value for name, value in said.items() if name not in _dropped(page.url_path)}
                st.sidebar.page_link(page, query_params=carried or None)
    st.sidebar.divider()


def _dropped(page: str) -> set[str]:
    """Of the view, what a link to that page does not carry."""
    own = {page} if page in _OWN else set(view.SEARCH) if page == view.FIND else set()
    return {*_OWN, *view.SEARCH} - own


@cache
def _over(heading: str) -> Markup:
    """What stands over a part of the menu: the same in every run."""
    return html.page([Paragraph(heading, "over")], View().address)
