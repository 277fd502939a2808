"""Praise on an off-track target is pointed out, and nothing else is: a table of commentaries, with why.

The kind: what a commentary says of a miss. Tried: praise alone, praise with a miss, a cause, an action or a "but",
praise that is denied, concerns that are denied, words that are part of other words, and plain reports of neither.
"""

import pytest

from oxdash.returns.praise import says_nothing_of_a_miss

CASES = [
    # commentary, whether it praises and says nothing of the miss, why
    ("Everything is going very well and we are proud of it", True, "praise alone"),
    ("Excellent work by all partners.", True, "of the work"),
    ("On track.", True, "a claim that the rule denies"),
    ("Still on target", True, "the same, as before"),
    ("We are delighted with the good progress this quarter.", True, "delight"),
    ("No concerns.", True, "concerns that are denied"),
    ("No major issues; the team is performing well.", True, "issues that are denied, and praise"),
    ("Not only on track, a great success!", True, "not only is no denial"),
    ("GOING\nWELL", True, "capitals and a line break"),
    ("Going well, although two points short of the milestone.", False, "it owns up to the miss"),
    ("Good progress, but below the milestone.", False, "below"),
    ("Good progress has been made despite the recession.", False, "a cause"),
    ("It is not going well.", False, "praise that is denied"),
    ("We aren't proud of this quarter.", False, "the same, shortened"),
    ("Performance isn’t on track.", False, "with the apostrophe that Word puts in"),
    ("We cannot say that this is going well.", False, "denied at length"),
    ("There are no concerns about the data, only about the trend.", False, "concerns that are left"),
    ("Excellent joint working; a recovery plan was agreed in May.", False, "what is done about it"),
    ("The limit was exceeded; staff worked well together.", False, "exceeding is a miss where lower is better"),
    ("A well was dug in every village.", False, "a well is no praise"),
    ("Homes were let to 41 families.", False, "a plain report"),
    ("The figure fell by 3 points.", False, "a plain report of a fall"),
    ("Performance was 48%, and partners are working well together.", False, "it gives the figure"),
    ("", False, "nothing is said elsewhere"),
]


@pytest.mark.parametrize(("commentary", "expected", "why"), CASES, ids=[row[-1] for row in CASES])
def test_praise_that_says_nothing_of_the_miss(commentary, expected, why):
    assert says_nothing_of_a_miss(commentary) == expected
