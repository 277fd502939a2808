"""The rooms of the house in the order a figure passes them: a room imports only from those before it.

Declared here once, for `docs/plan.py` and `tests/unit/test_arrows.py`. The rule stands before the returns because it
is pure and a return is held against it (has a target that is done met its milestone?); who someone is, after the
archive that knows who has signed out. Other areas' figures stand after the register, which says which areas and which
targets they are of.
"""

ORDER = (
    "vocabulary storage settings excel archive access register comparators rule returns findings charts judging "
    "documents submissions legacy tidy_input output publication correspondence web demo cli __main__"
).split()
