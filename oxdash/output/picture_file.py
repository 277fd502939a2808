"""The picture of the agreement as a file that stands alone, with what it shows, where, when, key and source in it."""

from oxdash.documents import first_screen
from oxdash.documents.quarter_view import Standing
from oxdash.output import chart_alone

NAMES = {"png": "agreement.png", "svg": "agreement.svg"}  # among files of a publication


def svg(at: Standing) -> bytes:
    """As a drawing whose text is text, 16 cm wide. The same bytes for the same position and edition."""
    return chart_alone.svg(first_screen.picture(at))


def png(at: Standing) -> bytes:
    """As a picture of print size: 16 cm wide at 300 dots an inch, with its sentence."""
    return chart_alone.png(first_screen.picture(at))


FORMS = {"png": png, "svg": svg}
