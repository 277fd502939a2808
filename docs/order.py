"""The rooms of the house in the order a figure passes them: a room imports only from those before it.

Declared here once, for `docs/plan.py` and `tests/test_arrows.py`. Rooms that are not named have no place in the order
yet; imports of theirs are not held to it.
"""

ORDER = (
    "vocabulary storage settings access excel archive register returns judging findings documents submissions "
    "tidy_input charts output publication web demo doctor cli"
).split()
