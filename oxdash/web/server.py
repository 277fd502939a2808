"""The app as a server: ``uvicorn oxdash.web.server:app``.

Everything a first reader would wait for is loaded before the first is served; what is loaded is then frozen out of the
collector's sight, because Streamlit collects after every rerun and would walk through all of pandas each time.
"""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route
from starlette.types import Scope

from oxdash import access
from oxdash.archive import record
from oxdash.output import word
from oxdash.settings import HOME, Misset, Settings, current, unknown
from oxdash.vocabulary.addresses import named
from oxdash.web import (
    api,
    current_person,
    embedding,
    heap,
    local_mode,
    middleware,
    screen,
    sessions,
    sign_in,
    sign_in_setup,
)
from oxdash.web.guard.addresses import Proxies, SeenFrom
from oxdash.web.guard.connections import Limits
from oxdash.web.guard.door import Bounds, Door, Guard
from oxdash.web.guard.routes import CHOSEN, SCRIPTS, Addresses
from oxdash.web.guard.uploads import UploadGuard
from oxdash.web.handing_out import HandingOut
from oxdash.web.local_mode import LocalMode

_LOG = logging.getLogger("oxdash")
WORD = local_mode.Word()
THREADS = 32  # more than there may be readers who wait for a file
_PRELOADED = ("pandas", "pyarrow", "plotly.graph_objects", "plotly.io")


def may_not_upload(scope: Scope, session: str) -> str | None:
    """Why this session may not upload; None where the person it belongs to may submit a return.

    Streamlit would take a file from any session that is connected, whoever it belongs to.
    """
    who = current_person.person(sessions.claims(session) or {}, here=local_mode.let_in(Headers(scope=scope)))
    return access.refusal(who, None, Settings(), current_person.now())


def pages_of_the_same(session: str) -> list[str]:
    """Every session, connected or a moment ago, of the person whose this one is."""
    whose = {one: access.person(said).name for one, said in sessions.everybodys_claims().items()}
    return [one for one, name in whose.items() if name == whose.get(session)]


def healthz(door: Door) -> Route:
    """Whether somebody who comes now would be let in; says nothing of what is in the data folder."""

    async def answer(_: Request) -> JSONResponse:
        said = door.said()
        found = {"status": "full", "said": said} if said else {"status": "ok"}
        return JSONResponse(found, 503 if said else 200, headers={"Cache-Control": "no-store"})

    return Route("/api/healthz", answer)


async def favicon(_: Request) -> FileResponse:
    return FileResponse(Path(__file__).with_name("favicon.png"))


async def our_script(request: Request) -> FileResponse:
    """A script of ours; asked for again at every start, so that it is never an older one than the page."""
    name = request.url.path.rpartition("/")[2]
    return FileResponse(Path(__file__).with_name(name), headers={"Cache-Control": "no-cache"})


async def chosen(_: Request) -> JSONResponse:
    """What Streamlit's browser side has to be told before it connects: that no other site has a say in a page."""
    return JSONResponse(
        {"allowedOrigins": [], "useExternalAuthToken": False, "metricsUrl": ""}, headers={"Cache-Control": "no-cache"}
    )


def door(settings: Settings) -> Door:
    """Who is let in, by the settings of the environment."""
    limits = Limits(settings.silent_connections, settings.connections_each, settings.connections)
    bounds = Bounds(limits, settings.silence_seconds, settings.answer_seconds, settings.message_bytes)
    return Door(bounds, Proxies(named(settings.proxies)))


def addresses(settings: Settings) -> Addresses:
    """Every address there is: the files in pages/ are the pages, and of Streamlit's own what its start page uses."""
    pages = {path.stem for path in (HOME / "pages").glob("*.py")} - {"overview"}  # which is at the start
    shipped = middleware.SHELL.parent
    files = {path.relative_to(shipped).as_posix() for path in (shipped / "static").rglob("*") if path.is_file()}
    return Addresses(
        pages if settings.reward else pages - {"reward"}, files, lambda: st.get_option("server.baseUrlPath") or ""
    )


async def _look_after(at: Door) -> None:
    while True:
        await asyncio.sleep(sessions.LOOK_AFTER)
        sessions.look_after()
        at.throttle.sweep()


def ready(at: Door, places: Addresses):
    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[dict]:
        heap.share()
        heap.take_turns()
        sign_in_setup.settle()
        for module in _PRELOADED:
            import_module(module)
        # files that are taken away are made in it, and some of them wait for their turn there
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="making"))
        screen.warm()
        for sentence in (*sign_in_setup.as_it_stands().told(), *unknown(), record.make_key(current())):
            if sentence:
                _LOG.warning(sentence)
        if current_person.in_local_mode():
            print(local_mode.told(WORD, places.base), flush=True)
        gc.collect()
        gc.freeze()
        async with asyncio.TaskGroup() as tasks:
            while_it_serves = [tasks.create_task(_look_after(at)), tasks.create_task(heap.collect())]
            yield {}
            for task in while_it_serves:
                task.cancel()

    return lifespan


def served(script: Path) -> st.App:
    """A script of pages as an ASGI app, behind the guard and with the health check beside it."""
    settings = Settings()
    word.check_styles()
    at, places = door(settings), addresses(settings)
    return st.App(
        script,
        lifespan=ready(at, places),
        routes=[
            healthz(at),
            Route("/favicon.png", favicon),
            *(Route(f"/{name}", our_script) for name in SCRIPTS),
            # and below server.baseUrlPath, which nobody may ask for this early
            *(Route(f"/{{base:path}}/{name}", our_script) for name in SCRIPTS),
            Route(CHOSEN, chosen),
            Route(f"/{{base:path}}{CHOSEN}", chosen),
            *embedding.ROUTES,
            *api.ROUTES,
        ],
        middleware=[
            Middleware(SeenFrom, proxies=at.proxies),
            Middleware(middleware.Headers),
            Middleware(middleware.OverHttps, address=lambda: sign_in_setup.as_it_stands().address),
            Middleware(LocalMode, word=WORD, on=current_person.in_local_mode, refused=at.throttle.refused),
            Middleware(Guard, door=at, addresses=places),
            Middleware(HandingOut, refused=at.throttle.refused, fetched=sessions.handed_out),
            Middleware(middleware.WayBack),
            Middleware(
                sign_in.SignInRoutes,
                shut=current_person.shut,
                leaves=current_person.leaves,
                comes=current_person.comes,
                refused=at.throttle.refused,
            ),
            Middleware(
                UploadGuard,
                refusal=may_not_upload,
                here=sessions.connected,
                holds=sessions.holds,
                tell=sessions.tell,
                pages=pages_of_the_same,
                throttle=at.throttle,
                seconds=settings.upload_seconds,
                at_once=settings.uploads_each,
            ),
            Middleware(middleware.Shell),
        ],
    )


try:
    app = served(HOME / "app.py")
except Misset as fault:
    raise SystemExit(f"oxdash was not started. {fault}") from None
