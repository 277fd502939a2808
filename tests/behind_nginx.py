"""Several processes that serve one data folder, behind nginx with the configuration that the documents hand out."""

import contextlib
import getpass
import http.client
import re
import secrets
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from oxdash.settings import HOME
from tests.browser.conftest import STARTING, end, free_port, served, until_it_answers
from tests.browser.council import Council

HANDED_OUT = HOME / "docs" / "nginx.conf"
LISTENS, BEHIND = "listen 80;", re.compile(r"^( *server 127\.0\.0\.1:)\d+( [^;\n]*;).*\n", re.MULTILINE)
MANY = 50  # browsers, one of which at least is kept to a process
NAMED = "oxdash_browser"  # the cookie that keeps a reader to a process
AROUND = """user {user};
daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/oxdash.conf;
}}
"""


@dataclass
class Process:
    """One of those behind: its port, where it writes what it says, and what ends it."""

    at: Council
    port: int
    name: str
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def process(self) -> psutil.Process:
        (found,) = [one for one in psutil.Process().children() if str(self.port) in one.cmdline()]
        return found

    @property
    def log(self) -> str:
        return (self.at.data.parent / self.name).read_text("utf-8", "replace")

    def start(self, **settings: str) -> None:
        """Start it; where it runs, end it before."""
        self.stack.close()
        how = {"OXDASH_ROLES": str(self.at.roles), "OXDASH_PROXIES": "127.0.0.1"} | settings
        folder, data = self.at.data.parent, self.at.data
        app = served(
            "oxdash.web.server:app", folder, data=data, port=self.port, log_level="info", log_name=self.name, **how
        )
        self.stack.enter_context(app)

    def kill(self) -> None:
        """As the system does that has no memory left."""
        process = self.process
        process.kill()
        with contextlib.suppress(psutil.NoSuchProcess):
            process.wait(STARTING)


@dataclass
class Front:
    """nginx at the council's address, and the processes that it asks."""

    at: Council
    processes: list[Process]
    nginx: subprocess.Popen
    asking: threading.Lock = field(default_factory=threading.Lock)  # who asks which process it is that answers

    def ask(self, path: str, method: str = "GET", *, whence: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
        port = int(self.at.address.rpartition(":")[2])
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=STARTING, source_address=(whence, 0))
        with contextlib.closing(asking):
            asking.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = asking.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")

    def keeps(self, cookie: str) -> Process:
        """The process that whoever has these cookies is kept to, by which of them says that it was asked."""
        with self.asking:
            before = [one.log.count("GET /start.js 200") for one in self.processes]
            assert self.ask("/start.js", cookie=cookie)[0] == 200
            now = [one.log.count("GET /start.js 200") for one in self.processes]
        (kept,) = [one for one, was, is_ in zip(self.processes, before, now, strict=True) if is_ > was]
        return kept

    def kept_to(self, process: Process) -> str:
        """The cookie of a browser that is kept to a process."""
        for _ in range(MANY):
            if self.keeps(cookie := f"{NAMED}={secrets.token_hex(16)}") is process:
                return cookie
        raise AssertionError(f"None of {MANY} is kept to {process.name}.")


@contextlib.contextmanager
def in_front(folder: Path, address: str, ports: list[int]) -> Iterator[subprocess.Popen]:
    """nginx at an address of this machine, with the configuration handed out but for its ports. What it writes is in
    ``folder``."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "nginx is not here; make test installs it (apt-get install nginx)"
    folder.mkdir()
    said = HANDED_OUT.read_text("utf-8")
    assert said.count(LISTENS) == 1 and len(BEHIND.findall(said)) == 2, "what is put in place of its ports is there"
    said = said.replace(LISTENS, f"listen 127.0.0.1:{address.rpartition(':')[2]};")
    first, *_ = BEHIND.finditer(said)
    behind = "".join(f"{first[1]}{port}{first[2]}\n" for port in ports)
    said = f"{said[: first.start()]}{behind}{BEHIND.sub('', said[first.start() :])}"
    (folder / "oxdash.conf").write_text(said, "utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(user=getpass.getuser(), folder=folder), "utf-8")
    log = folder / "error.log"
    with log.open("wb") as output:
        nginx = subprocess.Popen(
            [program, "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"], stdout=output, stderr=output
        )
    try:
        until_it_answers(nginx, f"{address}/api/healthz", log)
        yield nginx
    finally:
        end(nginx)


@contextlib.contextmanager
def together(at: Council, how_many: int = 2, **settings: str) -> Iterator[Front]:
    """So many processes, each answering, behind nginx at the council's address."""
    processes = [Process(at, free_port(), f"server-{number}.log") for number in range(1, how_many + 1)]
    with contextlib.ExitStack() as stack:
        for one in processes:
            stack.enter_context(one.stack)
            one.start(**settings)
        nginx = stack.enter_context(in_front(at.data.parent / "nginx", at.address, [one.port for one in processes]))
        yield Front(at, processes, nginx)
