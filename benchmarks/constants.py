"""The product's pages, or with ?constants in the address the elements of one of them drawn from a file.

Both are served by one process, so that what differs between them is what oxdash does, and nothing else.
"""

import json
import os
from pathlib import Path

import plotly.io
import streamlit as st

from oxdash.settings import HOME


@st.cache_resource
def drawn() -> list[tuple[str, str, dict]]:
    found = json.loads(Path(os.environ["OXDASH_CONSTANTS"]).read_text("utf-8"))
    return [
        (where, kind, {**said, "figure": plotly.io.from_json(said["spec"])} if "spec" in said else said)
        for where, kind, said in found
    ]


@st.cache_resource
def app():
    """app.py, compiled once as Streamlit does."""
    return compile((HOME / "app.py").read_bytes(), "app.py", "exec")


if "constants" not in st.query_params:
    exec(app(), {"__name__": "__main__"})
else:
    st.set_page_config(page_title="Constants", layout="wide")
    pages = {path.stem: st.Page(path) for path in (HOME / "pages").glob("*.py")}
    st.navigation(list(pages.values()), position="hidden")
    for number, (where, kind, said) in enumerate(drawn()):
        place = st.sidebar if where == "sidebar" else st
        if kind == "html":
            place.html(said["body"])
        elif kind == "page_link":
            place.page_link(pages[said["page"]] if said["page"] in pages else pages["overview"], label=said["label"])
        elif kind == "divider":
            place.divider()
        elif kind == "selectbox":
            place.selectbox(said["label"], said["options"], key=f"constant {number}")
        elif kind == "plotly_chart":
            place.plotly_chart(said["figure"], theme=None, alt=said["alt"], width=said["width"], key=f"chart {number}")
