"""The plan of a tiny house, made up, in which every figure is known by counting."""

import pytest

from docs.plan import House, main, phrases, plan

FILES = {
    "oxdash/__init__.py": "",
    "oxdash/words.py": '"""A docstring of more than four words."""\nSAID = "No return has been accepted"\n',
    "oxdash/rule/__init__.py": "",
    "oxdash/rule/judge.py": "from oxdash import words\nfrom oxdash.rule.edge import EDGE\n",
    "oxdash/rule/edge.py": "EDGE = 1\n",
    "oxdash/paper/__init__.py": "",
    "oxdash/paper/board.py": (
        '"""A docstring of more than four words."""\n'
        "from oxdash.rule import judge\n"
        "from made import Column\n"
        "def share(name) -> Column:\n"
        "    return Column(name)\n"
        "COLUMNS = [Column('a'), share('b')]\n"
        'SAID = f"No return has been  accepted {COLUMNS}, and one of three"\n'
    ),
    "oxdash/extra.py": "def late():\n    import oxdash.paper.board\n    return 'Three words only'\n",
    "pages/target.py": "from oxdash.paper import board\nHERE = 'Three words only'\n",
    "app.py": "from oxdash import words\n",
}


@pytest.fixture
def house(tmp_path) -> House:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return House(tmp_path)


def test_rooms_are_folders_and_loose_modules(house):
    assert house.rooms == {
        "app": {"words"},
        "extra": {"paper"},
        "pages": {"paper"},
        "paper": {"rule"},
        "rule": {"words"},
        "words": set(),
    }
    assert house.loose == ["oxdash.extra", "oxdash.words"]


def test_a_floor_is_the_longest_chain_below(house):
    assert house.floors == {"words": 1, "rule": 2, "app": 2, "paper": 3, "extra": 4, "pages": 4}


def test_rooms_that_import_each_other_share_a_floor(tmp_path, house):
    (tmp_path / "oxdash/words.py").write_text("from oxdash.rule import edge\n", "utf-8")
    assert House(tmp_path).floors == {"words": 1, "rule": 1, "app": 2, "paper": 2, "extra": 3, "pages": 3}


@pytest.mark.parametrize(
    ("order", "up"),
    [
        pytest.param("words rule paper", [], id="as it is imported"),
        pytest.param("rule words paper", [("oxdash.rule.judge", "oxdash.words")], id="two the other way round"),
        pytest.param("paper rule", [("oxdash.paper.board", "oxdash.rule.judge")], id="one has no place"),
        pytest.param("", [], id="no order"),
    ],
)
def test_an_arrow_up_is_an_import_against_the_order(house, order, up):
    assert house.arrows_up(order.split()) == up


def test_a_phrase_has_four_words_and_stands_in_two_modules(house):
    assert house.phrases == {"No return has been accepted": {"oxdash.words", "oxdash.paper.board"}}


def test_phrases_are_printed_under_the_modules_they_stand_in(tmp_path, house):
    (tmp_path / "oxdash/extra.py").write_text(
        'LATE = "a return is not on file"\nLONG = "a second sentence of both"\n', "utf-8"
    )
    (tmp_path / "app.py").write_text('LATE = "a return is not on file"\nLONG = "a second sentence of both"\n', "utf-8")
    assert phrases(House(tmp_path)).splitlines() == [
        "app, oxdash.extra",
        "    a return is not on file",
        "    a second sentence of both",
        "oxdash.paper.board, oxdash.words",
        "    No return has been accepted",
    ]


@pytest.mark.parametrize("given", [("--phrases", "TREE"), ("TREE", "--phrases")])
def test_phrases_are_asked_for_before_or_after_the_tree(tmp_path, house, given):
    assert main(*(f"{tmp_path}" if one == "TREE" else one for one in given)) == phrases(house)
    assert main(f"{tmp_path}") == plan(house)


def test_a_declaration_is_a_call_that_makes_a_column(house):
    assert house.declarations == 2


def test_lines_are_those_of_oxdash_and_its_pages(house):
    assert house.lines == sum(text.count("\n") for name, text in FILES.items() if name != "app.py")


def test_modules_entered_are_all_that_is_read_on_the_way(house):
    assert house.entered("pages.target") == {
        *("oxdash", "oxdash.paper", "oxdash.paper.board", "oxdash.rule", "oxdash.rule.judge", "oxdash.rule.edge"),
        "oxdash.words",
    }


def test_what_is_printed(house):
    told = plan(house, ["rule", "words"]).splitlines()
    assert told[0].split() == ["lines", "of", "Python", "under", "oxdash/", "and", "pages/", "17"]
    assert "arrow up: oxdash.rule.judge imports oxdash.words" in told
    assert told[-4:] == ["floor  4: extra, pages", "floor  3: paper", "floor  2: app, rule", "floor  1: words"]
