"""How many targets of each status, partnership by partnership."""

from collections.abc import Mapping

import pandas as pd

from oxdash.charts.description import Bars, Part
from oxdash.findings.counts import segments
from oxdash.vocabulary.wording import NOTHING_COUNTED


def status_bars(counts: pd.DataFrame, names: Mapping[str, str]) -> Bars:
    """A bar a partnership, in the order of every stack. ``counts`` is findings.counts.of; ``names`` by code."""
    parts = (Part(one, tuple(int(count) for count in held)) for one, held in segments(counts).items())
    return Bars(tuple(names.get(code, code) for code in counts.partnership), tuple(parts), NOTHING_COUNTED)
