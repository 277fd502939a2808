"""Charts as files: the very figures of the pages, drawn by a Chromium as PNG of print size and as SVG.

Nothing leaves the machine for it. Where there is no Chromium, or it does not draw, one plain sentence comes back and no
file: a folder or a pack never holds half its charts. Kaleido hangs for ever once its browser has died, and does not
keep its own time limit then; so it runs in a child that is ended, Chromium included, when the time is up.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import plotly.graph_objects as go
from markupsafe import escape

from oxdash import charts
from oxdash.documents import exceptions
from oxdash.documents.quarter_view import Standing
from oxdash.output import chart_plotly, png
from oxdash.storage.child_process import SECONDS_TO_START, Child, Failed
from oxdash.storage.turns import Busy, Turns

FORMATS = ("png", "svg")
TARGETS = ("off track", "all")
TRIES = 2  # a Chromium can die of something that is not the chart's doing
NAMED_IN = "BROWSER_PATH"
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge", "brave-browser"),
)
USUAL = (  # where they are when they are not on the PATH
    *(Path("/usr/bin") / name for name in NAMES),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
    Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
)
LARGEST_FILE = 64 * 1024 * 1024  # bytes
PASSED_ON = ("PATH", "LANG", "LC_ALL")
_IN_THE_BROWSER = "in the browser every chart has its own save buttons."
_BUSY = (
    f"Charts are being drawn for others just now, so no chart files were made. Try again in a minute; {_IN_THE_BROWSER}"
)
# a Chromium takes half a gigabyte: one for readers however many ask at once, and one for whoever publishes
TURNS = Turns(1, kept=1, waiting=2, patience=60, busy=_BUSY)


@dataclass(frozen=True)
class Limits:
    """Seconds. Chromium takes some 3 to start and 0.3 a chart; many times that only on a machine out of breath."""

    start: float = SECONDS_TO_START
    chart: float = 20


@dataclass(frozen=True)
class ChartFile:
    """A chart to be drawn: ``name`` of the file without its ending, the figure, and the sentence that says the same."""

    name: str
    figure: go.Figure = field(repr=False, compare=False)
    said: str


@dataclass(frozen=True)
class CouldNotDraw:
    """There is no Chromium, or it does not draw; ``sentence`` says which and what to do, or where it ended and how."""

    sentence: str


def figures(at: Standing, targets: str = "off track") -> list[ChartFile]:
    """Status by partnership as on the Overview, the course of each target and where it stands among other areas.

    ``targets`` is "off track", for the charts of the Board paper, or "all" of those counted; in the register's order.
    """
    if targets not in TARGETS:
        raise ValueError(f'"{targets}" is not a choice of targets. Choose {" or ".join(TARGETS)}.')
    found = exceptions.charts(at, at.rows if targets == "all" else None)
    return [ChartFile(chart.name, chart_plotly.figure(chart.drawing), chart.sentence) for chart in found.every]


def browser() -> str | None:
    """The Chromium that would draw: the one that BROWSER_PATH names, or else the first one found; None without one.

    Starts nothing.
    """
    path = os.environ.get("PATH", "")
    if named := os.environ.get(NAMED_IN):
        return shutil.which(named, path=path)
    on_path = (shutil.which(name, path=path) for name in NAMES)
    usual = (str(path) for path in USUAL if os.access(path, os.X_OK))
    return next((found for found in (*on_path, *usual) if found), None)


def write(
    drawn: Sequence[ChartFile],
    formats: Sequence[str] = FORMATS,
    *,
    told: Callable[[int, int], object] | None = None,
    limits: Limits = Limits(),
    officer: bool = True,
) -> dict[str, bytes] | CouldNotDraw:
    """Every chart in every format by the file's name, or a sentence and nothing.

    A PNG is 16 cm wide at 300 dots an inch and says so; an SVG keeps its text as text. Both carry the chart's sentence.
    ``told(done, of)`` hears of every file. Without ``officer`` it is for a reader, of whom few may wait. One Chromium
    draws all; where it hangs or dies, it is killed and another one goes on with the rest, once for each file.
    """
    jobs = [(chart, form) for chart in drawn for form in formats]
    if wrong := [form for form in formats if form not in FORMATS]:
        raise ValueError(f'"{wrong[0]}" is not a format of a chart file. Choose {" or ".join(FORMATS)}.')
    if len({chart.name for chart in drawn}) < len(drawn):
        raise ValueError("Two charts would have the same file name.")
    found = browser()
    if found is None:
        return CouldNotDraw(_none_found(os.environ.get(NAMED_IN)))
    try:
        with TURNS.turn(officer=officer):
            return _drawn(jobs, found, limits, told)
    except Busy as busy:
        return CouldNotDraw(str(busy))


def _drawn(
    jobs: list[tuple[ChartFile, str]], found: str, limits: Limits, told: Callable[[int, int], object] | None
) -> dict[str, bytes] | CouldNotDraw:
    """Every job's file, drawn by the Chromium ``found``."""
    files: dict[str, bytes] = {}
    child: Child | None = None
    try:
        for chart, form in jobs:
            for turn in range(TRIES):
                try:
                    child = child or Child(
                        *("oxdash.output.chart_child", found),
                        passed_on=PASSED_ON,
                        writes=True,
                        largest=LARGEST_FILE,
                        start=limits.start,
                    )
                    figure = chart.figure.to_json().encode()
                    file = child.ask(size(chart.figure, form), figure, limits.chart)[1]
                    break
                except Failed as failed:
                    if child is not None:
                        child.end()
                    child = None
                    stuck = failed.overran and not failed.started  # to wait as long again would help nobody
                    if stuck or turn == TRIES - 1:
                        return CouldNotDraw(_failed(failed, chart, found, limits))
            files[f"{chart.name}.{form}"] = (
                png.described(file, charts.DOTS_AN_INCH, chart.said) if form == "png" else _svg(file, chart.said)
            )
            if told:
                told(len(files), len(jobs))
    finally:
        if child is not None:
            child.end()
    return files


def size(figure: go.Figure, form: str) -> dict:
    """What a file of the figure is to be: format, width and height in px, and dots a px; only a PNG has those."""
    scale = charts.PRINT_SCALE if form == "png" else 1
    return {"format": form, "width": charts.WIDTH, "height": figure.layout.height, "scale": scale}


def _svg(file: bytes, said: str) -> bytes:
    """With its sentence as the drawing's title, for whoever cannot see it."""
    start, inside = file.decode().split(">", 1)
    return f'{start} role="img"><title>{escape(said)}</title>{inside}'.encode()


def _none_found(named: str | None) -> str:
    if named:
        return (
            f"{NAMED_IN} names {named}, and there is no such program, so no chart files were made. Name a Chromium "
            f"there, or leave it out and one is looked for; {_IN_THE_BROWSER}"
        )
    return (
        "No Chromium was found, so no chart files were made. Install one (on Debian: apt-get install chromium) or name "
        f"it in {NAMED_IN}; {_IN_THE_BROWSER}"
    )


def _failed(failed: Failed, chart: ChartFile, found: str, limits: Limits) -> str:
    match failed.started, failed.overran:
        case True, True:
            how = f"did not draw the chart {chart.name} within {limits.chart:g} seconds, {TRIES} times"
        case True, False:
            how = f"ended while it was drawing the chart {chart.name}, {TRIES} times"
        case False, True:
            how = f"did not start within {limits.start:g} seconds"
        case _:
            how = "ended as soon as it was started"
    return (
        f"The Chromium at {found} {how}, so no chart files were made. Try once more, or name another one in "
        f"{NAMED_IN}; {_IN_THE_BROWSER}"
    )
