"""The style sheet of everything that is drawn as HTML, for a page of the app or of paper."""

from functools import cache
from pathlib import Path

from oxdash.output.status import SLUGS, icon
from oxdash.vocabulary.wording import INK, LOOKS, OUTLINE, PAPER, SERIES

FEW, MANY = "42rem", "54rem"  # a table as narrow as this becomes cards; one with many columns sooner


@cache
def style_sheet() -> str:
    """CSS text. Colours and icons come from the house style; nothing in it is fetched from anywhere."""
    rules = [f":root{{--ox-ink:{INK};--ox-paper:{PAPER};--ox-outline:{OUTLINE};--ox-blue:{SERIES[0]}}}"]
    for status, look in LOOKS.items():
        rules.append(
            f".ox-{SLUGS[status]}{{--fill:{look.fill};--on-fill:{look.text};--edge:{look.outline};"
            f'--icon:url("{icon(look.icon, look.text)}")}}'
        )
    here = Path(__file__).parent
    cards = (here / "cards.css").read_text(encoding="utf-8")
    many = cards.replace(".ox-cards", ".ox-cards.ox-many")
    rules += [(here / name).read_text(encoding="utf-8") for name in ("style.css", "officers.css")]
    rules.append(f"@media screen{{@container (max-width:{FEW}){{{cards}}}@container (max-width:{MANY}){{{many}}}}}")
    return "\n".join(rules)
