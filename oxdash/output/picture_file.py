"""The picture of the agreement as a file that stands alone, with what it shows, where, when, key and source in it."""

from functools import partial

from oxdash.documents import first_screen
from oxdash.documents.quarter_view import Standing
from oxdash.output import tiles_svg
from oxdash.output.pdf import pictures

NAMES = {"png": "agreement.png", "svg": "agreement.svg"}  # among files of a publication


def svg(at: Standing) -> bytes:
    """As a drawing whose text is text, 16 cm wide. The same bytes for the same position and edition."""
    opened = f'<svg xmlns="{pictures.SVG}" width="{pictures.WIDTH:g}cm" font-family="{pictures.FONTS}" '
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_drawn(at).replace("<svg ", opened, 1)}\n'.encode()


def png(at: Standing) -> bytes:
    """As a picture of print size: 16 cm wide at 300 dots an inch, with its sentence."""
    return pictures.picture(_drawn(at), first_screen.picture(at).said)


FORMS = {"png": png, "svg": svg}


def _drawn(at: Standing) -> str:
    made = first_screen.picture(at)
    drawn = partial(tiles_svg.drawn, made.drawing, made.said, made.name)
    return str.__str__(str(drawn(above=(made.headline, made.subtitle), below=(made.source,))))
