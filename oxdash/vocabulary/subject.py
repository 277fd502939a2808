"""A sentence where it is already clear what it is about: on a target's own page, under a partnership's own name."""

import re

from oxdash.vocabulary import wording

_VERBS = "is|are|was|were|has|have|had|can|could|will|went|came|fell|rose|does|did|stands|stood|needs|lacks"


def without_target(sentence: str, code: str) -> str:
    """The sentence without the target it begins with.

    >>> without_target("NI 73 is newly off track.", "NI 73"), without_target("NI 73: the figure moved.", "NI 73")
    ('It is newly off track.', 'The figure moved.')
    >>> without_target("NI 15 at Q3 2009/10: they add up.", "NI 15"), without_target("NI 150 is new.", "NI 15")
    ('At Q3 2009/10: they add up.', 'NI 150 is new.')
    """
    if not re.match(rf"{re.escape(code)}[ :]", sentence):
        return sentence
    rest = sentence[len(code) :].lstrip(": ")
    if re.match(rf"({_VERBS})\b", rest):
        return f"It {rest}"
    return wording.sentence_case(rest)


def without_partnership(sentence: str, name: str) -> str:
    """The sentence without a partnership that it names as whose something is.

    >>> without_partnership("Note 2 targets newly off track: Children's Trust (NI 73 and NI 75).", "Children's Trust")
    'Note 2 targets newly off track: NI 73 and NI 75.'
    >>> without_partnership("The chairmanship of Economic was last reviewed.", "Economic")
    'The chairmanship was last reviewed.'
    """
    asks, named, about = sentence.partition(f": {name} (")
    if named:
        return f"{asks}: {about.removesuffix('.').removesuffix(')')}."
    return re.sub(rf" of {re.escape(name)}(?!\w)", "", sentence)
