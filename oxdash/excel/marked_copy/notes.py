"""The comments of one sheet: those of the officers stay, those of an earlier check go, and new ones are added.

A comment stands in three places, and a program that finds it in one only drops it or repairs the workbook: its text
among the comments, its box in an old drawing, and where officers answer each other in threads, the thread.
"""

import re
import uuid
from collections.abc import Mapping

from oxdash.excel.annotations import CHECKER as AUTHOR  # by it an earlier comment is known, and replaced
from oxdash.excel.annotations import officers_own
from oxdash.excel.cells import column_number, letters
from oxdash.excel.marked_copy.cells import BEHIND_THE_NOTES, Place
from oxdash.excel.marked_copy.package import Package
from oxdash.excel.marked_copy.splice import Element, Xml, words
from oxdash.excel.package_checks import RELATED
from oxdash.excel.texts import MAIN

BEFORE = "To correct:\n"  # what the officer's own comment on a cell ends before

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/>'
    b"</o:shapelayout></xml>"
)
SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;'
    'width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE = re.compile(rb"<v:shape\s(?:(?!<v:shape\s).)*?</v:shape>", re.S)
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
WIDTH = 285  # points


def annotate(package: Package, sheet: str, held: Xml, wanted: Mapping[Place, str]) -> None:
    """Leave exactly the comments of ``wanted`` (by place, text) beside the officers' own. ``held``: the sheet."""
    found = package.one(sheet, "comments")
    if found is None and not wanted:
        return
    if found is None:
        empty = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
        part = package.add("xl/comments{}.xml", empty.encode(), COMMENTS_TYPE)
        package.relate(sheet, f"{RELATED}/comments", part)
    else:
        part = found.part
    notes = package.xml(part)
    gone = _rewrite(notes, wanted)
    package.settle(part)
    _draw(package, sheet, held, gone, wanted)
    _answer(package, sheet, wanted)


def _rewrite(notes: Xml, wanted: Mapping[Place, str]) -> set[Place]:
    """The texts. The places whose comment is gone."""
    root = notes.root
    authors, listed = root.first("authors"), root.first("commentList")
    names = [one.text for one in authors.children] if authors is not None else []
    gone: set[Place] = set()
    left = dict(wanted)
    for comment in listed.children if listed is not None else []:
        place, text = _place(comment), comment.first("text")
        if place is None or text is None:
            continue
        said = "".join(part.text for run in text.children for part in _texts(run))
        number = comment.attributes.get("authorId", "")
        author = names[int(number)] if number.isdecimal() and int(number) < len(names) else ""
        own = officers_own(said, author)
        new = left.pop(place, None)
        if new is None and own == said:
            continue
        if new is None and not own:
            comment.remove()
            gone.add(place)
            continue
        kept = _kept(notes, text, len(own))
        for child in text.children:
            child.remove()
        if new is not None:
            kept.append(_run(notes, text, f"\n\n{BEFORE}{new}" if own else new))
        text.appended += kept
    if left:
        if authors is None:
            notes.in_order(
                root, "authors", ("commentList", "extLst"), inner=notes.made(root, "author", {}, words(AUTHOR))
            )
        elif AUTHOR not in names:
            notes.append(authors, "author", {}, words(AUTHOR))
        ours = names.index(AUTHOR) if AUTHOR in names else len(names)
        added = b"".join(_comment(notes, root, place, said, ours) for place, said in sorted(left.items()))
        if listed is None:
            notes.in_order(root, "commentList", ("extLst",), inner=added)
        else:
            listed.appended.append(added)
    return gone


def _comment(notes: Xml, root: Element, place: Place, text: str, author: int) -> bytes:
    inner = notes.made(root, "text", {}, _run(notes, root, text))
    return notes.made(root, "comment", {"ref": f"{letters(place[1])}{place[0]}", "authorId": author}, inner)


def _run(notes: Xml, near: Element, text: str) -> bytes:
    said = notes.made(near, "t", {"xml:space": "preserve"}, escaped(text))
    return notes.made(near, "r", {}, said)


def escaped(text: str) -> bytes:
    """Text as a spreadsheet says it: what looks like an escape of the format is one of its underscore."""
    return words(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))


def _place(comment: Element) -> Place | None:
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", comment.attributes.get("ref", ""))
    return (int(found[2]), column_number(found[1])) if found and column_number(found[1]) else None


def _texts(run: Element) -> list[Element]:
    return [run] if run.name == "t" else run.each("t") if run.name == "r" else []


def _kept(notes: Xml, text: Element, length: int) -> list[bytes]:
    """The runs of the first ``length`` letters, as they look."""
    kept = []
    for run in text.children:
        said = "".join(part.text for part in _texts(run))
        if not said or length <= 0:
            continue
        if run.name == "r" and len(said) <= length:
            kept.append(notes.raw(run))
        else:
            look = run.first("rPr") if run.name == "r" else None
            inner = words(said[:length])  # as it was written: its escapes are its own
            shown = notes.made(run, "t", {"xml:space": "preserve"}, inner)
            kept.append(notes.made(text, "r", {}, (notes.raw(look) if look is not None else b"") + shown))
        length -= len(said)
    return kept


def _draw(package: Package, sheet: str, held: Xml, gone: set[Place], wanted: Mapping[Place, str]) -> None:
    """The boxes. Old drawings are not XML that can be relied on, so they are changed by their text."""
    reference = held.root.first("legacyDrawing")
    name = next((value for key, value in reference.attributes.items() if key.endswith(" id")), "") if reference else ""
    found = next((one.part for one in package.related(sheet) if one.id == name and one.part in package.names), None)
    if found is None and not wanted:
        return
    if found is None:
        part = package.add("xl/drawings/vmlDrawing{}.vml", b"", DRAWING_TYPE)
        block = int(re.sub("[^0-9]", "", part))  # shapes are numbered from a thousand of their own in each drawing
        package.replace(part, DRAWING % block)
        link = {"xmlns:r": RELATED, "r:id": package.relate(sheet, f"{RELATED}/vmlDrawing", part)}
        if reference is not None:
            reference.remove()
        held.in_order(held.root, "legacyDrawing", BEHIND_THE_NOTES, link)
    else:
        part, block = found, 1
    drawing = package.read(part)
    drawing = _SHAPE.sub(lambda shape: b"" if _drawn_at(shape[0]) in gone else shape[0], drawing)
    there = {_drawn_at(shape[0]) for shape in _SHAPE.finditer(drawing)}
    drawn = {place: text for place, text in sorted(wanted.items()) if place not in there}
    number = max((int(one) for one in _SHAPE_NUMBER.findall(drawing)), default=1024 * block)
    new = b"" if b'"_x0000_t202"' in drawing or not drawn else SHAPE_TYPE
    for (row, column), text in drawn.items():
        number += 1
        height = 45 + 14 * (len(text) // 50 + text.count("\n"))
        new += SHAPE.format(number=number, width=WIDTH, height=height, row=row - 1, column=column - 1).encode()
    end = drawing.rfind(b"</")
    package.replace(part, drawing[:end] + new + drawing[end:] if end >= 0 else drawing)


def _drawn_at(shape: bytes) -> Place | None:
    row, column = (re.search(rb"<x:%s>\s*(\d{1,7})\s*</x:%s>" % (tag, tag), shape) for tag in (b"Row", b"Column"))
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column and b'"Note"' in shape else None


def _answer(package: Package, sheet: str, wanted: Mapping[Place, str]) -> None:
    """Where a thread stands at a cell, Excel shows it and not the comment: what is to be corrected answers it."""
    people, threads = package.one(package.main, "person"), package.one(sheet, "threadedComment")
    if people is None or threads is None:
        return
    named = package.xml(people.part)
    ours = next((one for one in named.root.children if one.attributes.get("displayName") == AUTHOR), None)
    us = _known_as(AUTHOR) if ours is None else ours.attributes.get("id", "")
    thread = package.xml(threads.part)
    first: dict[Place, Element] = {}
    last: dict[Place, Element] = {}
    for one in thread.root.children:
        place = _place(one)
        if ours is not None and one.attributes.get("personId") == us:
            one.remove()
        elif place is not None:
            first.setdefault(place, one)
            last[place] = one
    for place, begun in first.items():
        if place in wanted:
            told = {"ref": begun.attributes["ref"], "dT": last[place].attributes.get("dT"), "personId": us}
            told |= {"id": _known_as(f"{sheet} {place}"), "parentId": begun.attributes.get("id")}
            thread.append(thread.root, "threadedComment", told, thread.made(begun, "text", {}, words(wanted[place])))
            if ours is None:
                who = {"displayName": AUTHOR, "id": us, "userId": AUTHOR, "providerId": "None"}
                named.append(named.root, "person", who)
                ours = named.root
    package.settle(threads.part)
    package.settle(people.part)


def _known_as(what: str) -> str:
    """A number for a person or an answer, the same in every run."""
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"oxdash {what}")).upper() + "}"
