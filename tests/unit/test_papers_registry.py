"""The registry of papers: every kind is declared, made by a function that is there, and filed under a name of its own.

What else belongs to the kind: a paper that the command line, the address or a publication does not know; one declared
without a maker; a paper of one partnership whose file does not name it.
"""

import inspect

import pytest

from oxdash.cli.papers import KINDS
from oxdash.documents.papers import PAPERS, Kind, makers
from oxdash.publication import public


def test_every_kind_is_declared_in_the_order_of_the_choices():
    assert list(PAPERS) == list(Kind)
    assert tuple(PAPERS) == KINDS, "what the command line offers"


def test_every_kind_is_made_and_takes_a_partnership_where_it_is_of_one():
    made = makers()
    assert list(made) == list(Kind)
    for kind in Kind:
        asked = ["at", *(["partnership"] if PAPERS[kind].of_one else []), *(["fits"] if PAPERS[kind].held else [])]
        assert list(inspect.signature(made[kind]).parameters) == asked, kind


def test_files_have_names_of_their_own():
    names = [public.paper_name(kind, "economic") for kind in Kind]
    assert len(set(names)) == len(names)
    assert {kind for kind in Kind if public.paper_name(kind, "economic") != public.paper_name(kind, "safer")} == {
        kind for kind in Kind if PAPERS[kind].of_one
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_paper_is_called_and_holds_is_said(kind):
    paper = PAPERS[kind]
    assert paper.holds.endswith(".") and paper.name and paper.about and paper.file.endswith(".docx")
