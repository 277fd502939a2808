"""Whether what stands on a page stands there in the order that a reader is to come upon it."""

from collections.abc import Sequence


def stand_in_order(words: str, expected: Sequence[str]) -> None:
    """Each of the texts is in ``words``, every one after the one before it; names the first that is not there."""
    places = [words.find(text) for text in expected]
    assert -1 not in places, expected[places.index(-1)]
    assert places == sorted(places)
