"""Papers of a quarter: what each would hold, the files to take away, and what has been published for good."""

import streamlit as st

from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.papers import HOLDS, Kind
from oxdash.vocabulary import wording
from oxdash.web import covering, papers, pickers, screen

position = screen.position()
title = st.container()  # before the choices, and there only where there is something to choose from
where = [*[st.sidebar] * 3, *st.columns(2)]
asked = ("quarter", "standing", "agreement", "paper", *(("partnership",) if papers.of_one() else ()))
view = pickers.pick("papers", position, *asked, where=where[: len(asked)])
quarter = view.quarter or position.newest or ""
with title:
    screen.say(Heading("Papers", 0))
    papers.outcome(quarter)
screen.say(Paragraph(HOLDS[Kind(view.paper)], "lead"))
covering.ask(quarter)
screen.say(Heading("Contents"))
words = covering.typed(quarter)
contents, paper = papers.preview_with(words, position, view) if words else screen.once(papers.preview, view, position)
screen.put(contents)
with st.expander("Preview"):
    screen.put(paper)
screen.say(Heading("Download"), Paragraph("A file is made when you press its button. Each says that it is a draft."))
papers.take_away(position, view)
screen.say(Heading("Published papers"))
papers.records()
screen.say(Heading(f"Publish {wording.quarter(quarter)}"))
papers.publish(position, view)
