"""Boards, partnerships and groups: who reports to whom, whose chair's term is over, who sits on how many of them."""

from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

from oxdash.findings.arrivals import folded
from oxdash.findings.diary import in_days
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import ROLES, several
from oxdash.vocabulary.model import BodyKind
from oxdash.vocabulary.rows import as_table, each_row

ENDS_SOON = 90  # days before a chair's term ends in which that is said
CHAIN_TABLE = "Who reports to whom"
BODIES_TABLE = "Chair, term, status and officers of every body"
SEATS_TABLE = "Posts on more than one body"
NO_ONE_TWICE = "No post is on more than one body."
SAME_WORDS = "A post is counted by its words: where several people hold one, they are not told apart."
NOBODY = "nobody on record"
ENDED, ENDING, TO_BEGIN = "ended", "ending", "to begin"


def above(every_body: pd.DataFrame, reported_to: str = "") -> dict[str, list[str]]:
    """The codes of the bodies that each reports to, by its own; of those that are there, each once.

    In: code, kind and reports_to; ``reported_to``: whom partnerships answer to that do not say another.
    """
    codes = set(every_body["code"])
    found: dict[str, list[str]] = {}
    for row in each_row(every_body):
        named = several(row.reports_to)
        if not named and row.kind == BodyKind.PARTNERSHIP and row.code != reported_to:
            named = [reported_to]
        found[row.code] = list(dict.fromkeys(one for one in named if one in codes))
    return found


def beneath(over: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The codes of the bodies that report to each, by its own; ``over`` is `above`."""
    found: dict[str, list[str]] = {code: [] for code in over}
    for code, ones in over.items():
        for one in ones:
            found[one].append(code)
    return found


def top(over: Mapping[str, list[str]], reported_to: str = "") -> str | None:
    """The body at the head of the chain: where the way up from ``reported_to`` ends; None where none is at any end.

    Where nobody says whom partnerships report to, it is the one with most bodies under it, of two the first.
    """
    way, code = set(), reported_to
    while over.get(code) and code not in way:
        way.add(code)
        code = over[code][0]
    if code in over and not over[code]:
        return code
    ends, reporting = [one for one, named in over.items() if not named], beneath(over)
    return max(ends, key=lambda one: len(_all_beneath(one, reporting)), default=None)


def chain(every_body: pd.DataFrame, reported_to: str = "") -> pd.DataFrame:
    """Every body under the one that it reports to, the head of the chain first, then those that report to nobody.

    In: as `above`, with name. Out: code, name, kind, depth (0 for who reports to nobody), under (code of the body that
    it stands under; missing for none), again (it stands above already, with what is under it). One that reports to two
    stands under each; bodies that report to each other in a circle stand under the first of them.
    """
    over = above(every_body, reported_to)
    columns = (every_body[name] for name in ("code", "name", "kind"))
    named = {code: said for code, *said in zip(*columns, strict=True)}
    reporting = beneath(over)
    first = top(over, reported_to)
    found: list[tuple] = []
    stands_under: dict[str, str | None] = {}  # where each stands first
    for head in dict.fromkeys([*([first] if first else []), *(one for one, ones in over.items() if not ones), *over]):
        waiting: list[tuple[str, int, str | None]] = [] if head in stands_under else [(head, 0, None)]
        while waiting:
            code, depth, under = waiting.pop()
            if code in _way_up(under, stands_under):
                continue
            again = code in stands_under
            stands_under.setdefault(code, under)
            found.append((code, *named[code], depth, under, again))
            if not again:
                waiting += [(one, depth + 1, code) for one in reversed(reporting[code])]
    return as_table(found, ["code", "name", "kind", "depth", "under", "again"], depth="int64", again="bool")


def unreported(every_body: pd.DataFrame, declared: Collection[str], reported_to: str = "") -> list[str]:
    """The codes of bodies that report to nobody, but for the head of the chain; only such as a sheet declares.

    Of a body that is only named somewhere the register says nothing at all.
    """
    over = above(every_body, reported_to)
    first = top(over, reported_to)
    return [code for code, named in over.items() if not named and code != first and code in declared]


def term(row, as_at: date) -> str | None:
    """How the term of a body's chair stands on a day where that is to be said: `ENDED`, `ENDING`, `TO_BEGIN`.

    The last day is of the term.
    """
    today = pd.Timestamp(as_at)
    if pd.notna(row.chair_until):
        days = (row.chair_until - today).days
        if days < 0:
            return ENDED
        if days <= ENDS_SOON:
            return ENDING
    return TO_BEGIN if pd.notna(row.chair_since) and row.chair_since > today else None


def term_told(row, as_at: date) -> tuple[str, ...]:
    """``since 1 May 2009``, ``until 30 April 2010``, ``ended 83 days ago``: a line each; none where not known."""
    lines, today = [], pd.Timestamp(as_at)
    if pd.notna(row.chair_since):
        lines.append(f"{'from' if row.chair_since > today else 'since'} {wording.day(row.chair_since)}")
    if pd.notna(row.chair_until):
        lines.append(f"until {wording.day(row.chair_until)}")
        if (state := term(row, as_at)) in (ENDED, ENDING):
            lines.append(f"{'ended' if state == ENDED else 'ends'} {in_days((row.chair_until - today).days)}")
    return tuple(lines)


def term_in_words(row, name: str, as_at: date) -> str | None:
    """``The term of the chair of Homes (Cllr A) ended on 30 April 2010, 83 days ago.``; see `term`."""
    whose = f"The term of the chair of {name}"
    whose += f" ({row.chair_holder})" if pd.notna(row.chair_holder) else ""
    state = term(row, as_at)
    if state in (ENDED, ENDING):
        days = (row.chair_until - pd.Timestamp(as_at)).days
        return f"{whose} {'ended' if state == ENDED else 'ends'} on {wording.day(row.chair_until)}, {in_days(days)}."
    if state == TO_BEGIN:
        return f"{whose} does not begin until {wording.day(row.chair_since)}."
    return None


def seats(members: pd.DataFrame, every_body: pd.DataFrame) -> pd.DataFrame:
    """Every post with the bodies it is on, those on most first, then by name: post, bodies (how many), seats.

    In: the register's members (body, post, role); code, name, chair and chair_holder of every body. A post is known by
    its words. ``seats`` are (code and name of the body, roles there), as the register has the bodies. Who chairs a
    body counts where the sheet of members has that post, or the chair has a holder: else the words may say only how a
    chair is found ("rotates").
    """
    posts: dict[str, str] = {}
    held: dict[str, dict[str, list[str]]] = {}
    for row in each_row(members[members["post"].notna()]):
        key = folded(row.post)
        posts.setdefault(key, " ".join(str(row.post).split()))
        held.setdefault(key, {}).setdefault(row.body, []).append(row.role)
    for row in each_row(every_body.reindex(columns=["code", "chair", "chair_holder"])):
        if pd.isna(row.chair) or not ((key := folded(row.chair)) in posts or pd.notna(row.chair_holder)):
            continue
        posts.setdefault(key, " ".join(str(row.chair).split()))
        roles = held.setdefault(key, {}).setdefault(row.code, [])
        if "chair" not in roles:
            roles.append("chair")
    names = dict(zip(every_body["code"], every_body["name"], strict=True))
    order = {code: place for place, code in enumerate(names)}
    found = []
    for key, on in held.items():
        ones = sorted(on, key=lambda code: order.get(code, len(order)))
        told = tuple((code, names.get(code, code), _roles(on[code])) for code in ones)
        found.append((posts[key], len(on), told))
    found.sort(key=lambda one: (-one[1], one[0].casefold()))
    return as_table(found, ["post", "bodies", "seats"], bodies="int64", seats="object")


def on_how_many(seats_: pd.DataFrame) -> dict[str, int]:
    """By the folded words of a post, on how many bodies it is. ``seats_`` is `seats`."""
    return {folded(post): count for post, count in zip(seats_["post"], seats_["bodies"], strict=True)}


def count_of(post: object, counts: Mapping[str, int]) -> int:
    """On how many bodies a post is; ``counts`` is `on_how_many`."""
    return counts.get(folded(post), 0)


def seats_in_words(seats_: pd.DataFrame) -> str:
    """``11 posts are on more than one body; The Chief Executive is on most, 5.``"""
    several_ = seats_[seats_["bodies"] > 1]
    if several_.empty:
        return NO_ONE_TWICE
    many = "1 post is" if len(several_) == 1 else f"{len(several_)} posts are"
    most = several_["bodies"].max()
    first = several_.loc[several_["bodies"] == most, "post"].tolist()
    whose = f"{wording.listed(first)} {'is' if len(first) == 1 else 'are'}" if len(first) < 4 else f"{len(first)} are"
    return f"{many} on more than one body; {whose} on most, {most}."


def _roles(roles: Collection[str]) -> str:
    order = [role for role in ROLES if role in roles]
    return wording.listed(order)


def _way_up(code: str | None, stands_under: Mapping[str, str | None]) -> list[str]:
    way = []
    while code is not None:
        way.append(code)
        code = stands_under.get(code)
    return way


def _all_beneath(code: str, reporting: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    held = [code]
    while held:
        fresh = [one for one in reporting[held.pop()] if one not in found]
        found.update(fresh)
        held += fresh
    return found
