"""Finding targets by code, words and facts, and actions by their words.

A choice that nobody made leaves everything in. Filters only ever leave rows out: what is found for every choice of one
filter, put together, is what there was (for priorities and districts, of which a target may have several, with some
targets more than once).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import named, several
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import Kind, of_kind
from oxdash.vocabulary.rows import as_table

NO_ACTION = "No action is found."
NONE = "none"  # the choice of targets that have no owner, delivery group, priority or district figure
FILTERS = ("partnership", "priority", "delivery_group", "owner", "district", "kind", "status")
_SEARCHED = ("title", "also_called", "owner", "unit", "definition", "commentary", "partnership_name")
_OF_THE_REGISTER = ("title", "also_called", "owner", "definition")
_CODE = re.compile(r"\b([a-z]{1,3}) ?0*([1-9][0-9]*) ?([a-z]?)\b")


def found(
    rows: pd.DataFrame,
    targets: pd.DataFrame,
    words: str = "",
    *,
    districts: pd.DataFrame | None = None,
    acted: pd.DataFrame | None = None,
    agreement: str | None = None,
    **chosen: str | None,
) -> pd.DataFrame:
    """The rows that every word and every choice fits, in their order, with the same columns.

    In: ``rows``, one a target; ``targets``, `tables.TARGETS`; ``districts``, `tables.DISTRICTS`; ``acted``,
    `with_texts`. Words are looked for in code, title, the everyday words it is also called by, owner, unit, definition,
    the officer's commentary, the target's actions and the partnership's name, whatever their case and accents, in parts
    of words too; each has to be there. A target's code is found however typed (NI 001, ni157 B, NI 154) and then means
    that target alone. What may be ``chosen`` are `FILTERS`: owner (as in the register), partnership, priority and
    delivery_group (codes), district (a name: the row's return gives a figure for it), status, kind (one of
    `model.KINDS_CHOSEN`, or a kind, of the ``agreement`` looked at); `NONE` for owner, delivery_group, priority or
    district means having none. A choice that fits nothing finds nothing.
    """
    facts = _facts(rows, targets, districts, acted)
    keep = pd.Series(True, index=rows.index)
    for name, choice in chosen.items():
        if choice is not None:
            keep &= of_kind(facts, choice, agreement) if name == "kind" else _fits(facts[name], {choice})
    codes, others = _codes_and_words(words, targets["target"])
    if codes:
        keep &= facts["target"].isin(codes)
    if others:
        fits = [all(word in text for word in others) for text in facts["text"]]
        keep &= pd.Series(fits, index=rows.index, dtype=bool)
    return rows[keep]


def _fits(facts: pd.Series, wanted: set[str]) -> pd.Series:
    """Whether each fact, or one of each set of facts, is wanted."""
    fits = [not wanted.isdisjoint(held if isinstance(held, set) else (held,)) for held in facts]
    return pd.Series(fits, index=facts.index, dtype=bool)


def with_texts(acted: pd.DataFrame, bodies: Mapping[str, str]) -> pd.DataFrame:
    """Actions with ``text``, which words are looked for in: what is done, for what, by whom, with whom, how far it is.

    In: findings.actions.standing; ``bodies``, the names of those an action may be done with, by code.
    """
    others = (named(held, bodies) for held in acted["with_bodies"])
    told = acted[["action", "about", "owner", "progress"]].assign(others=pd.Series(list(others), index=acted.index))
    lines = told.astype("object").where(told.notna(), "").itertuples(index=False, name=None)
    return acted.assign(text=pd.Series([folded(" ".join(map(str, line))) for line in lines], acted.index, dtype="str"))


def has_words(typed: str, targets: pd.DataFrame) -> bool:
    """Whether anything but codes is typed, so that actions are looked through."""
    return bool(_codes_and_words(typed, targets["target"])[1])


def acting(acted: pd.DataFrame, targets: pd.DataFrame, words: str, names: Mapping[str, str]) -> pd.DataFrame:
    """The actions, of `with_texts`, that every word fits, in their order; none where nothing but codes is typed.

    A code means the actions for that target. The partnership's name fits too, beside a word of the action's own.
    """
    codes, others = _codes_and_words(words, targets["target"])
    whose = [folded(names.get(code, code)) for code in acted["partnership"]]
    fits = [
        any(word in text for word in others) and all(word in text or word in name for word in others)
        for text, name in zip(acted["text"], whose, strict=True)
    ]
    keep = pd.Series(fits, index=acted.index, dtype=bool)
    return acted[keep & acted["target"].isin(codes) if codes else keep].reset_index(drop=True)


def acting_in_words(count: int) -> str:
    """``3 actions are found.``"""
    return f"{wording.counted(count, 'action')} {'is' if count == 1 else 'are'} found." if count else NO_ACTION


def _facts(
    rows: pd.DataFrame, targets: pd.DataFrame, districts: pd.DataFrame | None, acted: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What each row can be found by: a text for each single fact, a set of texts for priority and district."""
    register = targets.drop_duplicates("target").set_index("target")
    held = pd.DataFrame({"target": rows["target"], "partnership": rows["partnership"]}, index=rows.index)
    for name in ("owner", "delivery_group"):
        held[name] = rows["target"].map(register[name]).fillna(NONE)
    for name in ("kind", "counted", "agreement"):
        held[name] = rows["target"].map(register[name])
    held["status"] = rows["status"].astype("str")
    held["priority"] = [set(several(cell)) or {NONE} for cell in rows["target"].map(register["priorities"])]
    held["district"] = _districts(rows, districts)
    known = rows.assign(**{name: rows["target"].map(register[name]) for name in _OF_THE_REGISTER})
    texts = known.reindex(columns=["target", *_SEARCHED]).fillna("").astype("str")
    held["text"] = [folded(" ".join(line)) for line in texts.itertuples(index=False, name=None)]
    if acted is not None:
        done = acted[acted["target"].notna()].groupby(["target", "quarter"])["text"].agg(" ".join).to_dict()
        keys = zip(rows["target"], rows["quarter"], strict=True)
        held["text"] = [f"{text} {done.get(key, '')}" for text, key in zip(held["text"], keys, strict=True)]
    return held


def _districts(rows: pd.DataFrame, districts: pd.DataFrame | None) -> list[set[str]]:
    by_row: dict[tuple[str, str], set[str]] = {}
    if districts is not None:
        given = districts[districts["actual"].notna()]
        for target, quarter, district in zip(given["target"], given["quarter"], given["district"], strict=True):
            by_row.setdefault((target, quarter), set()).add(district)
    return [by_row.get(key, {NONE}) for key in zip(rows["target"], rows["quarter"], strict=True)]


def folded(text: str) -> str:
    """Text without case, accents and extra white space.

    >>> folded("  Café   SOCIÉTÉ")
    'cafe societe'
    """
    apart = unicodedata.normalize("NFKD", str(text))
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).casefold().split())


def _codes_and_words(typed: str, codes: pd.Series) -> tuple[set[str], list[str]]:
    """The targets whose codes are typed, and the words left. What looks like a code and is none is words."""
    known = {folded(code).replace(" ", ""): code for code in codes}
    meant: set[str] = set()

    def take(match: re.Match) -> str:
        whole = f"{match[1]}{match[2]}{match[3]}"
        parts = {code for plain, code in known.items() if re.fullmatch(rf"{whole}[a-z]?", plain)}
        if whole in known:
            parts = {known[whole]}
        meant.update(parts)
        return " " if parts else match[0]

    return meant, [word for word in re.split(r"[\s,;]+", _CODE.sub(take, folded(typed))) if word]


def choices(
    rows: pd.DataFrame,
    targets: pd.DataFrame,
    names: Mapping[str, Mapping[str, str]],
    council: Council,
    districts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What can be chosen from, for the pickers: filter, value, label, targets (how many of ``rows`` it finds).

    ``names``: labels by code for partnership, priority, delivery_group and district, in the register's order; every one
    is offered, also where it finds nothing. Owners are in alphabetical order; `NONE` is offered where it finds any.
    """
    facts = _facts(rows, targets, districts)
    offered: dict[str, dict[str, str]] = {name: dict(names.get(name, {})) for name in FILTERS}
    offered["owner"] = {owner: owner for owner in sorted(set(facts["owner"]) - {NONE})}
    offered["kind"] = {str(kind): wording.sentence_case(str(kind)) for kind in Kind}
    offered["status"] = {str(status): label("status", status, names, council) for status in wording.ORDER}
    lacking = _lacking(council)
    found_: list[tuple] = []
    for name in FILTERS:
        values = [*offered[name], *([NONE] if name in lacking else [])]
        counted = {value: int(_fits(facts[name], {value}).sum()) for value in values}
        found_ += [(name, value, label, counted[value]) for value, label in offered[name].items()]
        if counted.get(NONE):
            found_.append((name, NONE, lacking[name], counted[NONE]))
    return as_table(found_, ["filter", "value", "label", "targets"], targets="int64")


def label(name: str, value: str, names: Mapping[str, Mapping[str, str]], council: Council) -> str:
    """What one choice of a filter is called, as `choices` has it; ``names`` as there."""
    if value == NONE and (nothing := _lacking(council).get(name)):
        return nothing
    return wording.look(value).word if name == "status" else names.get(name, {}).get(value, value)


def _lacking(council: Council) -> dict[str, str]:
    """By filter, what the choice of targets that have none of it is called."""
    return {
        "owner": "No owner",
        "delivery_group": "No delivery group",
        "priority": "No priority",
        "district": f"No {council.one_district} figures",
    }


def without_each(
    rows: pd.DataFrame,
    targets: pd.DataFrame,
    words: str = "",
    chosen: Mapping[str, str] | None = None,
    districts: pd.DataFrame | None = None,
    acted: pd.DataFrame | None = None,
    agreement: str | None = None,
) -> dict[str, int]:
    """How many rows would be found without the words (``words``) or without one of the choices, by its name.

    Only what would find any; what would find most first. ``chosen`` is value by filter; the rest as in `found`.
    """
    asked: dict[str, Any] = dict(chosen or {})
    counted = {}
    if words.strip():
        counted["words"] = len(found(rows, targets, districts=districts, agreement=agreement, **asked))
    for name in asked:
        others: dict[str, Any] = {other: value for other, value in asked.items() if other != name}
        beside: dict[str, Any] = {"districts": districts, "acted": acted, "agreement": agreement}
        counted[name] = len(found(rows, targets, words, **beside, **others))
    return dict(sorted(((name, count) for name, count in counted.items() if count), key=lambda one: -one[1]))


def in_words(found_: int, of: int, words: str = "", chosen: Mapping[str, str] | None = None) -> str:
    """``3 of 44 targets: with the words "housing need", delivery group Recycling Group, off track.``

    ``chosen``: label by filter. The words are as typed, on one line and cut to sixty characters.
    """
    told = []
    if words.strip():
        typed = " ".join(words.split())
        told.append(f'with "{typed[:60]}{"..." if len(typed) > 60 else ""}"')
    told += [
        f"{label} only" if name == "kind" else f"{name.replace('_', ' ')} {label}"
        for name, label in (chosen or {}).items()
    ]
    whole = wording.counted(of, "target")
    if not told:
        return f"All {whole}." if of != 1 else "1 target."
    return f"{found_ if found_ else 'None'} of {whole}: {', '.join(told)}."
