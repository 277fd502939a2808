"""`make soak`: mixed load for an hour, and what it leaves behind. `python -m benchmarks.soak MINUTES`.

Readers go from page to page; an officer signs in, has workbooks checked, submits and withdraws; another one chooses the
hostile workbooks of the tests one after the other; people sign in and out; and somebody tries what no page does. Then
it is asked whether the server holds more memory than in the first quarter of the time, whether a file is left behind,
whether anything was answered as it should not be, and whether `oxdash archive verify` is content. The exit status says.
"""

import asyncio
import contextlib
import functools
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.council import Council, council, signed_in
from benchmarks.officer import SUBMIT, WITHDRAW, Officer
from benchmarks.wsclient import Viewer
from oxdash.archive.filing import TOO_MANY
from oxdash.archive.receipts import numbered
from oxdash.judging.position import load
from oxdash.submissions.check import blank_return
from oxdash.web.guard.uploads import LARGEST
from tests.browser.council import provider
from tests.filling import filled
from tests.hostile import CASES
from tests.returning import CODE, NOW, QUARTER

MINUTES, READERS, THINKS = 60, 6, 8.0  # THINKS: seconds between two acts of a reader, on average
SAMPLE = 5  # seconds
GROWN = 1.10  # times what it was
TRACEBACK, PROBLEM = "Traceback (most recent call last)", "There is a problem"
DESK = f"partnership={CODE}&quarter=2009-10+Q4"
VIEWS = (  # page, query
    ("", ""),
    ("", "quarter=2009-10+Q3"),
    ("", "kind=all"),
    ("", "as_at=2010-03-31"),
    ("find", "words=crime"),
    ("find", "status=Off+track"),
    ("partnership", "partnership=economic"),
    ("partnership", "partnership=safer-communities"),
    ("target", "target=NI+72"),
    ("target", "target=NI+16&as_at=2010-01-31"),
    ("compare", ""),
    ("actions", ""),
    ("unknown", ""),
    ("papers", ""),
    ("papers", "paper=scrutiny"),
    ("accountability", ""),
    ("others", ""),
    ("district", ""),
    ("reward", ""),
    ("grants", ""),
    ("decisions", ""),
    ("how_judged", ""),
    ("returns", ""),
)
ASKED = {
    "/": 200,
    "/target": 200,
    "/api/healthz": 200,
    "/api/positions": 200,
    "/api/positions/none.json": 404,
    "/x": 404,
}


@dataclass(frozen=True)
class Sample:
    """What the server holds at a moment: seconds since the load began, MB, open files, threads."""

    at: float
    memory: float
    files: int = 0
    threads: int = 0


@dataclass
class Seen:
    """What happened: how often what was done, what was not answered as it should be, what the server held."""

    done: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


def quarters(samples: Sequence[Sample], seconds: float) -> tuple[float, float]:
    """The median memory of the first quarter of the time, and of the last. ValueError where one has no sample."""
    first = [one.memory for one in samples if one.at < seconds / 4]
    last = [one.memory for one in samples if seconds * 3 / 4 <= one.at]
    if not first or not last:
        raise ValueError("There is no sample of the first or of the last quarter.")
    return statistics.median(first), statistics.median(last)


def left_behind(data: Iterable[str], temporary: Iterable[str], cache: Iterable[str]) -> list[str]:
    """Files that nobody should find afterwards, of those new in the data folder, in /tmp, and where things are kept.

    In the data folder only numbered returns with their receipts may be new, and what stands in ``audit/``.
    """

    def belongs(name: str) -> bool:
        path = PurePosixPath(name)
        if path.parts[0] == "audit":
            return re.fullmatch(r"\w+\.jsonl|\.\w+\.jsonl\.lock", path.name) is not None
        return path.parts[0] == "quarterly" and (numbered(path.name) is not None or path.name == ".lock")

    return [
        *(f"data/{name}" for name in sorted(data) if not belongs(name)),
        *(f"temporary/{name}" for name in sorted(temporary)),
        *(f"cache/{name}" for name in sorted(cache) if not re.fullmatch(r"[0-9a-f]{64}\.contents", name)),
    ]


def answered(why: str, contents: bytes, expected: str | None, said: str) -> str | None:
    """What is wrong with how a hostile workbook was answered, in a sentence; None where nothing is."""
    if len(contents) > LARGEST:
        expected = "The file is larger than 5 MB"
    if (expected or PROBLEM) in said:  # what can be read has nothing of a return in it
        return None
    return f"{why}: {said[-300:]}"


def faults(log: str) -> list[str]:
    """The last line of every traceback in a log, each different one once."""
    ends = (re.search(r"^\S.*", one, re.MULTILINE) for one in log.split(f"{TRACEBACK}:")[1:])
    return list(dict.fromkeys(end[0][:200] if end else "nothing" for end in ends))


def verdicts(seen: Seen, seconds: float, left: Sequence[str], verified: str | None, log: str) -> dict[str, str | None]:
    """For each question what is wrong, in words; None where nothing is. ``verified``: what ``verify`` complains of."""
    first, last = quarters(seen.samples, seconds)
    return {
        "memory": f"{last / first:.2f} times the first quarter's" if last > first * GROWN else None,
        "answers": f"{len(seen.wrong)} not as they should be" if seen.wrong else None,
        "files left behind": f"{len(left)}: {', '.join(left[:20])}" if left else None,
        "oxdash archive verify": verified,
        "the server's log": f"tracebacks, ending with {'; '.join(faults(log))}" if TRACEBACK in log else None,
    }


class Load:
    """Everybody who does something, each in turns of their own until it is over."""

    def __init__(self, at: Council, seconds: float, seed: int = 1) -> None:
        self.at, self.seconds, self.seen, self.over = at, seconds, Seen(), asyncio.Event()
        self.random = random.Random(seed)
        self.blank = blank_return(load(at.data, NOW.date()), CODE, QUARTER)
        self.began = time.monotonic()

    async def run(self) -> None:
        self.began = time.monotonic()
        everybody = [
            *(self._again("reading", self.read) for _ in range(READERS)),
            self._again("an officer", self.return_),
            self._again("hostile workbooks", self.hostile),
            self._again("signing in", self.come_and_go),
            self._again("what no page does", self.misuse),
            self._again("asking without a page", self.ask),
            self._look(),
        ]
        tasks = [asyncio.create_task(one) for one in everybody]
        await asyncio.sleep(self.seconds)
        self.over.set()
        await asyncio.gather(*tasks)

    async def _again(self, what: str, act: Callable[[], Awaitable[None]]) -> None:
        """Do it until it is over; whatever stops it is written down as not right, and it is begun anew."""
        while not self.over.is_set():
            try:
                await act()
            except Exception as error:  # whatever it is, it is told at the end
                self.wrong(f"{what}: {type(error).__name__}: {error}")
                await self.think(5)

    def wrong(self, sentence: str) -> None:
        self.seen.wrong.append(sentence)
        print(f"{time.monotonic() - self.began:6.0f} s  {sentence}", flush=True)

    async def think(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), self.random.expovariate(1 / seconds))

    async def _look(self) -> None:
        told = 0.0
        while not self.over.is_set():
            process, now = self.at.process, time.monotonic() - self.began
            self.seen.samples.append(Sample(now, self.at.memory(), process.num_fds(), process.num_threads()))
            if now - told >= 300:
                told, last = now, self.seen.samples[-1]
                print(f"{now:6.0f} s  {last.memory:.0f} MB, {last.files} files, {last.threads} threads", flush=True)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), SAMPLE)

    async def read(self) -> None:
        """A reader opens the dashboard, looks at this and that, and closes it."""
        async with Viewer(self.at.address) as viewer:
            await viewer.run()
            for _ in range(self.random.randint(5, 30)):
                await self.think(THINKS)
                if self.over.is_set():
                    break
                self.seen.waited.append(await viewer.go(*self.random.choice(VIEWS)))
                self.seen.done["pages looked at"] += 1
        await self.think(THINKS)

    async def return_(self) -> None:
        """An officer signs in, has a workbook checked that somebody went on writing in, submits it, and signs out."""
        browser = await signed_in(self.at.address, "safer")
        async with Officer(self.at.address, browser.headers, DESK) as officer:
            for _ in range(self.random.randint(3, 8)):
                number = self.seen.done["returns checked"] + 1
                contents = await asyncio.to_thread(filled, self.blank, {"O4": f"Written for the {number}th time."})
                said, _ = await officer.choose("return.xlsx", contents)
                self.seen.done["returns checked"] += 1
                if SUBMIT not in officer.buttons:
                    self.wrong(f"a return: {said[-300:]}")
                    break
                await self.think(THINKS)
                if self.over.is_set():
                    break
            if SUBMIT in officer.buttons:
                before = self._on_file()
                said = await officer.submit()
                if self._on_file() > before:
                    self.seen.done["returns submitted"] += 1
                elif TOO_MANY in said:
                    self.seen.done["returns refused for the day"] += 1
                else:
                    self.wrong(f"submitting: {said[-300:]}")
            if WITHDRAW in officer.buttons and self.random.random() < 0.25:
                before = self._on_file()
                said = await officer.withdraw("It was sent too early.")
                if self._on_file() == before:
                    self.wrong(f"withdrawing: {said[-300:]}")
                self.seen.done["returns withdrawn"] += 1
        await asyncio.to_thread(browser.sign_out)
        await self.think(30)

    def _on_file(self) -> int:
        return len(list((self.at.data / "quarterly" / "2009-10-Q4").glob(f"{CODE}.*.json")))

    async def hostile(self) -> None:
        """Another officer is sent one workbook after the other that nobody should have sent."""
        browser = await signed_in(self.at.address, "planning")
        cases = self.random.sample(CASES, 12)
        async with Officer(self.at.address, browser.headers) as officer:
            for why, make, expected in cases:
                contents = await asyncio.to_thread(functools.cache(make))
                said, _ = await officer.choose(f"{why}.xlsx", contents)
                self.seen.done["hostile workbooks"] += 1
                if wrong := answered(why, contents, expected, said):
                    self.wrong(wrong)
                await self.think(2 * THINKS)
                if self.over.is_set():
                    break
        await self.think(THINKS)

    async def come_and_go(self) -> None:
        """Somebody signs in and looks at a page; every other one signs out again."""
        who = self.random.choice(("manager", "stranger"))
        browser = await signed_in(self.at.address, who)
        async with Viewer(self.at.address, headers=browser.headers) as viewer:
            await viewer.run()
            if "Sign out" not in viewer.buttons:
                self.wrong(f"signing in as {who}: {viewer.said[:300]}")
        self.seen.done["sign-ins"] += 1
        if self.random.random() < 0.5:
            await asyncio.to_thread(browser.sign_out)
            self.seen.done["sign-outs"] += 1
        await self.think(30)

    async def misuse(self) -> None:
        """Somebody sends what no page sends, comes from another site, or says nothing: all are turned away."""
        await self.think(20)
        url, protocols = self.at.address.replace("http", "ws", 1) + "/_stcore/stream", ["streamlit"]
        which = self.random.choice(("kind", "size", "origin", "silence"))
        try:
            origin = "http://elsewhere.example" if which == "origin" else self.at.address
            async with connect(url, subprotocols=protocols, origin=origin, max_size=None) as socket:
                if which == "kind":
                    await socket.send(BackMsg(clear_cache=True).SerializeToString())
                elif which == "size":
                    asked = BackMsg()
                    asked.rerun_script.query_string = "x" * 1_000_000
                    await socket.send(asked.SerializeToString())
                await asyncio.wait_for(socket.recv(), 60)
            self.wrong(f"what no page does was let through: {which}")
        except (ConnectionClosed, InvalidStatus):
            self.seen.done["turned away"] += 1

    async def ask(self) -> None:
        """Addresses without a page, and one that is none."""
        path, expected = self.random.choice(list(ASKED.items()))

        def asked() -> int:
            try:
                with urlopen(f"{self.at.address}{path}", timeout=60) as answer:
                    return answer.status
            except HTTPError as error:
                return error.code

        status = await asyncio.to_thread(asked)
        if status != expected:
            self.wrong(f"{path} was answered with {status}")
        self.seen.done["addresses asked for"] += 1
        await self.think(THINKS)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def verify(at: Council) -> str | None:
    """What `oxdash archive verify` complains of; None where it is content."""
    command = [sys.executable, "-m", "oxdash", "archive", "verify"]
    done = subprocess.run(command, env=at.environment, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()[:2000] or "failed" if done.returncode else None


def told(seen: Seen, seconds: float) -> list[str]:
    """The figures of a run, a line each."""
    first, last = quarters(seen.samples, seconds)
    begin, end = seen.samples[0], seen.samples[-1]
    waited = sorted(seen.waited)
    return [
        f"In {seconds / 60:.0f} minutes: {', '.join(f'{many:,} {what}' for what, many in sorted(seen.done.items()))}.",
        f"Memory of the server: {begin.memory:.0f} MB at the start, {first:.0f} MB in the first quarter (median), "
        f"{last:.0f} MB in the last, {max(one.memory for one in seen.samples):.0f} MB at most; {last / first:.2f} "
        f"times, aim {GROWN:.2f}.",
        f"Open files {begin.files} at the start and {end.files} at the end, threads {begin.threads} and {end.threads}.",
        f"Pages came within {statistics.median(waited) * 1000:.0f} ms (half of them) and "
        f"{waited[int(len(waited) * 0.95)] * 1000:.0f} ms (95 of 100).",
    ]


def main(minutes: float = MINUTES) -> int:
    seconds = minutes * 60
    print(f"{minutes:g} minutes from {date.today():%d %B %Y}, {time.strftime('%H:%M:%S')}", flush=True)
    with tempfile.TemporaryDirectory() as name, provider() as found:
        with council(Path(name), found) as at:
            shipped = files_in(at.data)
            load_ = Load(at, seconds)
            asyncio.run(load_.run())
            children = [child for child in at.process.children(recursive=True) if child.is_running()]
            data, verified = files_in(at.data) - shipped, verify(at)
            log = at.log.read_text("utf-8", "replace")
        left = left_behind(data, files_in(at.temporary), files_in(at.folder / "cache"))
        left += [f"process {child.pid}" for child in children if child.is_running()]
    print(*told(load_.seen, seconds), sep="\n")
    print(f"The server's log: {len(log) / 1024:,.0f} KB, {log.count('refused ('):,} lines of refusals.")
    found = verdicts(load_.seen, seconds, left, verified, log)
    for question, wrong in found.items():
        print(f"{question}: {wrong or 'well'}")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
