"""Who has returned for a quarter, in a sentence: of those who owe one."""

import pandas as pd
import pytest

from oxdash.findings import arrivals
from tests.calendars import LONDON

NAMES = {"a": "Children's Trust", "b": "Economic", "c": "Safer"}
Q3 = "2009-10 Q3"

CASES = [
    # state by partnership in the quarter's rows, what is said, why
    ({"a": "received", "b": "placed by hand", "c": "received"},
     "All 3 partnerships have returned for Q3 2009/10.", "all"),
    ({"a": "received", "b": "damaged", "c": "withdrawn"},
     "1 of 3 partnerships have returned for Q3 2009/10. Not yet: Economic and Safer (withdrawn).",
     "a damaged return is none"),
    ({"a": "received", "b": "received"}, "All 2 partnerships with targets then have returned for Q3 2009/10.",
     "the third had no target then and owes nothing"),
    ({"a": "received", "b": "not received"},
     "1 of 2 partnerships with targets then have returned for Q3 2009/10. Not yet: Economic.", "one of two that owe"),
    ({"c": "received"}, "Safer, the only one with targets then, has returned for Q3 2009/10.", "an older agreement's"),
    ({"c": "not received"}, "Safer, the only one with targets then, has not returned for Q3 2009/10.", "not it either"),
    ({}, "0 of 3 partnerships have returned for Q3 2009/10. Not yet: Children's Trust, Economic and Safer.",
     "a quarter nobody has returned for yet"),
]  # fmt: skip


@pytest.mark.parametrize(("states", "said"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_who_has_returned(states, said):
    rows = [{"partnership": code, "quarter": Q3, "state": state} for code, state in states.items()]
    rows.append({"partnership": "b", "quarter": "2009-10 Q2", "state": "received"})
    assert arrivals.sentence(pd.DataFrame(rows), Q3, NAMES, LONDON) == said
