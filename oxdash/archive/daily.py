"""How many versions of one return are taken in a day: nobody fills the disk with corrections of corrections."""

from collections.abc import Sequence
from datetime import datetime

from oxdash.archive import receipts
from oxdash.archive.shelf import OnFile
from oxdash.vocabulary.quarters import HERE

MOST = 20  # of one partnership's return for one quarter, by the day in Oxfordshire; a busy day has three or four
TOO_MANY = (
    f"{MOST} versions of this return have been put on file today, which is the most. Submit it again tomorrow, or "
    "ask whoever looks after the dashboard. What is on file can still be withdrawn."
)


def used_up(before: Sequence[OnFile], received_at: datetime) -> bool:
    """Whether so many of ``before``, every version on file, came on the day of ``received_at`` (aware)."""
    day = received_at.astimezone(HERE).date()
    returned = [one.receipt for one in before if one.receipt and one.receipt.kind == receipts.RETURN]
    return sum(one.received_at.astimezone(HERE).date() == day for one in returned) >= MOST
