"""What a command costs, beside an older build in the same run: ``python -m benchmarks.bench_commands [COMMIT]``.

Processor seconds, children included, the median of several turns in which all are done one after the other. Both
builds work on the older one's shipped data; this one with what the returns say kept, as for every command but the
first. Five times the returns are the shipped ones with four corrections each.
"""

import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

from benchmarks import moves
from benchmarks.beside import built
from benchmarks.council import environment
from oxdash.archive import Archive
from oxdash.settings import HOME

BASE = "0156109"
TURNS = 5
MANY = 280
DAY = "2010-07-22"
PASS = """
import io, sys, pandas, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
for sheet in book.worksheets:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=5000, max_col=60):
        sum(cell.value is not None for cell in row)
"""
IMPORTS = "import oxdash.__main__, oxdash.judging.position, oxdash.output.text"
AGAIN = """
import resource, sys
from datetime import date
from pathlib import Path
from oxdash.judging.position import load
data, kept = Path(sys.argv[1]), {}
if len(sys.argv) > 2:
    from oxdash.judging.contents import ContentsCache
    kept = {"cache": ContentsCache(Path(sys.argv[2]))}
def spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
one = next((data / "quarterly" / "2009-10-Q4").glob("*.xlsx"))
aside = {path: path.read_bytes() for path in (one, one.with_suffix(".json"))}
for path in aside:
    path.unlink()
load(data, date(2010, 7, 22), **kept)
for path, held in aside.items():
    path.write_bytes(held)
before = spent()
load(data, date(2010, 7, 22), **kept)
print(spent() - before)
"""


def seconds(tree: Path, folder: Path, *given: object) -> float:
    """Processor seconds of one Python, and of the children that it waited for."""
    command = [sys.executable, "-W", "ignore", *map(str, given)]
    with subprocess.Popen(command, cwd=tree, env=environment(folder, tree), stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: a return with something to fix
        raise SystemExit(f"{' '.join(map(str, given[:4]))} ended with {process.returncode} in {tree}.")
    return used.ru_utime + used.ru_stime


def again(tree: Path, folder: Path, *kept: Path) -> float:
    """Seconds for a position once more after one return came in; everything else was read before, in that process."""
    command = [sys.executable, "-W", "ignore", "-c", AGAIN, folder / "data", *kept]
    told = subprocess.run(command, cwd=tree, env=environment(folder, tree), capture_output=True, check=True, text=True)
    return float(told.stdout)


def many(data: Path, into: Path) -> None:
    """The shipped returns, and corrections of them until there are so many: the same workbook in other bytes."""
    shutil.copytree(data, into)
    archive = Archive(into / "quarterly")
    returned = [(one, _workbook(data, one)) for one in archive.receipts()]
    numbers = [(number, *one) for number in range(1, MANY) for one in returned]
    for number, receipt, contents in numbers[: MANY - len(returned)]:
        given = receipt.model_dump(include={"partnership", "quarter", "received_from", "file_name", "note"})
        given |= receipt.model_dump(include={"template_version", "register_fingerprint", "warnings_confirmed"})
        when = receipt.received_at + timedelta(hours=number)
        archive.accept(_other(contents, number), received_at=when, **given)


def _workbook(data: Path, receipt) -> bytes:
    folder = data / "quarterly" / receipt.quarter.replace(" ", "-")
    return (folder / f"{receipt.partnership}.{receipt.number}.xlsx").read_bytes()


def _other(workbook: bytes, number: int) -> bytes:
    out = io.BytesIO(workbook)
    with zipfile.ZipFile(out, "a") as package:
        package.comment = f"{number}".encode()
    return out.getvalue()


def main(commit: str = BASE) -> int:
    with tempfile.TemporaryDirectory() as temporary, built(commit) as before:
        moves.move(before)
        folders = {name: Path(temporary) / name for name in ("then", "now")}
        for folder in folders.values():
            (folder / "temporary").mkdir(parents=True)
            shutil.copytree(before / "data", folder / "data")
        many(before / "data", folders["now"] / "many")
        then, now = (before, folders["then"]), (HOME, folders["now"])
        position = ("-m", "oxdash", "position", "--as-at", DAY)
        file = before / "data" / "quarterly" / "2009-10-Q3" / "childrens-trust.1.xlsx"
        of_many = ("-m", "oxdash", "--data", now[1] / "many", *position[2:])
        asked = {
            "position then": (*then, *position),
            "position": (*now, *position),
            "imports then": (*then, "-c", IMPORTS),
            "imports": (*now, "-c", IMPORTS),
            "of many": (*now, *of_many),
            "check": (*now, "-m", "oxdash", "check", file),
            "pass": (*now, "-c", PASS, file),
            "help": (*now, "-m", "oxdash", "--help"),
            "click": (*now, "-c", "import click"),
        }
        turns = [{name: seconds(*given) for name, given in asked.items()} for _ in range(TURNS + 1)][1:]
        cost = {name: statistics.median(turn[name] for turn in turns) for name in asked}
        kept = now[1] / "cache again"
        more = [(again(*then), again(*now, kept)) for _ in range(3)]
    was, is_now = (statistics.median(turn[which] for turn in more) for which in (0, 1))
    beyond = cost["position then"] - cost["imports then"]
    lines = [
        ("oxdash position", cost["position"], cost["position then"], commit, 0.4),
        ("  beyond its imports", cost["position"] - cost["imports"], beyond, commit, 0.25),
        (f"  with {MANY} returns on file", cost["of many"], cost["position"], "the shipped ones", 1.5),
        ("oxdash check", cost["check"], cost["pass"], "pandas, openpyxl and a pass of it", 2),
        ("oxdash --help", cost["help"], cost["click"], "import click", 2),
        ("a position, one return more", is_now, was, commit, 0.1),
    ]
    for what, costs, other, name, aim in lines:
        print(f"{what:30}{costs:7.3f} s  {name:34}{other:7.3f} s  ratio {costs / other:5.2f}, aim {aim:g}", flush=True)
    return int(any(costs / other > aim for _, costs, other, _, aim in lines))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
