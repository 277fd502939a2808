"""The two buttons under a chart that save it in the reader's own browser."""

from markupsafe import Markup

from oxdash.output.element import block, element

FORMATS = {"png": "Save as PNG", "svg": "Save as SVG"}


def buttons(name: str) -> Markup:
    """For the chart above them, called ``name``; hidden until oxdash/web/saving.js is there, which does the saving."""
    about = element("span", f": {name}", class_="ox-hidden")  # so that each says of which chart it is
    return block(
        *(
            element("button", said, about, type="button", class_="ox-save", data_save=form)
            for form, said in FORMATS.items()
        ),
        class_="ox ox-saving",
    )
