"""Files of ours that a page asks for by their own addresses."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse


async def favicon(_: Request) -> FileResponse:
    return FileResponse(Path(__file__).with_name("favicon.png"))


async def saving(_: Request) -> FileResponse:
    """The script that saves charts; asked for again at every start, so that it is never an older one than the page."""
    return FileResponse(Path(__file__).with_name("saving.js"), headers={"Cache-Control": "no-cache"})
