"""The workbook's sheets of other areas: where each target stands among them, and their figures."""

from oxdash.documents.columns import of
from oxdash.documents.quarter_view import Standing
from oxdash.findings.standing_words import AMONG, METHOD, NOT_A_STATUS, TITLE
from oxdash.output.excel.tidy import Sheet
from oxdash.vocabulary import wording
from oxdash.vocabulary.comparator_tables import COMPARATORS


def all_of(at: Standing) -> list[Sheet]:
    """Those that there is something for."""
    return [] if at.compared.empty else [compared(at), others(at)]


def compared(at: Standing) -> Sheet:
    rows = at.compared.table(at.every.target)
    return Sheet(
        "Compared",
        f"{TITLE}, {at.when}",
        "A row for each target and group of areas: rank, median, quartiles, or why it is not comparable",
        [f"Compared as printed; {METHOD}.", NOT_A_STATUS],
        (
            *of(AMONG, "target", "group_name", "sentence", "why_not", "period", "value", "unit", "ours_from"),
            *of(AMONG, "rank", "equal", "areas", "without_figure"),
            *of(AMONG, "quarter", "median", "best_quartile", "worst_quartile", "against_median"),
            *of(AMONG, "average", "against_average"),
            *of(AMONG, "overlapping", "notes", "source", "file", "line"),
        ),
        "No target that is shown here is compared.",
        of=rows,
    )


def others(at: Standing) -> Sheet:
    rows = at.position.comparators
    told = at.targets[["unit", "places"]]
    rows = rows.assign(unit=rows.target.map(told.unit), places=rows.target.map(told.places))
    rows = rows[rows.target.isin(at.every.target)].reset_index(drop=True)
    return Sheet(
        "Other areas",
        "Figures of other areas, as published",
        "A row for each figure: the area, the period, the figure, and the line of the file that it stands in",
        [f"Published by {wording.day(at.position.as_at)}; of each figure that published last."],
        (
            *of(COMPARATORS, "target", "area", "period", "value", "state", "numerator", "denominator"),
            *of(COMPARATORS, "lower", "upper", "note", "indicator", "source", "published_on", "file", "line"),
        ),
        "No figure of a target that is shown here is on file.",
        of=rows,
    )
