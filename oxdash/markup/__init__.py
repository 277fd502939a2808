"""A table in, escaped accessible HTML out. A subject a file; a page says ``markup.lists.off_track(...)``."""

from oxdash.markup import lists, notice, rules, sheet, standing, status, target
from oxdash.markup.element import block, bullets, facts, heading, joined, link, paragraph, prose
from oxdash.markup.style import style_sheet

__all__ = [
    "block",
    "bullets",
    "facts",
    "heading",
    "joined",
    "link",
    "lists",
    "notice",
    "paragraph",
    "prose",
    "rules",
    "sheet",
    "standing",
    "status",
    "style_sheet",
    "target",
]
