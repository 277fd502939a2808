"""A Dask cluster, reached and looked at before anything is asked of it. What is wrong is one plain sentence.

Dask is imported only when a cluster is asked for: it is not among what oxdash needs.
"""

import logging
import re
import socket
import ssl
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oxdash.tidy_input import cluster_part

if TYPE_CHECKING:
    from distributed import Client

SECONDS = 10.0  # in which a scheduler answers
SECONDS_OF_WORKERS = 60.0  # in which all workers do: they may have to load pandas first
_PORT = 8786  # of a scheduler, where nobody chose another
_ADDRESS = re.compile(r"(?:(?P<kind>tcp|tls)://)?(?P<host>\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::(?P<port>[0-9]{1,5}))?/?")
_EXAMPLE = "such as tcp://10.0.0.5:8786"
_GIVE_IT = f"Give the address that the scheduler printed, {_EXAMPLE}."
_GREETING = b"pickle-protocol"  # every Dask server begins by saying what it speaks
_LONGEST_GREETING = 4096
_MISSING = re.compile(r"No (?:module named|package metadata was found for) '?([\w.]+)")  # as Python says it
# what comes of an answer that only looks like Dask's
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError, EOFError, MemoryError, ImportError)


class NoCluster(Exception):
    """The text is a sentence, or several lines of them: where, what was found, what to do."""


@dataclass(frozen=True)
class Address:
    kind: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.kind}://{self.host}:{self.port}"


def address(said: str) -> Address:
    """As people write it, perhaps without ``tcp://`` or the port; `NoCluster`."""
    match = _ADDRESS.fullmatch(said.strip())
    port = int(match["port"] or _PORT) if match else 0
    if not match or not 0 < port < 65_536:
        raise NoCluster(f'"{said}" is not the address of a Dask scheduler. {_GIVE_IT}')
    return Address(match["kind"] or "tcp", match["host"], port)


@contextmanager
def reached(said: str) -> Iterator["Client"]:
    """A client of the scheduler there, which is of this version and has workers; `NoCluster`."""
    where = address(said)
    with _silent():
        try:
            import distributed
        except ImportError:
            to_do = "Install it: pip install oxdash[cluster] (docs/scale.md)"
            raise NoCluster(f"--on needs Dask, which is not installed here. {to_do}.") from None
        security = distributed.Security()
        context = _certificates(where, security)
        greet(where, context)
        identity, version = _asked(where, security)
        if identity["type"] != "Scheduler":
            its = f": {identity['scheduler']}" if identity.get("scheduler") else ""
            raise NoCluster(f"{where} is a Dask {identity['type'].lower()}. Give the address of its scheduler{its}.")
        if differs := cluster_part.differs({"Dask": version}, {"Dask": distributed.__version__}):
            raise NoCluster(f"The scheduler at {where} {differs}. Install the same version on all machines.")
        try:
            client = distributed.Client(str(where), timeout=SECONDS, set_as_default=False, security=security)
        except (OSError, *_NONSENSE) as fault:
            raise NoCluster(f"The scheduler at {where} gave up while it was asked. Look whether it runs.") from fault
        try:
            yield client
        finally:
            with suppress(OSError):  # it has gone
                client.close(timeout=SECONDS)


@contextmanager
def _silent() -> Iterator[None]:
    """What Dask logs and warns of is no message of ours: all that matters comes as a sentence."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _certificates(where: Address, security: Any) -> ssl.SSLContext | None:
    if where.kind == "tcp":
        return None
    try:
        context: ssl.SSLContext | None = security.get_connection_args("client").get("ssl_context")
    except (OSError, ValueError) as fault:
        raise NoCluster(f"{where}: the certificates that Dask's settings name cannot be read ({fault}).") from fault
    if context is None:
        settings = "distributed.comm.tls"
        raise NoCluster(f"{where} is asked over TLS, and Dask's settings ({settings}) name no certificates. Name them.")
    return context


def greet(where: Address, context: ssl.SSLContext | None) -> None:
    """See that a Dask server answers there; `NoCluster`.

    Before Dask tries, which goes on trying where nothing can come, and takes any eight bytes for a length.
    """
    heard = b""
    try:
        with socket.create_connection((where.host.strip("[]"), where.port), SECONDS) as plain:
            stream = context.wrap_socket(plain, server_hostname=where.host) if context else plain
            until = time.monotonic() + SECONDS
            while not _is_no_greeting(heard) and _GREETING not in heard:
                stream.settimeout(max(until - time.monotonic(), 0.001))
                if not (more := stream.recv(_LONGEST_GREETING)):
                    break
                heard += more
            stream.close()
    except socket.gaierror as fault:
        raise NoCluster(f"{where}: there is no machine of that name. {_GIVE_IT}") from fault
    except ConnectionRefusedError as fault:
        start = f"Start a scheduler there (dask scheduler --port {where.port}), or give another address"
        raise NoCluster(f"{where}: nothing answers there. {start}.") from fault
    except TimeoutError as fault:
        if not heard:
            raise NoCluster(f"{where}: nothing answered in {SECONDS:g} seconds. {_GIVE_IT}") from fault
    except (OSError, UnicodeError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise NoCluster(f"{where} cannot be reached ({reason}). {_GIVE_IT}") from fault
    if _GREETING not in heard:
        raise NoCluster(f"{where}: what answers there is no Dask scheduler. {_GIVE_IT}")


def _is_no_greeting(heard: bytes) -> bool:
    """Dask says first how long its greeting is, in eight bytes."""
    longest = len(heard) if len(heard) < 8 else int.from_bytes(heard[:8], "little")
    return max(longest, len(heard)) > _LONGEST_GREETING


def _asked(where: Address, security: Any) -> tuple[dict[str, Any], str]:
    """What a Dask server says that it is, and its version."""
    import asyncio

    from distributed.core import connect, send_recv

    async def ask() -> tuple[dict[str, Any], str]:
        comm = await connect(str(where), timeout=SECONDS, **security.get_connection_args("client"))
        try:
            identity = await send_recv(comm, op="identity", reply=True)
            if identity["type"] != "Scheduler":
                return identity, ""
            versions = await send_recv(comm, op="versions", reply=True)
            return identity, versions["packages"]["distributed"]
        finally:
            comm.abort()

    try:
        return asyncio.run(asyncio.wait_for(ask(), SECONDS))
    except (OSError, TimeoutError, *_NONSENSE) as fault:
        found = f"what answers at {where} speaks as Dask does, and cannot be understood"
        raise NoCluster(f"{found}. Look whether it is a scheduler, of the version that is installed here.") from fault


def look_over(client: "Client", said: str, folder: str, text: str) -> None:
    """That there are workers, which are all as they should be and see a folder in which a text was written.

    `NoCluster`.
    """
    where = address(said)
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=SECONDS)
    if not workers(client, said):
        start = f"Start some (dask worker {where})"
        raise NoCluster(f"The scheduler at {where} has no workers. {start}, and give the same command again.")
    look_at_workers(client, said)
    if unseen := {at: str(wrong) for at, wrong in _answers(client, said, cluster_part.sees, folder, text) if wrong}:
        raise NoCluster("\n".join(f"{folder}: the worker {one}. {cluster_part.ONE_SHARE}" for one in _each(unseen)))


def look_at_workers(client: "Client", said: str) -> None:
    """That every worker is as it should be; `NoCluster`."""
    expected, wrong = cluster_part.about(), {}
    for at, answer in _answers(client, said, cluster_part.about):
        if isinstance(answer, Exception):  # which Dask hands on as a text
            missing = found[1] if (found := _MISSING.search(str(answer))) else "oxdash."
            another = f"another oxdash than {expected['oxdash']}"  # which does not know what it is asked
            wrong[at] = f"has {another if missing.startswith('oxdash.') else f'no {missing}'}"
        elif differs := cluster_part.differs(answer, expected):
            wrong[at] = differs
    if wrong:
        raise NoCluster("\n".join(f"The worker {one}. {cluster_part.INSTALL}" for one in _each(wrong)))


def workers(client: "Client", said: str) -> int:
    """How many there are now; `NoCluster` where the scheduler does not say."""
    try:
        return int(client.sync(client.scheduler.identity, n_workers=0, callback_timeout=SECONDS)["n_workers"])
    except (OSError, TimeoutError, *_NONSENSE) as fault:
        raise lost(said) from fault


def give_up(client: "Client", futures: list[Any]) -> None:
    """Ask for nothing more of these; what is under way is finished."""
    if futures and client.status == "running":
        with suppress(OSError, TimeoutError, *_NONSENSE):
            client.sync(client.cancel, futures, callback_timeout=SECONDS)


def lost(said: str) -> NoCluster:
    return NoCluster(
        f"The scheduler at {address(said)} has gone or does not answer. The same command goes on from here."
    )


def _answers(client: "Client", said: str, function: Any, *given: str) -> list[tuple[str, Any]]:
    """What each worker says, with its address, or the exception that came of it; nothing of one that has gone."""
    try:
        answers = client.sync(client.run, function, *given, on_error="return", callback_timeout=SECONDS_OF_WORKERS)
    except (OSError, TimeoutError, *_NONSENSE) as fault:
        late = f"did not all answer in {SECONDS_OF_WORKERS:.0f} seconds. Start those anew that stand still"
        raise NoCluster(f"The workers of {address(said)} {late}.") from fault
    return [(at, answer) for at, answer in sorted(answers.items()) if not isinstance(answer, OSError)]


def _each(wrong: Mapping[str, str]) -> list[str]:
    """Everything that is wrong, after one worker of which it is and how many others."""
    by_fault: dict[str, list[str]] = {}
    for at, fault in wrong.items():
        by_fault.setdefault(fault, []).append(at)
    return [f"{of[0]}{f' and {len(of) - 1} more' if len(of) > 1 else ''} {fault}" for fault, of in by_fault.items()]
