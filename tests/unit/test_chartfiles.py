"""Charts as files: the figures of the pages, of print size, legible in grey; nothing sent, left over or half done."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import psutil
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from oxdash import charts
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import xmr
from oxdash.output import chart_files
from oxdash.output.chart_files import ChartFile, CouldNotDraw, Limits
from oxdash.settings import HOME
from oxdash.vocabulary.model import Status
from tests.conftest import SCRUTINY, SHIPPED, THE_APP
from tests.drawing import bars_figure, course_figure, usual_figure
from tests.judged_rows import judged
from tests.unit.test_charts import COUNTS, NAMES, QUARTERS, quarters

DRAFT = Edition("2009-10 Q4")
ACTUAL, MILESTONE, INK = "rgb(18, 67, 109)", "rgb(244, 106, 37)", "rgb(11, 12, 12)"  # as a drawing writes them
AGAIN = "Try once more, or name another one in BROWSER_PATH; in the browser every chart has its own save buttons."


BARS = ChartFile("bars", bars_figure(COUNTS.assign(off_track=[7, 1]), NAMES), "<7> & 1 off track.")
KINDS = {  # every kind of chart there is, with all that can be in it
    "bars": BARS.figure,
    "course": course_figure(
        quarters({}, {"actual": 44.0}, {"actual": 43.0, "figure_is": "provisional"}, {"forecast": 47.0}),
        baseline=40.0,
        forecast=47.0,
    ),
    "renegotiated": course_figure(quarters({}, {"original_milestone": 60.0}, {"original_milestone": 60.0})),
    "range": course_figure(quarters(*[{"better": "within range", "milestone_upper": 57.0, "actual": 50.0}] * 3)),
    "cumulative": course_figure(
        judged(
            *(
                {"quarter": q, "measure": "cumulative in year", "unit": "homes", "actual": n, "milestone": n + 50}
                for q, n in zip(QUARTERS, (300.0, 400.0, 100.0, 150.0, 240.0), strict=True)
            )
        )
    ),
    "usual": usual_figure(
        xmr.of([*[10.0, 12.0] * 6, 21.0], [f"Q1 {year}/{year - 1999:02d}" for year in range(2000, 2013)])
    ),
}
COURSES = ("course", "renegotiated", "range", "cumulative")


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """Every kind as both files, by one Chromium."""
    heard = []
    drawn = [ChartFile(name, figure, f"<{name}> & its sentence.") for name, figure in KINDS.items()]
    files = chart_files.write(drawn, told=lambda done, of: heard.append((done, of)))
    assert isinstance(files, dict), f"These tests need Chromium (make test installs it): {files.sentence}"
    assert list(files) == [f"{name}.{form}" for name in KINDS for form in ("png", "svg")]
    assert heard == [(n, len(files)) for n in range(1, len(files) + 1)], "progress is told, a file at a time"
    return files


# what is drawn


def test_one_chart_for_the_partnerships_and_one_for_each_target_off_track(shipped):
    off = shipped.at("2009-10 Q4")
    off = off[off.status == Status.OFF_TRACK]
    found = chart_files.figures(Standing(shipped, DRAFT))
    assert [one.name for one in found] == ["status-by-partnership", *(code.replace(" ", "-") for code in off.target)]
    assert found[0].said == "19 of 44 on track, 11 off track, 14 cannot be judged."
    for one, sentence in zip(found[1:], off.sentence, strict=True):
        assert one.said.startswith(sentence)
        assert one.said.removeprefix(sentence) == "" or "Milestone to come: " in one.said
    everything = chart_files.figures(Standing(shipped, DRAFT), "all")
    assert len(everything) == 1 + 44 and {one.name for one in found} <= {one.name for one in everything}
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", one.name) for one in everything), "safe as a file's name anywhere"
    with pytest.raises(ValueError, match=r'^"on track" is not a choice of targets\. Choose off track or all\.$'):
        chart_files.figures(Standing(shipped, DRAFT), "on track")


@pytest.mark.parametrize(
    ("name", "page", "address"),
    [("status-by-partnership", "overview", {}), ("NI-154", "target", {"target": "NI 154"})],
)
def test_the_file_is_of_the_figure_on_the_page(shipped, monkeypatch, name, page, address):
    """The same JSON, so the same traces, layout and template, goes to the reader's browser and to the file."""
    monkeypatch.setenv("OXDASH_DATA", str(SHIPPED))
    app = AppTest.from_file(THE_APP, default_timeout=60)
    for key, value in {"as_at": str(SCRUTINY), "quarter": "2009-10 Q4", **address}.items():
        app.query_params[key] = value
    if page != "overview":
        app.switch_page(str(HOME / "pages" / f"{page}.py"))
    app.run()
    (chart,) = app.main.get("plotly_chart")
    (file,) = [one for one in chart_files.figures(Standing(shipped, DRAFT)) if one.name == name]
    on_page, in_file = json.loads(chart.proto.spec), json.loads(file.figure.to_json())
    assert on_page["data"] and on_page["data"] == in_file["data"]
    assert on_page["layout"] == in_file["layout"]
    assert chart.proto.alt == file.said
    saves = json.loads(chart.proto.config)["toImageButtonOptions"]
    assert {key: saves[key] for key in ("format", "width", "height", "scale")} == chart_files.size(file.figure, "png")


# what a file is


def test_a_png_is_of_print_size_and_says_so(written):
    for name, figure in KINDS.items():
        picture = Image.open(io.BytesIO(written[f"{name}.png"]))
        picture.load()  # every checksum
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert picture.width / 300 * 2.54 == pytest.approx(16, abs=0.01), name
        if figure.layout.height == charts.HEIGHT:
            assert picture.height / 300 * 2.54 == pytest.approx(9, abs=0.01), name
        assert picture.text["Description"] == f"<{name}> & its sentence."


def test_an_svg_keeps_its_text_and_asks_for_nothing(written):
    for name, figure in KINDS.items():
        file = written[f"{name}.svg"]
        drawing = ElementTree.fromstring(file)
        assert (drawing.get("width"), drawing.get("height")) == (str(charts.WIDTH), str(figure.layout.height))
        assert drawing[0].tag.endswith("title") and drawing[0].text == f"<{name}> & its sentence."
        words = {"".join(text.itertext()) for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
        expected = {"bars": {"Partnership", "7", "15"}, "usual": {"Q1", "━ Mean"}}.get(name, {"Q1", "━ Actual"})
        assert all(any(word in text for text in words) for word in expected), words
        assert b"<script" not in file and b"<image" not in file and b"@import" not in file
        assert set(re.findall(rb"https?://[^\"' )]*", file)) <= {
            b"http://www.w3.org/2000/svg",
            b"http://www.w3.org/1999/xlink",
        }


# in grey


def grey(file: bytes) -> np.ndarray:
    """A PNG as a black and white printer would print it: one value of grey a dot, of the same lightness (0 to 1)."""
    parts = np.asarray(Image.open(io.BytesIO(file)).convert("RGB"), dtype=float) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]  # WCAG 2.2, relative luminance
    encoded = np.where(luminance <= 0.0031308, luminance * 12.92, 1.055 * luminance ** (1 / 2.4) - 0.055)
    printed = np.asarray(Image.fromarray(np.round(encoded * 255).astype("uint8"), "L"), dtype=float) / 255
    return np.where(printed <= 0.04045, printed / 12.92, ((printed + 0.055) / 1.055) ** 2.4)


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def placed(drawing: ElementTree.Element):
    """Every element of an SVG with where it stands, translations added up."""

    def walk(element, x, y):
        if found := re.match(r"translate\(([-\d.]+),\s*([-\d.]+)\)", element.get("transform", "")):
            x, y = x + float(found[1]), y + float(found[2])
        yield element, x, y
        for inner in element:
            yield from walk(inner, x, y)

    return list(walk(drawing, 0.0, 0.0))


def test_neighbouring_statuses_differ_in_grey(written):
    """In fill, or where one is hatched, in the outline that stands between them."""
    dots, scale = grey(written["bars.png"]), charts.PRINT_SCALE
    bars = []  # row, left, right, top, bottom, hatched; dots
    for element, x, y in placed(ElementTree.fromstring(written["bars.svg"])):
        path = re.fullmatch(r"M([\d.]+),([\d.]+)V([\d.]+)H([\d.]+)V[\d.]+Z", element.get("d", ""))
        if path and "stroke-opacity" in element.get("style", "") and path[1] != path[4]:
            left, top, bottom, right = (float(one) for one in path.groups())
            box = [round(scale * one) for one in (x + left, x + right, y + top, y + bottom)]
            bars.append((box[2], box[0], box[1], box[3], "url(" in element.get("style")))
    bars.sort()
    neighbours = [(one, two) for one, two in pairwise(bars) if one[0] == two[0]]
    assert [(one[4], two[4]) for one, two in neighbours] == [(False, True), (True, False)] * 2, "every pair is measured"
    for one, two in neighbours:
        fills = [
            np.median(dots[top + 8 : bottom - 8, left + 8 : right - 8]) for top, left, right, bottom, _ in (one, two)
        ]
        edge = one[2]  # where they meet
        outline = dots[one[0] + 12 : one[3] - 12, edge - 6 : edge + 7].min(axis=1).max()  # unbroken, from top to bottom
        hatch = fills[1] if two[4] else fills[0]
        assert contrast(*fills) >= 3, (fills, "in fill")
        assert contrast(outline, hatch) >= 3, (outline, hatch, "the hatched one has its outline there")
        if one[4]:  # on track comes next, and its own fill is not that dark
            assert contrast(outline, fills[1]) >= 3, (outline, fills, "the outline is not cut by its neighbour")
    filled = [
        np.median(dots[top + 8 : bottom - 8, left + 8 : right - 8]) for top, left, right, bottom, h in bars if not h
    ]
    assert contrast(max(filled), min(filled)) >= 3, "on and off track stand side by side where nothing is unknown"


def stroked(drawing, colour: str) -> list[tuple[int, int]]:
    """Where the markers with that stroke stand, in dots."""
    found = [
        (round(x * charts.PRINT_SCALE), round(y * charts.PRINT_SCALE))
        for element, x, y in drawing
        if element.get("class", "").startswith("point") and f"stroke: {colour}" in element.get("style", "")
    ]
    assert found, colour
    return found


@pytest.mark.parametrize("name", COURSES)
def test_the_lines_of_a_course_differ_in_grey(written, name):
    """Actual and milestone by lightness (dashes apart), and each of them from the paper."""
    dots, drawing = grey(written[f"{name}.png"]), placed(ElementTree.fromstring(written[f"{name}.svg"]))
    # the darkest dot of every marker, as an open ring has paper inside; the lightest of those is the worst
    actual, milestone = (
        max(dots[y - 16 : y + 17, x - 16 : x + 17].min() for x, y in stroked(drawing, colour))
        for colour in (ACTUAL, MILESTONE)
    )
    paper = dots[4, 4]
    assert contrast(actual, milestone) >= 3
    assert contrast(actual, paper) >= 3 and contrast(milestone, paper) >= 3


def test_what_stands_out_from_the_usual_differs_in_grey(written):
    """A filled diamond with an outline, among open rings."""
    dots, drawing = grey(written["usual.png"]), placed(ElementTree.fromstring(written["usual.svg"]))
    rings = [dots[y - 16 : y + 17, x - 16 : x + 17].min() for x, y in stroked(drawing, ACTUAL)]
    ((x, y),) = stroked(drawing, INK)
    filled, outline = dots[y - 4 : y + 5, x - 4 : x + 5].max(), dots[y - 26 : y + 27, x - 26 : x + 27].min()
    paper = dots[4, 4]
    assert contrast(filled, max(rings)) >= 3 and contrast(filled, paper) >= 3
    assert contrast(max(rings), paper) >= 3 and contrast(outline, filled) >= 3


def test_no_kind_of_chart_is_left_out():
    """The last two have the marks of the third, and those of areas, which tests/unit/test_charts_among.py measures."""
    measured = ["status_bars", "course_lines", "xmr_lines", "among_dots", "among_lines"]
    assert [kind.__name__ for kind in charts.KINDS] == measured, (
        "another kind of chart: put it into KINDS and measure it in grey"
    )


# nothing sent


@pytest.fixture
def desktops(monkeypatch):
    """The Chromium that a server finds by itself, which calls its maker and starts more processes than a light one."""
    monkeypatch.delenv("BROWSER_PATH", raising=False)


def test_no_request_leaves_the_machine(desktops, tmp_path):
    """Every connection and datagram of the child and its Chromium, as the kernel saw it.

    Chromium asks the kernel for its way to the internet by connecting a datagram socket, which sends nothing: such a
    connect is no request, a send on it would be.
    """
    trace, out = tmp_path / "trace", tmp_path / "out.svg"
    script = (
        "import pathlib, plotly.graph_objects as go; from oxdash.output import chart_files as c\n"
        "drawn = [c.ChartFile('a', go.Figure(go.Bar(y=[1], text='$x^2$')), 'One.')]\n"
        "files = c.write(drawn, ['svg'], limits=c.Limits(90, 60))\n"
        f"pathlib.Path({str(out)!r}).write_bytes(files['a.svg'])\n"
    )
    calls = "trace=connect,sendto,sendmsg,sendmmsg,write,writev"
    command = ["strace", "-f", "-qq", "-yy", "--seccomp-bpf", "-s", "1", "-e", calls, "-o", str(trace)]
    subprocess.run([*command, sys.executable, "-c", script], check=True, cwd=HOME, timeout=170, capture_output=True)
    assert out.read_bytes().startswith(b"<svg")
    seen = [line.split(" ", 1)[1].strip() for line in trace.read_text("utf-8", "replace").splitlines()]
    proxy = [line for line in seen if re.match(r"connect\(\d+<TCP\b", line)]
    assert proxy, "Chromium did try, or the trace saw nothing: either way this test would show nothing"
    assert [line for line in proxy if 'sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")' not in line] == []
    assert [line for line in seen if re.match(r"(send|write)\w*\(\d+<(TCP|UDP)", line)] == []


# nothing left over, nothing half done


@pytest.fixture
def folder(monkeypatch) -> Iterator[Path]:
    """Where children put their folders, so that what is theirs can be told from others'; its name is a short one."""
    with tempfile.TemporaryDirectory(prefix="ox", dir="/tmp") as found:
        monkeypatch.setattr(tempfile, "tempdir", found)
        yield Path(found)


def running(folder: Path) -> list[psutil.Process]:
    """The processes that name the folder, in words or as their home."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and (
                str(folder) in " ".join(process.cmdline()) or process.environ().get("HOME", "").startswith(str(folder))
            ):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def gone(folder: Path) -> bool:
    for _ in range(100):
        if not running(folder):
            return True
        time.sleep(0.05)
    return False


def fake(folder: Path, script: str) -> str:
    path = folder / "a chromium"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


DO_NOT_START = [
    # what the program does, seconds it is given, what is said, why
    ("sleep 300 & sleep 300", 3.0, "did not start within 3 seconds", "it hangs, and so does a process it started"),
    ("exit 3", 30.0, "ended as soon as it was started", "it ends at once"),
]


@pytest.mark.parametrize(
    ("script", "start", "how"), [row[:3] for row in DO_NOT_START], ids=[r[3] for r in DO_NOT_START]
)
def test_a_chromium_that_does_not_start(folder, monkeypatch, script, start, how):
    program = fake(folder, script)
    monkeypatch.setenv("BROWSER_PATH", program)
    began, seen = time.monotonic(), []
    limits = Limits(start=start)
    found = chart_files.write([BARS], told=lambda *done: seen.append(done), limits=limits)
    assert found == CouldNotDraw(f"The Chromium at {program} {how}, so no chart files were made. {AGAIN}")
    assert seen == [] and time.monotonic() - began < 30
    assert gone(folder) and sorted(path.name for path in folder.iterdir()) == ["a chromium"]


def test_a_chromium_that_hangs_or_dies_is_replaced_and_the_rest_is_drawn(desktops, folder):
    """Stopped dead after the first file and killed after the second; what comes out is what it would have been."""
    ended: list[psutil.Process] = []

    def told(done: int, of: int) -> None:
        if done <= 2:
            found = running(folder)
            assert any("--type=renderer" in " ".join(process.cmdline()) for process in found)
            for process in found:
                if "chromium" in process.name():
                    process.send_signal(signal.SIGSTOP if done == 1 else signal.SIGKILL)
            ended.extend(found)

    drawn = [ChartFile(name, KINDS[name], f"<{name}> & its sentence.") for name in ("bars", "course", "range")]
    undisturbed = chart_files.write(drawn, ["png"])
    assert isinstance(undisturbed, dict), undisturbed
    files = chart_files.write(drawn, ["png"], told=told, limits=Limits(chart=8))
    assert isinstance(files, dict), files
    assert files == undisturbed
    assert gone(folder) and list(folder.iterdir()) == []
    assert ended and not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in ended)


def test_a_chart_that_is_never_drawn_is_named(folder):
    found = chart_files.write([BARS], ["svg"], limits=Limits(chart=0.001))
    assert isinstance(found, CouldNotDraw)
    assert found.sentence == (
        f"The Chromium at {chart_files.browser()} did not draw the chart bars within 0.001 seconds, 2 times, so no "
        f"chart files were made. {AGAIN}"
    )
    assert gone(folder) and list(folder.iterdir()) == []


def test_no_chromium_outlives_the_program_that_asked(desktops, folder):
    """Killed outright in the middle, as a server may be: the child notices that nobody is there any more."""
    script = (
        "import time; from oxdash.output import chart_files as c; from tests.unit.test_chartfiles import BARS\n"
        "c.write([BARS], told=lambda *done: (print('one', flush=True), time.sleep(100)))\n"
    )
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": f"{HOME}:{HOME / 'tests'}"}
    with subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, cwd=HOME) as asking:
        assert asking.stdout.readline() == b"one\n"
        assert running(folder)
        asking.kill()
    assert gone(folder)


# no Chromium


def test_where_there_is_no_chromium_one_sentence_says_so(monkeypatch, tmp_path):
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chart_files, "USUAL", (tmp_path / "chromium",))  # this machine has one in a usual place
    assert chart_files.write([BARS]) == CouldNotDraw(
        "No Chromium was found, so no chart files were made. Install one (on Debian: apt-get install chromium) or name "
        "it in BROWSER_PATH; in the browser every chart has its own save buttons."
    )
    there = tmp_path / "google-chrome"
    there.write_text("#!/bin/sh\n", "utf-8")
    assert chart_files.browser() is None, "a file that is no program is no browser"
    there.chmod(0o755)
    assert chart_files.browser() == str(there)
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "missing"))
    assert chart_files.browser() is None, "who names one does not want another"
    assert chart_files.write([BARS]) == CouldNotDraw(
        f"BROWSER_PATH names {tmp_path / 'missing'}, and there is no such program, so no chart files were made. Name a "
        "Chromium there, or leave it out and one is looked for; in the browser every chart has its own save buttons."
    )


WRONG = [
    # charts, formats, message, why
    ([BARS], ["png", "pdf"], '"pdf" is not a format of a chart file. Choose png or svg.', "an unknown format"),
    ([BARS, BARS], ["png"], "Two charts would have the same file name.", "one would write over the other"),
]


@pytest.mark.parametrize(("drawn", "formats", "message"), [row[:3] for row in WRONG], ids=[row[3] for row in WRONG])
def test_what_is_never_asked_of_chromium(drawn, formats, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        chart_files.write(drawn, formats)
