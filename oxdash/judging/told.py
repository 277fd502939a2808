"""What is told beside a judged row, for whoever reads it: whose it is, which return it comes from, and its sentence."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.findings import series
from oxdash.findings.series import quarters_unknown
from oxdash.rule.explanation import sentences
from oxdash.vocabulary import source
from oxdash.vocabulary.schemas import LONG, Schema, quarter, text, whole, yes_no
from oxdash.vocabulary.tables import JUDGED, TARGETS

_OF_TARGET = ("title", "kind", "counted", "agreement", "priorities", "illustrative_fields")
# of every quarter of a target's life so far
ROWS = Schema(
    {
        **JUDGED.columns,
        **{name: TARGETS.columns[name] for name in _OF_TARGET},
        "partnership_name": text("name of the accountable lead").shown("Partnership", widest=50),
        "unknown_for": whole("quarters running that the target could not be judged; 0 where it can").shown(
            "Quarters not judged"
        ),
        **source.COLUMNS,
        "corrected": yes_no("a later version of the return gave another figure than the one before it"),
        "sentence": text("why it has that status, in words", missing=False).shown(widest=LONG),
    },
    unique=JUDGED.unique,
)
# of the one quarter that a target is shown at
AT = Schema(
    {
        **ROWS.columns,
        "stands_at": quarter("the quarter that its partnership stands at"),
        "quarters_old": whole("quarters between the row's and the one the position is of"),
    },
    unique=("target",),
)


def rows(
    judged: pd.DataFrame,
    targets: pd.DataFrame,
    corrections: pd.DataFrame,
    returns: pd.DataFrame,
    names: Mapping[str, str],
    zone: ZoneInfo,
) -> pd.DataFrame:
    """`ROWS` of the tidy tables named; ``names`` of partnerships are by code, days received those of the ``zone``."""
    facts = targets.set_index("target")
    sent = source.with_return(judged, returns, zone)
    corrected = series.corrected(corrections, facts.places)
    told = judged.assign(
        **{name: judged.target.map(facts[name]) for name in _OF_TARGET},
        partnership_name=judged.partnership.map(names),
        unknown_for=quarters_unknown(judged),
        **{name: sent[name] for name in source.COLUMNS},
        corrected=[key in corrected for key in zip(judged.target, judged.quarter, strict=True)],
    )
    return told.assign(sentence=sentences(told, names))
