"""The two buttons under a chart that save it in the reader's own browser."""

from functools import lru_cache

import htpy as h
from markupsafe import Markup

from oxdash.output.element import joined

FORMATS = {"png": "Save as PNG", "svg": "Save as SVG"}


@lru_cache(maxsize=500)
def buttons(name: str) -> Markup:
    """For the chart above them, called ``name``; hidden until oxdash/web/saving.js is there, which does the saving."""
    about = h.span(class_="ox-hidden")[f": {name}"]  # so that each says of which chart it is
    made = [h.button(type="button", class_="ox-save", data_save=form)[said, about] for form, said in FORMATS.items()]
    return joined([h.div(class_="ox ox-saving")[made]])
