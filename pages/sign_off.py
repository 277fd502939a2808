"""Returns that wait for their sign-off, for those who sign: looked at, signed off or sent back with words."""

import streamlit as st

from oxdash.documents.blocks import Heading
from oxdash.web import loading, screen, signing

screen.say(Heading("Sign off returns", 0))
position = screen.latest()
signing.signers_only()
signing.outcome(position)
one = signing.choose(position)
if one is None:
    st.stop()
with loading.officer_at_work():
    seen = signing.check(one, position)
    signing.look(one, seen, position)
    signing.decide(one, seen, position)
