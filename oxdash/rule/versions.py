"""Every version of the rule: when it was released, and what it does otherwise. Declared once, here.

A paper names the version that judged it, and a published position is judged again by the version its manifest names, so
an earlier version stays callable as it was.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RuleVersion:
    """One version of the rule.

    ``rounds_edges``: a tolerance's edge is rounded to the target's decimal places before a figure is held against it.
    ``counts_by_life``: a target counts where the chosen quarter lies between its first and last quarter, and one that
    its partnership's latest return does not reach is counted as not returned; else the targets that were alive at that
    return are counted. ``same_by_spelling``: a figure's period is its row's only where both are spelt alike.
    ``differs`` says in words what sets it apart.
    """

    number: str
    released: date
    rounds_edges: bool
    counts_by_life: bool
    same_by_spelling: bool
    differs: tuple[str, ...]


VERSIONS = {
    version.number: version
    for version in (
        RuleVersion(
            "1",
            released=date(2026, 11, 25),
            rounds_edges=True,
            counts_by_life=False,
            same_by_spelling=True,
            differs=(
                "The edge of a tolerance was rounded to the target's decimal places. Of small whole numbers that "
                "forgave too much: 6 against a milestone of 5, where lower is better, counted as within 10%.",
                "A partnership that was late was counted by the targets it had at its latest return: those that began "
                "after it were in no total, and those that had ended went on being counted.",
                "A figure that named its own quarter in another spelling was taken for another period's.",
            ),
        ),
        RuleVersion(
            "2",
            released=date(2026, 11, 29),
            rounds_edges=False,
            counts_by_life=True,
            same_by_spelling=False,
            differs=(
                "The edge of a tolerance is worked out from the printed milestone and is not rounded: a miss of up to "
                "10% is no more than 10%. The edge itself is within the tolerance.",
                "A target counts if the chosen quarter lies between its first and last quarter. One that began after "
                "its partnership's latest return counts as return not received; one that has ended does not count.",
                "A figure that names its own quarter, however that is spelt, is that quarter's.",
            ),
        ),
    )
}
RULE_VERSION = "2"  # printed on every paper; a new one is added above when any verdict or count could change


def rule_version(number: str) -> RuleVersion:
    """ValueError, naming those there are, for a version that this program does not know."""
    if number not in VERSIONS:
        raise ValueError(f'There is no rule version "{number}". Known: {", ".join(VERSIONS)}.')
    return VERSIONS[number]
