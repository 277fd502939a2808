"""A position kept as tables is the same position again, to the last character, and what is not kept says so."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.documents.edition import Edition
from oxdash.judging.kept_tables import OF_POSITION, OF_REGISTER, TABLES
from oxdash.output import exact_csv
from oxdash.output.data_package import NAME
from oxdash.output.freeze import NotKept, freeze, thaw
from oxdash.register.columns import SHEETS
from oxdash.rule.judge import own_quarter
from oxdash.rule.versions import rule_version
from oxdash.vocabulary import schemas, tables
from oxdash.vocabulary.fields import Field, of
from tests.calendars import APRIL

Q3, Q4 = Edition("2009-10 Q3"), Edition("2009-10 Q4")


@pytest.fixture(scope="module")
def files(shipped):
    return freeze(shipped, Q4)


@pytest.fixture(scope="module")
def again(files):
    return thaw(files)[0]


def up_to(frame: pd.DataFrame, quarter: str) -> pd.DataFrame:
    return frame[frame.quarter <= quarter].reset_index(drop=True)


@pytest.mark.parametrize("edition", [Q3, Q4], ids=["an earlier quarter", "the newest quarter"])
def test_every_table_comes_back_as_it_was(shipped, edition):
    back, _ = thaw(freeze(shipped, edition))
    for name, kept in OF_POSITION.items():
        was = getattr(shipped, name)
        if kept.if_any:
            continue  # tests/spec/test_comparators_published.py
        was = up_to(was, edition.quarter)
        assert len(was), name
        if name == "returns":
            was = was.assign(received_from=pd.Series(dtype="str"))
        pd.testing.assert_frame_equal(getattr(back, name), was, check_exact=True)
    for name in OF_REGISTER:
        name = {"district_names": "districts"}.get(name, name)
        was = getattr(shipped.register, name)
        assert len(was) or TABLES[name].if_any, name
        if name == "milestones":
            was = was[was.agreed_on <= pd.Timestamp(shipped.as_at)].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(back.register, name), was, check_exact=True)


@pytest.mark.parametrize("standing", ["latest", "same"])
@pytest.mark.parametrize("quarter", ["2008-09 Q4", "2009-10 Q3", "2009-10 Q4"])
def test_the_position_answers_as_before(shipped, quarter, standing):
    back, edition = thaw(freeze(shipped, Edition(quarter, standing)))
    assert edition == Edition(quarter, standing)
    for kind in ("laa", "local", "all"):
        pd.testing.assert_frame_equal(
            back.at(quarter, standing, kind=kind), shipped.at(quarter, standing, kind=kind), check_exact=True
        )
    pd.testing.assert_series_equal(back.stands_at(quarter, standing), shipped.stands_at(quarter, standing))
    assert back.quarters == [one for one in shipped.quarters if one <= quarter]
    assert back.newest == quarter and not back.empty
    assert back.as_at == shipped.as_at
    assert back.names == shipped.names
    assert back.illustrative is shipped.illustrative is True
    assert back.problems == back.register.problems == ()


def test_the_register_answers_as_before(shipped, again):
    ours, theirs = shipped.register, again.register
    assert theirs.fingerprint == ours.fingerprint and theirs.sound
    for day in (date(2008, 7, 1), shipped.as_at):
        pd.testing.assert_frame_equal(theirs.values_in_force(day), ours.values_in_force(day))
    for quarter in shipped.quarters:
        for code in shipped.names:
            assert theirs.returns_due(code, quarter) == ours.returns_due(code, quarter)
            pd.testing.assert_frame_equal(theirs.targets_of(code, quarter), ours.targets_of(code, quarter))
    for word in ("OSCA", "safer-communities", "SAFER COMMUNITIES PARTNERSHIP", "nobody"):
        assert theirs.code_of(word) == ours.code_of(word)
    assert theirs.code_of("OSCA") is not None
    assert theirs.target_code("LAA 154") == "NI 154"


def test_nothing_later_and_nobodys_address_is_kept(shipped):
    later = shipped.register.milestones.tail(1).assign(agreed_on=pd.Timestamp("2010-07-23"), value=123456.0)
    grown = pd.concat([shipped.register.milestones, later], ignore_index=True)
    position = replace(shipped, register=replace(shipped.register, milestones=grown))
    kept = freeze(position, Q3)
    for name in (name for name in OF_POSITION if f"{name}.csv" in kept):
        assert b"2009-10 Q4" not in kept[f"{name}.csv"] or name == "narrative", name
        until, column = ("2009-12-31", "ends") if name == "comparators" else ("2009-10 Q3", "quarter")
        assert all(row[column] <= until for row in rows(kept[f"{name}.csv"]))
    assert b"123456" not in kept["milestones.csv"]
    senders = shipped.returns.received_from.dropna().unique()
    assert len(senders) >= 7
    assert all(not row["received_from"] for row in rows(kept["returns.csv"]))
    assert not any(sender.encode() in data for sender in senders for data in kept.values())


def test_the_same_position_gives_the_same_bytes(shipped, files, again):
    assert freeze(shipped, Q4) == files == freeze(again, Q4)


def test_what_it_is_cited_by_comes_back(shipped):
    edition = Edition(
        "2009-10 Q3",
        "same",
        reference="PSB 2010-07-01-2",
        fingerprint="0123456789ab",
        published_on=date(2010, 7, 22),
        corrects="PSB 2010-07-01",
        correction='A figure was mistyped: "81", not 18.\nSee the minutes.',
        changes=("One.", "Two."),
        rule_version="0",
    )
    assert thaw(freeze(shipped, edition))[1] == edition


def rows(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_description_describes_every_file(shipped, files):
    said = json.loads(files[NAME])
    assert said["profile"] == "tabular-data-package"
    assert said["position"]["register_fingerprint"] == shipped.register.fingerprint
    assert said["position"]["note"].startswith("Every figure, baseline and milestone here is illustrative")
    assert {one["path"] for one in said["resources"]} | {NAME} == set(files)
    for one in said["resources"]:
        fields = one["schema"]["fields"]
        held = rows(files[one["path"]])
        assert one["bytes"] == len(files[one["path"]])
        assert list(held[0]) == [field["name"] for field in fields], one["name"]
        assert all(field["description"] for field in fields), one["name"]
        for key in [one["schema"].get("primaryKey", [])]:
            values = [tuple(row[name] for name in key) for row in held]
            assert not key or len(set(values)) == len(values), one["name"]
        for field in fields:
            if words := field.get("constraints", {}).get("enum"):
                assert {row[field["name"]] for row in held} <= {"", *words}, field


def test_the_columns_of_the_register_are_those_it_is_read_with():
    """Of those tables, too, that stand in the vocabulary."""
    assert set(OF_REGISTER) == {sheet.kept_as or sheet.part for sheet in SHEETS.values()}
    for sheet in SHEETS.values():
        kept = OF_REGISTER[sheet.kept_as or sheet.part].schema.columns
        worked_out = ("row", "cell", "counted") if sheet.part == "targets" else ("row", "cell")
        assert [name for name in kept if name not in worked_out] == [one.name for one in sheet.columns], sheet.name


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from(
    ["NA", "null", "nan", "None", "=1+1", " leading", "trailing ", '"', '""', "a,b", "\r", "\n", "\r\n", "\x00", "-0.0"]
)
FIGURES = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.none() | WORDS, st.none() | FIGURES, st.booleans(), st.none() | st.dates()), max_size=8))
def test_odd_text_and_figures_come_back_exactly(held):
    fields = [Field("text", "string"), Field("figure", "number"), Field("yes", "boolean"), Field("day", "date")]
    held = [(*row[:3], row[3] if row[3] and 1700 < row[3].year < 2200 else None) for row in held]
    frame = pd.DataFrame(
        {
            "text": pd.Series([row[0] for row in held], dtype="str"),
            "figure": pd.Series([row[1] for row in held], dtype="float64"),
            "yes": pd.Series([row[2] for row in held], dtype="bool"),
            "day": pd.Series([row[3] for row in held], dtype="object").pipe(pd.to_datetime).astype(schemas.DAY),
        }
    )
    back = exact_csv.read(exact_csv.write(frame, fields), fields)
    pd.testing.assert_frame_equal(back, frame, check_exact=True)
    assert np.array_equal(np.signbit(back.figure), np.signbit(frame.figure)), "minus nought is kept"


@settings(max_examples=8)
@given(WORDS, FIGURES)
def test_odd_text_and_figures_come_back_in_a_position(few_now, text, figure):
    judged = few_now.judged.copy()
    judged.loc[3, ["commentary", "figure_is_for"]] = text
    judged.loc[3, "actual"] = figure
    asked = judged.drop(columns="own_quarter")
    judged["own_quarter"] = own_quarter(asked, rule_version(few_now.rule_version), APRIL)
    narrative = few_now.narrative.assign(text=text)
    back, _ = thaw(freeze(replace(few_now, judged=judged, narrative=narrative), Q4))
    pd.testing.assert_frame_equal(back.judged, up_to(judged, "2009-10 Q4"), check_exact=True)
    assert set(back.narrative.text) == {text}


NEVER_WRITTEN = [
    ("commentary", "", "Column commentary: a text is empty, where only a missing one may be"),
    ("actual", float("inf"), "Column actual: inf is no figure"),
    ("expected_on", pd.Timestamp("2010-07-22 10:00"), "Column expected_on: 2010-07-22 10:00:00 is not a day"),
]


@pytest.mark.parametrize(("column", "value", "sentence"), NEVER_WRITTEN, ids=[case[0] for case in NEVER_WRITTEN])
def test_what_could_not_come_back_is_never_written(shipped, column, value, sentence):
    judged = shipped.judged.copy()
    judged.loc[0, column] = value
    with pytest.raises(ValueError) as fault:
        freeze(replace(shipped, judged=judged), Q4)
    assert str(fault.value) == sentence


def with_package(files, change) -> dict[str, bytes]:
    said = json.loads(files[NAME])
    change(said)
    return files | {NAME: json.dumps(said).encode()}


def rewritten(files, name: str, old: bytes, new: bytes) -> dict[str, bytes]:
    """A table changed, and the description made to agree with it."""
    from hashlib import sha256

    assert old in files[f"{name}.csv"]
    data = files[f"{name}.csv"].replace(old, new, 1)

    def agree(said):
        one = next(one for one in said["resources"] if one["name"] == name)
        one["hash"] = f"sha256:{sha256(data).hexdigest()}"

    return with_package(files, agree) | {f"{name}.csv": data}


def without(files, name):
    return {path: data for path, data in files.items() if path != name}


def test_what_was_kept_before_corrections_were_is_read_as_holding_none(files, again):
    def older(said):
        said["position"].update(kept_as=1)
        said["resources"] = [one for one in said["resources"] if one["name"] != "corrections"]

    back, edition = thaw(with_package(without(files, "corrections.csv"), older))
    assert edition == Q4
    assert back.corrections.empty and list(back.corrections) == list(again.corrections)
    assert not back.rows["corrected"].any() and again.rows["corrected"].any()
    assert back.rows.drop(columns="corrected").equals(again.rows.drop(columns="corrected"))


SPOILT = [
    (
        "no description",
        lambda files: without(files, NAME),
        "datapackage.json is missing, which says what the tables are.",
    ),
    ("a table is missing", lambda files: without(files, "judged.csv"), "judged.csv is missing."),
    (
        "a table was edited",
        lambda files: files | {"rules.csv": files["rules.csv"] + b"\r\n"},
        "rules.csv is not the file that was kept: its sha256 is another.",
    ),
    (
        "a table is not described",
        lambda files: with_package(files, lambda said: said["resources"].pop(0)),
        "datapackage.json does not list the table judged.",
    ),
    (
        "kept by a later program",
        lambda files: with_package(files, lambda said: said["position"].update(kept_as=6)),
        "datapackage.json is of version 6, and this program reads the versions 1, 2, 3, 4 and 5.",
    ),
    (
        "not JSON",
        lambda files: files | {NAME: b"{"},
        "datapackage.json is not the description of a kept position (JSONDecodeError: Expecting property name enclosed "
        "in double quotes: line 1 column 2 (char 1)).",
    ),
    (
        "not a description",
        lambda files: files | {NAME: b"[]"},
        "datapackage.json is not the description of a kept position (TypeError: list indices must be integers or "
        "slices, not str).",
    ),
    (
        "no quarter",
        lambda files: with_package(files, lambda said: said["position"].update(quarter="soon")),
        'datapackage.json is not the description of a kept position (ValueError: "soon" is not a quarter. Write it '
        "like 2009-10 Q3 or 2026 Q1.).",
    ),
    (
        "a heading changed",
        lambda files: rewritten(files, "rules", b"tolerance,", b"leeway,"),
        "rules.csv has the columns from_quarter, basis, leeway, within_counts_as, source, illustrative_fields and "
        "should have from_quarter, basis, tolerance, within_counts_as, source, illustrative_fields.",
    ),
    (
        "a word that is not one of the column's",
        lambda files: rewritten(files, "rules", b",off track", b",amber"),
        'rules.csv holds "amber" in row 2, column within_counts_as, which should be one of on track, off track.',
    ),
    (
        "a figure that is none",
        lambda files: rewritten(files, "rules", b"none,,", b"none,1O,"),
        'rules.csv holds "1O" in row 2, column tolerance, which should be a number.',
    ),
    (
        "a cell too many",
        lambda files: rewritten(files, "rules", b",off track", b",off track,"),
        "rules.csv has 7 values in row 2 and 6 columns.",
    ),
    (
        "a row twice",
        lambda files: rewritten(files, "rules", b",all\r\n", b",all\r\n2006-07 Q1,none,,off track,,\r\n"),
        "rules.csv does not fit the table rules: a row stands in it twice.",
    ),
    (
        "not text",
        lambda files: rewritten(files, "rules", b"none", b"\xff"),
        "rules.csv is not UTF-8 text.",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_what_is_not_a_kept_position_says_so(files, spoil, sentence):
    with pytest.raises(NotKept) as fault:
        thaw(spoil(files))
    assert str(fault.value) == sentence


def test_a_column_of_a_later_program_comes_in_empty(files):
    """A position kept before a column was added is still read: what it did not know is missing."""
    data = exact_csv.read(files["targets.csv"], of(tables.TARGETS))
    fields = [field for field in of(tables.TARGETS) if field.name != "supplied_by"]
    older = exact_csv.write(data, fields)

    def forget(said):
        import hashlib

        one = next(one for one in said["resources"] if one["name"] == "targets")
        one["schema"]["fields"] = [field for field in one["schema"]["fields"] if field["name"] != "supplied_by"]
        one["hash"] = f"sha256:{hashlib.sha256(older).hexdigest()}"

    back, _ = thaw(with_package(files, forget) | {"targets.csv": older})
    assert back.register.targets.supplied_by.isna().all()
    assert list(back.register.targets.columns) == list(tables.TARGETS.columns)
