"""The open data say what the position says, in forms that other programs read."""

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts, trend
from oxdash.output import open_data
from oxdash.output.freeze import thaw
from oxdash.vocabulary import safe_text
from oxdash.vocabulary.council import ILLUSTRATIVE
from tests.spec.test_exports import TYPED

EDITION = Edition("2009-10 Q4", reference="PSB 2010-07-01", fingerprint="0123456789ab", published_on=date(2010, 7, 22))


def rows(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("standing", ["latest", "same"])
def test_csv_and_json_are_the_position_cell_by_cell(shipped, standing):
    edition = replace(EDITION, standing=standing)
    shown = shipped.at(edition.quarter, standing, kind="all")
    going = trend.told(Standing(shipped, edition).trends.loc[shown.target]).set_axis(shown.index)
    shown = pd.concat([shown, going], axis=1)
    in_csv = rows(open_data.position_csv(shipped, edition))
    in_json = json.loads(open_data.position_json(shipped, edition))["targets"]
    assert len(in_csv) == len(in_json) == len(shown) == 48
    for field in open_data.FIELDS:
        for told, said, value in zip(in_csv, in_json, shown[field.name], strict=True):
            told, said = told[field.name], said[field.name]
            if pd.isna(value):
                assert (told, said) == ("", None), field
            elif field.type == "number":
                assert float(told) == said == value
            elif field.type == "integer":
                assert int(told) == said == value
            elif field.type == "boolean":
                assert told == str(bool(value)).lower() and said is bool(value)
            elif field.type == "date":
                assert told == said == value.date().isoformat()
            else:
                assert told == said == str(value)
    assert {row["kind"] for row in in_csv} == {"designated", "statutory", "local"}
    assert all("Baseline" in row["illustrative_fields"] or row["illustrative_fields"] == "all" for row in in_csv)


def test_counts_are_of_the_targets_that_count_and_say_so(shipped):
    said = json.loads(open_data.position_json(shipped, EDITION))
    total = counts.total(shipped.at(EDITION.quarter))
    assert said["counts"] == {
        "targets": total.targets,
        "on_track": total.on_track,
        "off_track": total.off_track,
        "insufficient_data": total.insufficient_data,
        "on_track_if_all_known": [total.on_track, total.on_track + total.insufficient_data],
        "of": "Counts are of the targets whose kind their agreement counts; local and stretch targets are counted "
        "apart.",
        "sentence": f"{counts.sentence(total)} {counts.range_sentence(total)}",
    }
    for name in open_data.COUNTED:
        assert sum(one[name] for one in said["partnerships"]) == said["counts"][name], name
    as_at = shipped.stands_at(EDITION.quarter)
    assert {one["code"]: one["as_at_quarter"] for one in said["partnerships"]} == as_at.to_dict()
    assert (said["reference"], said["fingerprint"], said["published_on"]) == (
        "PSB 2010-07-01",
        "0123456789ab",
        "2010-07-22",
    )
    assert (said["quarter"], said["standing"], said["as_at"]) == ("2009-10 Q4", "latest", "2010-07-22")
    assert (said["rule_version"], said["note"]) == ("2", shipped.said_illustrative)


def test_a_draft_has_no_reference_and_nothing_is_nan(shipped):
    data = open_data.position_json(shipped, Edition("2009-10 Q4"))
    said = json.loads(data, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    assert (said["reference"], said["fingerprint"], said["published_on"]) == (None, None, None)
    assert said["cited"] == "Draft, not published"


def test_where_nothing_is_illustrative_nothing_says_so(shipped):
    told = {"basis": "seed", "illustrative_fields": None}
    register = shipped.register
    register = replace(register, targets=register.targets.assign(**told), milestones=register.milestones.assign(**told))
    register = replace(register, about=register.about.iloc[:0])
    real = replace(shipped, register=register)
    real = replace(real, judged=real.judged.assign(basis="seed"))
    data = open_data.position_csv(real, EDITION)
    assert json.loads(open_data.position_json(real, EDITION))["note"] is None
    (described,) = json.loads(open_data.description("a.csv", data))["tables"]
    assert described["dc:description"].startswith("Counts are of the targets")


@pytest.mark.parametrize("typed", [*TYPED, " =1+1", "\n=1+1", "\uff1d1+1"], ids=repr)
def test_nothing_typed_is_calculated_and_json_has_it_as_typed(shipped, typed):
    judged = shipped.judged.assign(figure_is_for=typed)
    position = replace(shipped, judged=judged)
    (told,) = {row["figure_is_for"] for row in rows(open_data.position_csv(position, EDITION))}
    assert told.startswith("'")
    assert safe_text.as_typed(told) == typed
    said = json.loads(open_data.position_json(position, EDITION))["targets"]
    assert {row["figure_is_for"] for row in said} == {typed}


def test_ordinary_words_and_numbers_are_left_alone(shipped):
    for value in ("NI 154", "2008 survey", "a=b", "'quoted", "", -3.5, None):
        assert safe_text.inert(value) is value
    shortfalls = [row["shortfall"] for row in rows(open_data.position_csv(shipped, EDITION)) if row["shortfall"]]
    assert any(one.startswith("-") for one in shortfalls), "a negative figure is a figure"


@pytest.mark.parametrize(("whose", "edition"), [("shipped", EDITION), ("marshire", Edition("2026 Q3"))])
def test_the_description_is_of_these_columns(request, whose, edition):
    data = open_data.position_csv(request.getfixturevalue(whose), edition)
    said = json.loads(open_data.description("position.csv", data))
    assert said["@context"][0] == "http://www.w3.org/ns/csvw"
    (one,) = said["tables"]
    assert one["url"] == "position.csv"
    assert one["schema:sha256"] == hashlib.sha256(data).hexdigest()
    assert one["dc:description"].startswith(ILLUSTRATIVE) and safe_text.HOW in one["dc:description"]
    assert "Counts are of the targets" in one["dc:description"]
    held, columns = rows(data), one["tableSchema"]["columns"]
    assert [column["titles"][0] for column in columns] == [column["name"] for column in columns] == list(held[0])
    key = one["tableSchema"]["primaryKey"]
    assert len({row[key] for row in held}) == len(held)
    for column in columns:
        assert column["null"] == "" and column["dc:description"], column["name"]
        values = {row[column["name"]] for row in held}
        assert "" not in values or not column.get("required"), column["name"]
        kind = column["datatype"]
        pattern = kind["format"] if isinstance(kind, dict) else PATTERNS[kind]
        assert all(re.fullmatch(pattern, value) for value in values - {""}), column


PATTERNS = {
    "string": "(?s).+",
    "number": r"-?\d+\.\d+(e[+-]\d+)?",
    "integer": r"\d+",
    "boolean": "true|false",
    "date": r"\d{4}-\d\d-\d\d",
}


def test_another_table_is_not_described_as_a_position():
    with pytest.raises(ValueError) as fault:
        open_data.description("other.csv", b"a,b\r\n")
    assert str(fault.value) == "other.csv has other columns than a position: a, b."


def test_the_data_of_a_zip_are_whole_and_the_same_each_time(shipped):
    files = open_data.data_files(shipped, EDITION)
    assert files == open_data.data_files(shipped, EDITION)
    assert files["position.csv"] == open_data.position_csv(shipped, EDITION)
    tables = {name.removeprefix("data/"): data for name, data in files.items() if name.startswith("data/")}
    position, edition = thaw(tables)
    assert edition == EDITION
    assert open_data.position_csv(position, edition) == files["position.csv"]
    assert open_data.position_json(position, edition) == files["position.json"]
