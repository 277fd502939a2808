"""What the Board is told of a target, and every reason why: the word, who may give it, what it makes of the target.

One line a reason. A new one that an officer can give is one entry here: the drop-down of the return, its guidance, the
reader, the page and the workbook that explain the reasons are made from it. One of the rule is an entry here, a case of
`rule.judge` and, where it has a sentence of its own, one in `rule.explanation`.
"""

from enum import StrEnum


class Status(StrEnum):
    """What the Board is told of a target. Exactly three; a colour is not a status."""

    ON_TRACK = "on track"
    OFF_TRACK = "off track"
    INSUFFICIENT_DATA = "insufficient data"


class Giver(StrEnum):
    """Who may give a reason."""

    OFFICER = "The officer, in the return"
    RULE = "The rule"
    EITHER = "The officer, in the return; or the rule"


_OFFICER, _RULE, _EITHER = Giver
_ON, _OFF, _CANNOT = Status
_Declared = tuple[str, Giver, Status | None, str, str, str]


def _is(
    word: str, given_by: Giver, status: Status | None, meaning: str, *, step: str = "", waits: str = ""
) -> _Declared:
    return word, given_by, status, meaning, step, waits


class Reason(StrEnum):
    """Why a target has the status it has. The first group is the officer's to give, in a return.

    ``status``: what the target is then; None where the tolerance in force says. ``meaning``: for whoever looks the
    reason up. ``step``: the step of the rule, where the words of the meaning do not do. ``waits``: what a target that
    cannot be judged waits for, where that is known.
    """

    given_by: Giver
    status: Status | None
    meaning: str
    step: str
    waits: str

    def __new__(
        cls, word: str, given_by: Giver, status: Status | None, meaning: str, step: str, waits: str
    ) -> "Reason":
        reason = str.__new__(cls, word)
        reason._value_ = word
        reason.given_by, reason.status, reason.meaning = given_by, status, meaning
        reason.step, reason.waits = step or meaning, waits
        return reason

    NOT_YET_PUBLISHED = _is(
        "not yet published",
        _OFFICER,
        _CANNOT,
        "The figure exists or is being made, and whoever publishes it has not done so yet.",
    )
    SURVEY_NOT_DUE = _is(
        "survey not due", _OFFICER, _CANNOT, "The figure comes from a survey that was not due in this quarter."
    )
    BASELINE_NOT_AGREED = _is(
        "baseline not agreed", _OFFICER, _CANNOT, "The value that progress is measured from has not been agreed."
    )
    TARGET_NOT_AGREED = _is(
        "target not agreed",
        _EITHER,
        _CANNOT,
        "No value was agreed for the year, so there is nothing to judge the figure by.",
        step="No value was ever agreed for that year.",
        waits="It waits for a target to be agreed",
    )
    DEFINITION_AWAITED = _is(
        "definition awaited", _OFFICER, _CANNOT, "How the indicator is to be measured has not been settled."
    )
    DATA_QUALITY = _is("data quality", _OFFICER, _CANNOT, "There are data, and they are not good enough to report.")
    SUPPLIER_DID_NOT_RETURN = _is(
        "supplier did not return", _OFFICER, _CANNOT, "The organisation that supplies the figure did not send it."
    )
    SUPPRESSED = _is(
        "suppressed (small numbers)",
        _OFFICER,
        _CANNOT,
        "The numbers are so small that a person could be recognised, so they are not given.",
    )
    NOT_COLLECTED = _is("not collected", _OFFICER, _CANNOT, "The figure was not collected for this quarter.")
    TARGET_SUSPENDED = _is("target suspended", _OFFICER, _CANNOT, "Work towards the target has been suspended.")

    RETURN_NOT_RECEIVED = _is(
        "return not received",
        _RULE,
        _CANNOT,
        "The partnership sent no return for the quarter.",
        waits="It waits for the return",
    )
    RETURN_DAMAGED = _is(
        "return damaged",
        _RULE,
        _CANNOT,
        "The return on file no longer matches the receipt it was given.",
        step="Its return no longer matches the receipt it was given.",
        waits="It waits for the return to be sent again",
    )
    WILL_NOT_BE_ACHIEVED = _is(
        "will not be achieved",
        _RULE,
        _OFF,
        "The partnership declares that the target will not be achieved, whatever the figure.",
    )
    NO_REASON_GIVEN = _is(
        "no reason given",
        _RULE,
        _CANNOT,
        "There is no figure for the quarter, and the return does not say why.",
        step="There is no figure for this quarter, and nothing is said.",
    )
    NO_INTERIM_MILESTONE = _is(
        "no interim milestone",
        _RULE,
        _CANNOT,
        "An annual or survey measure has no milestone for the quarter.",
        step="An annual or survey measure has no milestone for this quarter.",
        waits="It waits for a milestone to be agreed",
    )
    NO_MILESTONE = _is(
        "no milestone",
        _RULE,
        _CANNOT,
        "There is no milestone for the quarter.",
        step="There is no milestone for this quarter.",
        waits="It waits for a milestone to be agreed",
    )
    MILESTONE_MET = _is("milestone met", _RULE, _ON, "The figure meets the milestone or is better.")
    CLOSE_TO_TARGET = _is(
        "close to target",
        _RULE,
        None,
        "The figure misses the milestone by no more than the tolerance in force.",
        step="The figure misses the milestone by no more than the tolerance in force: as that rule says.",
    )
    MILESTONE_MISSED = _is("milestone missed", _RULE, _OFF, "The figure misses the milestone.")


# what "If no figure, why" may hold, in the order of the drop-down; the first of all reasons, as `rule.judge` counts
OFFICER_REASONS = tuple(reason for reason in Reason if reason.given_by != Giver.RULE)

RULE_TITLE = "How a target is judged"  # heads the rule wherever it is given in full
# The steps of the rule, in the order of the cases in `rule.judge`; None is an officer's reason, which the return gives.
STEPS = (
    Reason.RETURN_NOT_RECEIVED,
    Reason.RETURN_DAMAGED,
    Reason.WILL_NOT_BE_ACHIEVED,
    None,
    Reason.NO_REASON_GIVEN,
    Reason.TARGET_NOT_AGREED,
    Reason.NO_INTERIM_MILESTONE,
    Reason.NO_MILESTONE,
    Reason.MILESTONE_MET,
    Reason.CLOSE_TO_TARGET,
    Reason.MILESTONE_MISSED,
)
