"""How long a Word paper of twenty native charts takes, beside the same paper without them and the bare chart writer.

The bare writer is python-pptx's: the XML and the workbook of the same twenty charts, not styled, not put into any
document and with no table, caption or alternative text. Ends with 1 where even the quickest of the rounds takes two
seconds or more: another program's load slows a round and never speeds it.
"""

import statistics
import sys
import time
from dataclasses import replace
from datetime import date

import pandas as pd
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from oxdash.charts import course_lines
from oxdash.documents.blocks import Chart, Column, Heading, Outline, Table
from oxdash.output import word
from oxdash.rule.judge import judge
from oxdash.vocabulary import tables
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.quarters import between

CHARTS, ROUNDS, MOST = 20, 7, 2.0
QUARTERS = [str(quarter) for quarter in between(NEUTRAL.calendar.quarter(2008, 1), NEUTRAL.calendar.quarter(2010, 4))]


def course(number: int) -> Chart:
    """Twelve quarters of one target."""
    figures = pd.DataFrame(
        {
            "target": f"L{number}",
            "quarter": QUARTERS,
            "partnership": "economic",
            "actual": [40.0 + number + n / 2 for n in range(len(QUARTERS))],
            "received": True,
            "milestone": [41.0 + number + n / 2 for n in range(len(QUARTERS))],
            "milestone_kind": "milestone",
            "original_milestone": 50.0 + number,
            "value_agreed_for_year": True,
            "places": 1,
            "better": "higher",
            "measure": "snapshot",
            "frequency": "quarterly",
            "unit": "per cent",
            "basis": "illustrative",
        }
    )
    rules = pd.DataFrame([{"from_quarter": QUARTERS[0], "basis": "none", "within_counts_as": "off track"}])
    judged = judge(tables.settle(tables.FIGURES, figures), tables.settle(tables.RULES, rules))
    columns = [Column("Quarter", ["Actual", "Milestone", "Status"], names_row=True)]
    columns += [Column(quarter, ["48.2%", "52.0%", "Off"]) for quarter in QUARTERS[-8:]]
    rows = tables.settle(tables.JUDGED, judged)
    return Chart(
        f"L{number}",
        f"L{number} is 1.0 points short",
        "Per cent, Oxfordshire",
        "Off track.",
        "Source: illustrative.",
        Table("The same in figures", tuple(columns), small=True),
        course_lines(rows, baseline=40.0, forecast=60.0),
        number=number,
    )


def paper(charts: list[Chart]) -> Outline:
    return Outline("Twenty charts", "Benchmark", "Illustrative figures.", (Heading("Charts"), *charts))


def without(outline: Outline) -> Outline:
    """The same paper, each chart replaced by its table."""
    return replace(outline, blocks=tuple(one.table if isinstance(one, Chart) else one for one in outline.blocks))


def bare(charts: list[Chart]) -> int:
    size = 0
    for chart in charts:
        data = CategoryChartData()
        data.categories = [one.name for one in chart.drawing.positions]
        for line in chart.drawing.drawn[:3]:
            data.add_series(line.name, line.values)
        xml = ChartXmlWriter(XL_CHART_TYPE.LINE_MARKERS, data).xml
        size += len(xml) + len(data._workbook_writer.xlsx_blob)
    return size


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    charts = [course(number) for number in range(1, CHARTS + 1)]
    whole, empty, stamped = paper(charts), without(paper(charts)), date(2010, 7, 22)
    first = seconds(lambda: word.write(whole, stamped=stamped))
    rounds = [  # taken in turn, so that a busy machine slows all alike
        (
            seconds(lambda: word.write(whole, stamped=stamped)),
            seconds(lambda: word.write(empty, stamped=stamped)),
            seconds(lambda: bare(charts)),
        )
        for _ in range(ROUNDS)
    ]
    quickest = min(whole_paper for whole_paper, _, _ in rounds)
    full, plain, alone = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"a paper of {CHARTS} native charts            {full:6.2f} s   the first in a process {first:.2f} s")
    print(f"the same paper without its charts     {plain:6.2f} s   ratio {full / plain:.2f}")
    print(f"the bare chart writer, {CHARTS} charts      {alone:6.2f} s   ratio {full / alone:.2f}")
    print(f"promise: {CHARTS} charts in under {MOST:.0f} s   quickest round {quickest:.2f} s")
    return int(quickest >= MOST)


if __name__ == "__main__":
    sys.exit(main())
