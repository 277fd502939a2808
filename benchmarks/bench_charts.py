"""Twenty charts as PNGs of print size, through our supervised child and through a bare warm kaleido.

The same figures, one Chromium each, its start apart in both; taken turn about.
"""

import statistics
import time
from datetime import date

import kaleido

from oxdash import charts
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import load
from oxdash.output import chart_files
from oxdash.settings import HOME

CHARTS, ROUNDS = 20, 3
AIM = 1.5


def ours(drawn: list[chart_files.ChartFile]) -> float:
    """Seconds from the first file to the last; the first is drawn while Chromium is still getting warm."""
    heard = []
    files = chart_files.write([first(drawn), *drawn], ("png",), told=lambda *_: heard.append(time.perf_counter()))
    assert isinstance(files, dict), files
    return heard[-1] - heard[0]


def bare(drawn: list[chart_files.ChartFile]) -> float:
    """The same through kaleido's own server in this process."""
    kaleido.start_sync_server(mathjax=False)
    try:
        opts = {"format": "png", "width": charts.WIDTH, "height": charts.HEIGHT, "scale": charts.PRINT_SCALE}
        kaleido.calc_fig_sync(drawn[0].figure, opts)
        began = time.perf_counter()
        for chart in drawn:
            kaleido.calc_fig_sync(chart.figure, opts)
        return time.perf_counter() - began
    finally:
        kaleido.stop_sync_server()


def first(drawn: list[chart_files.ChartFile]) -> chart_files.ChartFile:
    return chart_files.ChartFile("warm", drawn[0].figure, "")


def main() -> None:
    position = load(HOME / "data", date(2010, 7, 22))
    everything = chart_files.figures(Standing(position, Edition("2009-10 Q4")), "all")
    drawn = [one for one in everything if one.figure.layout.height == charts.HEIGHT][:CHARTS]
    assert len(drawn) == CHARTS
    taken = [(ours(drawn), bare(drawn)) for _ in range(ROUNDS)]
    us, them = (statistics.median(times) for times in zip(*taken, strict=True))
    print(
        f"{CHARTS} charts as PNGs of 16 x 9 cm at 300 dpi: {us / them:.2f} times a bare warm kaleido "
        f"({us:.2f} s beside {them:.2f} s, start-up apart in both); aim {AIM}."
    )


if __name__ == "__main__":
    main()
