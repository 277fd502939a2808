"""A table in, escaped accessible HTML out. A subject a file; a page says ``markup.lists.off_track(...)``."""

from oxdash.markup import (
    arrivals,
    checked,
    filed,
    holding,
    lists,
    notice,
    preview,
    rules,
    sheet,
    standing,
    status,
    target,
)
from oxdash.markup.element import block, bullets, facts, heading, joined, link, paragraph, prose
from oxdash.markup.style import style_sheet

__all__ = [
    "arrivals",
    "block",
    "bullets",
    "checked",
    "facts",
    "filed",
    "heading",
    "holding",
    "joined",
    "link",
    "lists",
    "notice",
    "paragraph",
    "preview",
    "prose",
    "rules",
    "sheet",
    "standing",
    "status",
    "style_sheet",
    "target",
]
