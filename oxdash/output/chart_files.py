"""Charts as files that stand alone: the charts of the papers, each as PNG of print size, as SVG and as CSV."""

from collections.abc import Callable, Sequence

from oxdash.documents import exceptions
from oxdash.documents.blocks import Chart
from oxdash.documents.quarter_view import Standing
from oxdash.output import chart_alone

FORMATS = tuple(chart_alone.FORMS)
TARGETS = ("off track", "all")


def charts(at: Standing, targets: str = "off track") -> list[Chart]:
    """Status by partnership as on the Overview, the course of each target and where it stands among other areas.

    ``targets`` is "off track", for the charts of the Board paper, or "all" of those counted; in the register's order.
    """
    if targets not in TARGETS:
        raise ValueError(f'"{targets}" is not a choice of targets. Choose {" or ".join(TARGETS)}.')
    return exceptions.charts(at, at.rows if targets == "all" else None).every


def write(
    drawn: Sequence[Chart], formats: Sequence[str] = FORMATS, *, told: Callable[[int, int], object] | None = None
) -> dict[str, bytes]:
    """Every chart in every format by the file's name: the same bytes for the same charts, wherever they are made.

    ``told(done, of)`` hears of every file. NotMade where a font is missing.
    """
    if wrong := [form for form in formats if form not in FORMATS]:
        raise ValueError(f'"{wrong[0]}" is not a format of a chart file. Choose {", ".join(FORMATS)}.')
    if len({chart.name for chart in drawn}) < len(drawn):
        raise ValueError("Two charts would have the same file name.")
    files: dict[str, bytes] = {}
    for chart in drawn:
        for form in formats:
            files[f"{chart.name}.{form}"] = chart_alone.FORMS[form](chart)
            if told:
                told(len(files), len(drawn) * len(formats))
    return files
