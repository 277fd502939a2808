"""Any agreement's stretch targets: a tidy file in, what each would earn out, or every problem at once."""

import json
from pathlib import Path

import pandas as pd
import pytest

from oxdash.findings.reward_words import CAVEAT
from oxdash.tidy_input.reward_file import as_json, reward_file, text

# Made up, for the shape: a target with two sub-targets, one in proportion, one not known.
FILE = """target,sub_target,weight,base,stretched_target,threshold,grant_share,actual,unit,note
S1,Burglary,0.6,2400,2100,0.6,1383333.34,2250,offences,a
S1,Vehicles,0.4,7400,6500,0.6,1383333.34,6600,offences,b
S2,,,38.0,42.0,,1000000,41.6,per cent,c

S3,,1,10,20,0.6,500000.50,,,d
"""


def given(folder: Path, said: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text(said, "utf-8", newline="")
    return path


def told(folder: Path, said: str) -> list[str]:
    problems = reward_file(given(folder, said))
    assert isinstance(problems, list)
    return problems


def test_a_file_in_words(tmp_path):
    assert text(reward_file(given(tmp_path, FILE))) == (
        "S1\n"
        "    Indicative: £491,851.85 of £1,383,333.34, from 2 sub-targets.\n"
        "    Burglary: Indicative: 2,250 offences against 2,400 without the agreement and 2,100 agreed: 50% of the "
        "stretch, below the 60% threshold: nothing.\n"
        "    Vehicles: Indicative: 6,600 offences against 7,400 without the agreement and 6,500 agreed: 88.9% of the "
        "stretch: £491,851.85.\n"
        "S2\n"
        "    Indicative: 41.6% against 38% without the agreement and 42% agreed: 90% of the stretch: £900,000.00.\n"
        "S3\n"
        "    Indicative: not known yet; 10 without the agreement and 20 agreed: nothing to £500,000.50.\n"
        "\n"
        "All together. Indicative: £1,391,852 to £1,891,852 of £2,883,334, as 1 of 3 targets is not known "
        "yet.\n"
        f"{CAVEAT}"
    )


def test_a_file_as_json_loses_no_penny(tmp_path):
    shown = json.loads(json.dumps(as_json(reward_file(given(tmp_path, FILE)))))
    assert shown["indicative"] is True
    assert shown["note"] == CAVEAT and shown["currency"] == "GBP"
    assert shown["total"] == {
        "low": "1391851.85",
        "high": "1891852.35",
        "most": "2883333.84",
        "targets": 3,
        "not_known": 1,
        "sentence": "Indicative: £1,391,852 to £1,891,852 of £2,883,334, as 1 of 3 targets is not known yet.",
    }
    assert [(one["target"], one["low"], one["high"]) for one in shown["targets"]] == [
        ("S1", "491851.85", "491851.85"), ("S2", "900000.00", "900000.00"), ("S3", "0.00", "500000.50")
    ]  # fmt: skip
    burglary, vehicles = shown["targets"][0]["sub_targets"]
    assert (burglary["outcome"], burglary["achieved"], burglary["high"]) == ("below the threshold", "0.500000", "0.00")
    assert (vehicles["sub_target"], vehicles["weight"], vehicles["actual"]) == ("Vehicles", "0.4", "6600")
    assert shown["targets"][2]["sub_targets"][0] | {"sentence": ""} == {
        "sub_target": None, "weight": "1", "base": "10", "stretched_target": "20", "threshold": "0.6", "actual": None,
        "achieved": None, "outcome": "not known yet", "low": "0.00", "high": "500000.50", "sentence": "",
    }  # fmt: skip


def test_a_table_that_names_nothing_is_a_target_a_row_worth_its_weight_of_its_share(tmp_path):
    said = "base,target,actual,weight,share\n2400,2100,2160,0.5,1000\n38,42,40,1,1000\n38,42,,,1000.00\n"
    shown = as_json(reward_file(given(tmp_path, said)))
    assert [(one["target"], one["low"], one["high"], one["grant_share"]) for one in shown["targets"]] == [
        ("Row 2", "400.00", "400.00", "500.00"),
        ("Row 3", "0.00", "0.00", "1000.00"),
        ("Row 4", "0.00", "1000.00", "1000.00"),
    ]


def test_parquet_with_its_own_numbers(tmp_path):
    path = tmp_path / "figures.parquet"
    figures = {"Target": ["a", "b"], "Base": [0, 0], "Stretched target": [0.3, 3.0], "Grant share": [100, 100]}
    pd.DataFrame(figures | {"Actual": [0.1 + 0.2, None]}).to_parquet(path)
    shown = as_json(reward_file(path))
    assert [(one["low"], one["high"]) for one in shown["targets"]] == [("100.00", "100.00"), ("0.00", "100.00")]


HEAD = "target,base,stretched_target,actual,weight,grant_share"
PROBLEMS = [
    ("target,base,actual\nS1,1,2\n", ['there is no column "stretched_target".', 'there is no column "grant_share".'],
     "columns that are missing"),
    ("base,target,actual\n1,2,2\n", ['there is no column "grant_share".'], "a table that names nothing, and no share"),
    (f"{HEAD},share\nS1,1,2,2,1,5,6\n", ['there are 2 columns "share". Rename all but one.'], "the share twice"),
    (f"{HEAD}\nS1,1,2,60%,1,£5\n",
     ['row 2, column actual: found "60%". Enter a number such as 12.5, with no comma, unit, pound or per cent sign, or '
      "leave it empty.",
      'row 2, column grant_share: found "£5". Enter a number such as 12.5, with no comma, unit, pound or per cent '
      "sign."],
     "signs in the cells"),
    (f"{HEAD}\nS1,,2,2,1,5\n,1,2,2,1,5\n",
     ["row 3, column target: it is empty. Enter the target's code or name.",
      "row 2, column base: it is empty. Enter a number such as 12.5."], "no name and no base"),
    (f"{HEAD}\nS1,1,2,1e20,1,5\n", ['row 2, column actual: found "1e20". Enter a number of 15 digits or fewer.'],
     "a figure out of all measure"),
    (f"{HEAD}\nS1,1,1,1,0.5,5.001\n",
     ['row 2, column grant_share: found "5.001". Enter pounds, 0 or more, and whole pennies.',
      'row 2, column stretched_target: found "1". It is the base, so there is nothing to stretch to: correct one of '
      "them.",
      'row 2, column weight: found "0.5". The weights of a target sum to 0.5: make them 1.'], "three at once in a row"),
    (f"{HEAD},better\nS1,1,2,1,1,5,lower\nS2,1,2,1,1,5,worse\n",
     ['row 3, column better: found "worse". Write higher or lower, or leave it empty.'], "a direction of its own"),
    (f"{HEAD},better\nS1,1,2,1,1,5,lower\nS2,2,1,1,1,5,Higher\n",
     ['row 2, column better: found "lower". The stretched target is above the base: correct one of the three.',
      'row 3, column better: found "Higher". The stretched target is below the base: correct one of the three.'],
     "directions the other way"),
    (f"{HEAD},threshold,places\nS1,1,2,1,1,5,60,7\n",
     ['row 2, column places: found "7". Enter the decimal places as a whole number from 0 to 6.'], "seven places"),
    (f"{HEAD},threshold\nS1,1,2,1,1,5,60\n",
     ['row 2, column threshold: found "60". Enter a share of the stretch from 0 to 1, such as 0.6.'], "a per cent"),
    (f"{HEAD},sub target\nS1,1,2,1,,5,a\nS1,1,2,1,1,5,a\n",
     ["row 2, column weight: it is empty. Enter a number such as 12.5.",
      'row 3, column sub target: found "a". It is there already: give each sub-target of a target a name of its own.'],
     "a sub-target without a weight"),
    ("base,target,actual,weight,share\n1,2,2,60,5\n",
     ['row 2, column weight: found "60". Enter a share above 0 and up to 1, such as 0.6.'], "a weight in per cent"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "problems"), [case[:2] for case in PROBLEMS], ids=[case[2] for case in PROBLEMS])
def test_every_problem_is_told_with_its_row(tmp_path, said, problems):
    where = ": " if "there " in problems[0][:6] else ", "
    assert told(tmp_path, said) == [f"figures.csv{where}{problem}" for problem in problems]


def test_what_is_no_table_is_one_sentence(tmp_path):
    assert reward_file(tmp_path / "none.csv") == ["none.csv: there is no such file."]
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04")
    assert reward_file(tmp_path / "book.csv") == [
        "book.csv: this is neither CSV nor Parquet. Save the sheet as CSV UTF-8 and judge that."
    ]


def test_a_file_without_rows_earns_nothing(tmp_path):
    earned = reward_file(given(tmp_path, f"{HEAD}\n"))
    assert text(earned).startswith("\nAll together. There are no stretch targets.")
    assert as_json(earned)["targets"] == []


def test_a_hundred_wrong_cells_are_counted_past_a_screenful(tmp_path):
    wrong = "".join(f"S{number},x,2,1,1,5\n" for number in range(100))
    problems = told(tmp_path, f"{HEAD}\n{wrong}S,1,2,1,1,5\n")
    assert len(problems) == 21
    assert problems[-1] == "figures.csv, column base: 80 more rows like these."
