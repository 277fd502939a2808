"""What is not broken between two lines: a code and its number, a quarter and its year, a day and its month.

It is kept together where it is drawn, and its spaces stay spaces: what is copied, searched for or read out is what was
written. Word has no means for that but another character, so that in Word papers only columns are wide enough for it.
"""

import calendar
import re
from collections.abc import Callable

from markupsafe import Markup

CLASS = "ox-whole"  # of what is kept together in HTML
_PAIR = (
    r"(?<![\w/])(?:[A-Z]{1,4} \d{1,4}[a-z]?"  # NI 154
    r"|Q[1-4] \d{4}(?:/\d\d)?"  # Q4 2009/10
    rf"|\d{{1,2}} (?:{'|'.join(calendar.month_name[1:])}))(?!\w|-\d)"  # 21 March; "AB 2010-07-01" is no code
)
_WITH_WHAT_TOUCHES_IT = re.compile(rf"(?:\S*{_PAIR})+\S*")
_WORD = re.compile(rf"(?:\S*{_PAIR})*\S*")
_IN_MARKUP = re.compile(rf"<(svg|style|title)\b.*?</\1>|<[^>]*>|{_PAIR}", re.DOTALL)


def words(text: str) -> list[str]:
    """The words of a text, those that stay together as one.

    >>> words("of NI 154, at Q4 2009/10 (31 March 2010)")
    ['of', 'NI 154,', 'at', 'Q4 2009/10', '(31 March', '2010)']
    """
    return [found for found in _WORD.findall(text) if found]


def marked(text: str, mark: tuple[str, str], room: float, wide: Callable[[str], float]) -> str:
    """The text with a mark before and after whatever stays together and has room: ``wide`` says how wide a text is."""
    before, after = mark
    return _WITH_WHAT_TOUCHES_IT.sub(lambda one: f"{before}{one[0]}{after}" if wide(one[0]) <= room else one[0], text)


def in_markup(made: Markup) -> Markup:
    """HTML in which none of it is broken, drawings apart.

    >>> in_markup(Markup('<p title="NI 154">NI 154 &amp; more</p>'))
    Markup('<p title="NI 154"><span class="ox-whole">NI 154</span> &amp; more</p>')
    """
    # of a plain text: joined as Markup, what takes the place of a match would be escaped
    return Markup(_IN_MARKUP.sub(_kept, str(made)))  # noqa: S704


def _kept(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("<") else f'<span class="{CLASS}">{found[0]}</span>'
