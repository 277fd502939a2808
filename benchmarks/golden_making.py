"""Everything oxdash makes of a data folder, written into a folder: what `benchmarks.golden` compares.

Run by its path: ``python -P golden_making.py TREE DATA OUT NAME [JOB ...]``. It knows of oxdash only what stays when
modules are moved: the command line (as pyproject.toml names it), ``pages/`` and ``app.py``, the settings, and the files
of the data folder. The day and the key of the audit log are the same every time.
"""

import json
import logging
import os
import re
import shutil
import sys
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path

DAY = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)  # a day on which the newest of the shipped quarters is half returned
BEFORE = "2010-02-28"
PAPERS = "board scrutiny exceptions review actions answers reward".split()
STANDINGS = ("latest", "same")
DRAFTS = ("2007-08-Q4", "2009-10-Q4", "2009-10-Q3")  # only these as drafts too; every quarter is published
KIND_OF = {".docx": "papers", ".xlsx": "workbooks", ".html": "static pages", ".svg": "charts", ".png": "charts"}
MANAGER = {"is_logged_in": True, "iss": "https://sign-in.example", "iat": int(DAY.timestamp()) - 600}
AUTH = {
    "redirect_uri": "http://localhost/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "a",
    "client_secret": "b",
}
WIDGET = re.compile(
    r"\$\$ID-[0-9a-f]{32}|(?<=deferred_file_id: \")[^\"]*"
)  # made of the page's own path, and at random


class Making:
    """The jobs of one tree, each named by the files it makes."""

    def __init__(self, tree: Path, data: Path, out: Path) -> None:
        self.tree, self.data, self.out = tree, data, out
        self.quarters = sorted(one.name for one in (data / "quarterly").iterdir() if one.is_dir())
        self.returns = sorted((data / "quarterly").glob("*/*.xlsx"))
        self.partnerships = sorted({one.name.split(".")[0] for one in self.returns})
        self._known: dict[str, str] = {}  # pages of the tree, by what Streamlit calls them
        entry = tomllib.loads((tree / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]["oxdash"]
        module, _, name = entry.partition(":")
        self._cli = getattr(import_module(module), name)
        assert Path(sys.modules["oxdash"].__file__).is_relative_to(tree), "another tree's oxdash"

    def command(self, told: str, *given: object, data: Path | None = None) -> str:
        """Run a command; what it said and its exit code become the file ``told``. Its output is returned."""
        from click.testing import CliRunner

        os.environ["OXDASH_DATA"] = str(data or self.data)
        done = CliRunner().invoke(self._cli, [str(one) for one in given], prog_name="oxdash")
        said = f"exit {int(done.exit_code)}\n--- out\n{done.stdout}--- err\n{done.stderr}"
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            said += f"--- broke\n{''.join(traceback.format_exception_only(done.exception))}"
        self.text(told, said)
        return done.stdout

    def text(self, told: str, said: str) -> None:
        for path, name in (
            (self.out, "<out>"),
            (self.data, "<data>"),
            (self.out.parent, "<here>"),
            (self.tree, "<tree>"),
        ):
            said = said.replace(str(path), name)
        path = self.place(told)
        path.write_text(said, "utf-8")

    def place(self, name: str) -> Path:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def file(self, name: str, *given: object, data: Path | None = None) -> None:
        """Run a command that makes a file or folder of this name; what it said stands with the commands."""
        self.command(f"commands/making/{name}.txt", *given, "-o", self.place(name), data=data)

    def targets(self) -> dict[str, list[str]]:
        """The targets of each quarter, of all kinds, as the command line names them."""
        found = {}
        for quarter in self.quarters:
            said = self.command(f"commands/{quarter}/position all.json", "position", quarter, "--kind", "all", "--json")
            try:
                found[quarter] = [one.get("target") or one["code"] for one in json.loads(said)["targets"]]
            except (ValueError, KeyError):
                found[quarter] = []
        return found

    def jobs(self) -> Iterator[tuple[str, Callable[[], None]]]:
        for quarter in self.quarters:
            yield f"publishing {quarter}", lambda quarter=quarter: self.publishing(quarter)
            yield f"commands {quarter}", lambda quarter=quarter: self.commands(quarter)
            yield f"templates {quarter}", lambda quarter=quarter: self.templates(quarter)
            yield f"screens {quarter}", lambda quarter=quarter: self.screens(quarter)
        for quarter in DRAFTS:
            yield f"papers {quarter}", lambda quarter=quarter: self.papers(quarter)
        yield "charts", lambda: self.charts(self.quarters[-1])
        yield "screens of one", self.screens_of_one
        yield "upkeep", self.upkeep
        yield "returning", self.returning

    def papers(self, quarter: str) -> None:
        """Drafts of every kind; what is published of the other quarters holds theirs."""
        for kind in PAPERS:
            self.file(f"papers/{quarter}/{kind}.docx", "paper", quarter, "--kind", kind)
        for code in self.partnerships[:2]:
            given = ("paper", quarter, "--kind", "partnership", "--partnership", code)
            self.file(f"papers/{quarter}/sheet {code}.docx", *given)
        for name, *given in (("same", "--standing", "same"), ("as at", "--as-at", BEFORE)):
            self.file(f"papers/{quarter}/board {name}.docx", "paper", quarter, *given)
            self.file(f"workbooks/{quarter}/workbook {name}.xlsx", "workbook", quarter, *given)
            self.file(f"static pages/{quarter}/position {name}.html", "page", quarter, *given)
            self.file(f"data/{quarter}/open data {name}", "data", quarter, *given)

    def commands(self, quarter: str) -> None:
        at, place = f"commands/{quarter}", self.quarters.index(quarter)
        csv, excel = self.place(f"data/{quarter}/position.csv"), self.place(f"data/{quarter}/position for Excel.csv")
        self.command(f"{at}/position csv.txt", "position", quarter, "--csv", csv, "--csv-for-excel", excel)
        self.command(f"{at}/position all.txt", "position", quarter, "--kind", "all", "--standing", STANDINGS[place % 2])
        self.command(f"{at}/changes.txt", "changes", self.quarters[max(0, place - 1)], quarter, "--kind", "all")
        own = [one for one in self.returns if one.parent.name == quarter]
        for one in own if quarter in DRAFTS else own[place % len(own) :][:1]:
            self.command(f"{at}/check {one.stem}.txt", "check", one, *(["--json"] if place % 2 else []))
        if quarter not in DRAFTS:
            return
        for kind in ("laa", "local", "stretch"):
            self.command(f"{at}/position {kind}.txt", "position", quarter, "--kind", kind)
        self.command(f"{at}/position as at.json", "position", quarter, "--as-at", BEFORE, "--json")
        self.command(f"{at}/changes.json", "changes", self.quarters[0], quarter, "--json", "--standing", "same")
        for code in self.partnerships:
            self.command(f"{at}/history {code}.txt", "history", code, quarter)

    def charts(self, quarter: str) -> None:
        self.file(f"charts/{quarter}/charts", "charts", quarter, "--format", "svg", "--targets", "all")

    def templates(self, quarter: str) -> None:
        for code in self.partnerships:
            self.file(f"templates/{quarter}/{code}.xlsx", "template", code, quarter)

    def publishing(self, quarter: str) -> None:
        """The quarter put on record: every paper, the workbook, charts, the page and the data, all from one reading."""
        data, at, reference = self.out / f"{quarter}.data", f"publications/{quarter}", f"PSB {quarter}"
        shutil.copytree(self.data, data)
        asked = ("--reference", reference, "--as-at", "2010-07-21", "--from", "A manager")
        self.command(f"{at}/publish.txt", "publish", quarter, *asked, data=data)
        for one in sorted((data / "published" / reference).rglob("*")):
            if one.is_file():
                shutil.copy(one, self.place(f"{KIND_OF.get(one.suffix, 'data')}/{quarter}/published/{one.name}"))
        if quarter == DRAFTS[-1]:
            self.command(f"{at}/publish again.txt", "publish", quarter, *asked, data=data)
            again = ("--standing", "same", "--correction", "Why")
            self.command(f"{at}/correct.txt", "publish", quarter, *asked, *again, data=data)
            self.command(f"{at}/list.json", "published", "--json", data=data)
            self.command(f"{at}/list.txt", "published", data=data)
            self.command(f"{at}/verify.txt", "verify", reference, data=data)
            self.command(f"{at}/archive.txt", "archive", "verify", data=data)
            kinds = ((kind, "docx") for kind in PAPERS)
            for kind, ending in (*kinds, ("workbook", "xlsx"), ("page", "html"), ("csv", "csv"), ("json", "json")):
                given = ("reprint", reference, "--kind", kind, "--anew")
                self.file(f"{at}/{kind} anew.{ending}", *given, data=data)
            self.file(f"{at}/pack.zip", "pack", reference, data=data)
            self.file(f"{at}/pack audit.zip", "pack", reference, "--audit", data=data)
            for page in ("overview", "papers"):
                self.screen(f"{at}/{page}.json", page, {"quarter": quarter}, data=data)
        shutil.rmtree(data)

    def upkeep(self) -> None:
        for name in ([], *([one] for one in sorted(self._cli.commands))):
            self.command(f"commands/help {' '.join(name)}.txt", *name, "--help")
        self.command("commands/doctor.txt", "doctor")
        self.command("commands/archive verify.txt", "archive", "verify")
        self.command("commands/published.txt", "published")
        self.command("commands/position.txt", "position")
        for wrong in (["position", "2040-41-Q1"], ["position", "nonsense"], ["template", "nobody", self.quarters[-1]]):
            self.command(f"commands/wrong {' '.join(wrong)}.txt", *wrong)
        figures = self.place("data/figures.csv")
        figures.write_text(
            "target,better,places,milestone,actual,milestone_upper,unit,absence,declared\n"
            "a,higher,1,60,60.04,,%,,\nb,lower,0,10,11,,,,\nc,range,1,5,7,9,,,\nd,higher,0,5,,,,due later,\n"
            "e,higher,0,100,95,,,,\n",
            "utf-8",
        )
        judged = self.place("data/judged.csv")
        self.command("commands/judge.txt", "judge", figures, "-o", judged, "--tolerance", "10%")
        earning = self.place("data/reward.csv")
        earning.write_text(
            "target,base,stretched_target,actual,grant_share\na,10,20,18,100000\nb,5,9,,50000\nc,3,6,7,1000.5\n",
            "utf-8",
        )
        self.command("commands/reward.txt", "reward", earning)
        self.command("commands/reward.json", "reward", earning, "--json")
        self.command("commands/demo.txt", "demo", self.place("demo data"))

    def returning(self) -> None:
        """The newest returns taken out, and given again by their officers."""
        data, newest = self.out / "returning.data", self.quarters[-1]
        shutil.copytree(self.data, data)
        gone = data / "quarterly" / newest
        given = sorted(one for one in self.returns if one.parent.name == newest)
        shutil.rmtree(gone)
        for number, one in enumerate(given):
            confirmed = ["--confirm-all", "--note", "As agreed"] if number else []
            said = ("submit", one, "--from", "An officer", *confirmed)
            self.command(f"commands/submit/{one.stem}.txt", *said, data=data)
            self.command(f"commands/submit/{one.stem} again.txt", *said, data=data)
            code = one.name.split(".")[0]
            self.command(f"commands/submit/history {code}.txt", "history", code, newest, data=data)
        self.command("commands/submit/archive verify.txt", "archive", "verify", data=data)
        for one in sorted([*gone.rglob("*"), *(data / "audit").rglob("*.jsonl")]):
            if one.is_file() and not one.name.startswith("."):
                shutil.copy(one, self.place(f"commands/submit/filed/{one.name}"))
        shutil.rmtree(data)

    def pages(self) -> list[str]:
        return sorted(one.stem for one in (self.tree / "pages").glob("*.py"))

    def screens(self, quarter: str) -> None:
        """Every page of a quarter, for everybody; and one partnership's of each."""
        for page in self.pages():
            self.screen(f"screens/{quarter}/{page}.json", page, {"quarter": quarter})
        code = self.partnerships[self.quarters.index(quarter) % len(self.partnerships)]
        for page in ("overview", "partnership", "actions", "unknown", "accountability"):
            asked = {"quarter": quarter, "partnership": code}
            self.screen(f"screens/{quarter}/{page} {code}.json", page, asked)
        if quarter in DRAFTS:
            for paper in (*PAPERS, "partnership"):
                self.screen(f"screens/{quarter}/papers {paper}.json", "papers", {"quarter": quarter, "paper": paper})

    def screens_of_one(self) -> None:
        """Pages of one partnership, of one target and of other choices; and officers' own pages."""
        targets = self.targets()
        last, full = self.quarters[-1], self.quarters[-2]
        for code in self.partnerships:
            for page in ("overview", "partnership", "actions", "unknown", "accountability", "find", "returns"):
                self.screen(f"screens/{last}/{page} {code}.json", page, {"quarter": last, "partnership": code})
            asked = {"quarter": full, "paper": "partnership", "partnership": code}
            self.screen(f"screens/{full}/papers {code}.json", "papers", asked)
        for number, quarter in enumerate(self.quarters):
            shown = targets[quarter] if quarter == full else targets[quarter][number % 7 :: 12]
            for target in shown:
                name = re.sub(r"\W", "-", target)
                self.screen(f"screens/{quarter}/target {name}.json", "target", {"quarter": quarter, "target": target})
        others = (
            *(("overview", {"kind": kind}) for kind in ("local", "stretch", "all")),
            *((page, {"standing": "same", "quarter": last}) for page in self.pages()),
            *((page, {"as_at": BEFORE}) for page in self.pages()),
            *(("actions", {"by": by}) for by in ("owner", "target", "delivery group", "delivery_group", "nonsense")),
            *(("find", {"words": words}) for words in ("waste", "children", "nothing like it", "NI 154")),
            *(("find", {"status": status}) for status in ("off track", "on track", "insufficient data")),
            ("overview", {"as_at": "2040-01-01"}),
            ("overview", {"quarter": "nonsense"}),
            ("overview", {"since": full}),
        )
        for page, asked in others:
            named = " ".join(f"{name} {value}" for name, value in asked.items())
            self.screen(f"screens/other/{page} {named}.json", page, asked)
        roles = tomllib.loads((self.tree / ".streamlit/roles.example.toml").read_text("utf-8"))
        for who in sorted(set(re.findall(r"[\w.+-]+@[\w.-]+", json.dumps(roles)))):
            for page in ("submit", "returns", "papers", "unknown", "overview"):
                self.screen(f"screens/officers/{who} {page}.json", page, {"quarter": last}, who=who)

    def screen(
        self, told: str, page: str, asked: dict[str, str], *, data: Path | None = None, who: str | None = None
    ) -> None:
        """A page as somebody finds it at an address, element by element."""
        from streamlit.testing.v1 import AppTest

        os.environ["OXDASH_DATA"] = str(data or self.data)
        start = self.out.parent / "golden_app.py"  # beside app.py, Streamlit would take pages/ for its own
        start.write_text(f"import runpy\nrunpy.run_path({str(self.tree / 'app.py')!r}, run_name='__main__')\n", "utf-8")
        app = AppTest.from_file(str(start), default_timeout=300)
        if who:
            app.secrets["auth"] = AUTH
            app.user = MANAGER | {"sub": who, "email": who}
        for name, value in asked.items():
            app.query_params[name] = value
        if page in self._known:  # what the first run would say of the overview is not looked at
            app._page_hash = self._known[page]
            app.run()
        else:
            app.run()
            app.switch_page(str(self.tree / "pages" / f"{page}.py"))
            self._known[page] = app._page_hash
            app.run()
        said = json.dumps([*elements(app._tree)], indent=1, ensure_ascii=False)
        self.text(told, said)


def elements(block, place: str = "") -> Iterator[dict[str, object]]:
    """Every element and block of a page in order: where it stands, its kind, and what it holds."""
    from google.protobuf import text_format

    for number, child in block.children.items():
        at = f"{place}/{number}"
        proto = getattr(child, "proto", None)
        held: object = "" if proto is None else WIDGET.sub("$$ID", text_format.MessageToString(proto, as_utf8=True))
        if proto is not None and child.type == "html":
            held = proto.body
        elif proto is not None and child.type == "plotly_chart":
            held = json.loads(proto.spec)
        yield {"place": at, "kind": child.type, "holds": held}
        if hasattr(child, "children"):
            yield from elements(child, at)


def main(tree: Path, data: Path, out: Path, share: str, only: tuple[str, ...]) -> None:
    """Make what no other process that writes into ``out`` has begun; ``only`` jobs whose names begin so, if given."""
    import time_machine
    from streamlit.components.v2 import manifest_scanner

    os.umask(0o027)
    logging.disable(logging.CRITICAL)  # Streamlit's words about running without a server
    roles, key = out.parent / f"roles {share}.toml", out.parent / f"log {share}.key"
    shutil.copyfile(tree / ".streamlit" / "roles.example.toml", roles)
    key.write_text("0123456789abcdef" * 4 + "\n", "utf-8")
    key.chmod(0o600)
    os.environ |= {"OXDASH_ROLES": str(roles), "OXDASH_LOG_KEY_FILE": str(key), "OXDASH_LOCAL": "0", "COLUMNS": "100"}
    os.environ["OXDASH_CACHE"] = str(out.parent / f"cache {share}")
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)  # else for every page
    with time_machine.travel(DAY, tick=False):
        making = Making(tree, data, out)
        for name, job in making.jobs():
            if only and not name.startswith(only):
                continue
            try:
                (out.parent / f"begun {name}").mkdir()
            except FileExistsError:
                continue
            started = time.perf_counter()
            with ExitStack() as unless_made:
                unless_made.callback(print, f"{name} could not be made in {tree}.", file=sys.stderr)
                job()
                unless_made.pop_all()
            (out.parent / f"begun {name}" / "seconds").write_text(f"{time.perf_counter() - started:.1f}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), sys.argv[4], tuple(sys.argv[5:]))
