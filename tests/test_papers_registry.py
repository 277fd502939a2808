"""The registry of papers: every kind is declared, made by a function that is there, and filed under a name of its own.

What else belongs to the kind: a paper that the command line, the address or a publication does not know; one declared
without a maker; a paper of one partnership whose file does not name it.
"""

import inspect
from importlib import import_module

import pytest

from oxdash.cli.papers import KINDS
from oxdash.documents.papers import PAPERS, Kind
from oxdash.publication import public


def test_every_kind_is_declared_in_the_order_of_the_choices():
    assert list(PAPERS) == list(Kind)
    assert tuple(PAPERS) == KINDS, "what the command line offers"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_paper_is_made_by_a_function_of_the_documents(kind):
    module, _, name = PAPERS[kind].made_by.partition(".")
    made = getattr(import_module(f"oxdash.documents.{module}"), name)
    assert len(inspect.signature(made).parameters) == 1 + PAPERS[kind].of_one


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
