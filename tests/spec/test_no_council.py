"""Nothing of one council stands in the program: what is said of a place, its boards and its agreement is data.

Looked through is everything that is installed or served but for `demo/`: code with its docstrings and comments, pages,
styles, scripts, settings of the server, what papers and slides are laid out by (text and metadata), what the package
says of itself, and the help of every command. Left out is `roles.example.toml`, which names the officers of the shipped
data. Tried besides: words in other cases, with a hyphen for a space and apart on two lines; names of districts,
partnerships, groups and priorities, which come from the content of the demo.
"""

import csv
import re
import tomllib
import zipfile
from pathlib import Path

import click
import pytest

from oxdash.__main__ import cli

HOME = Path(__file__).parents[2]
CONTENT = HOME / "oxdash" / "demo" / "content"  # a folder a council
WORDS = {  # a pattern, and of whom or what it speaks
    r"oxford|\bOxon\b|marshire": "the places",
    r"public[\s-]+service[s]?[\s-]+board|\bPSBs?\b|\bOPB\b|\bSPSC\b": "its boards",
    r"\bLAA ?\d?\b|local[\s-]+area[\s-]+agreement": "its agreements",
    r"\b2006[-–/](?:20)?09\b|\b2008[-–/](?:20)?11\b": "their years",
    r"16\.6\s?m|\b16,?600,?000|\b1,?383,?333": "their sums",
    r"\b2030\b|sustainable community strategy": "its strategy",
    r"count(?:y|ies)(?![a-z])": "what their areas are",
    r"\bGOSE\b|\bseed \d|scrutiny schedule|governance review": "the papers it published",
}
KNOWN = {  # file: the words that may stand there, for this reason
    "oxdash/vocabulary/model.py": ["laa"],  # what addresses and commands of before call targets that are counted
    "oxdash/register/about.py": ["county"],  # an example of what an area may be
    "oxdash/register/examples.toml": ["county"],  # the same
    "oxdash/cli/options.py": ["laa"],  # the same
    "help of position": ["laa"],
    "help of changes": ["laa"],
    "oxdash/cli/upkeep.py": ["OXFORD"],  # which of the demo's councils is to be made
    "help of demo": ["oxford", "marshire"],
}


def of_the_content() -> dict[str, str]:
    """Names of what the demo's own registers have, where they are more than one plain word."""
    found = {}
    for file, columns in (
        ("partnerships", ("Code", "Name", "Also known as")),
        ("bodies", ("Name",)),
        ("delivery_groups", ("Code", "Name")),
        ("priorities", ("Name",)),
        ("districts", ("Code", "Name")),
    ):
        texts = [one.read_text("utf-8") for one in CONTENT.glob(f"*/{file}.csv")]
        for row in (row for text in texts for row in csv.DictReader(text.splitlines())):
            for name in (one.strip() for column in columns for one in (row.get(column) or "").split(";")):
                if re.search(r"[ -]", name) or file == "districts" or (name.isupper() and len(name) > 3):
                    found[rf"\b{'[ -]+'.join(map(re.escape, re.split('[ -]+', name)))}\b"] = file
    return found


def texts() -> dict[str, str]:
    """All that is looked through, by what it is called."""
    found = {}
    for path in [*HOME.glob("oxdash/**/*"), *HOME.glob("pages/*"), HOME / "app.py", HOME / ".streamlit/config.toml"]:
        name = path.relative_to(HOME).as_posix()
        if (
            not path.is_file()
            or name.startswith("oxdash/demo/")
            or "__pycache__" in name
            or path.suffix in (".png", ".ttf")
        ):
            continue
        if path.suffix in (".docx", ".pptx"):
            with zipfile.ZipFile(path) as package:
                for part in package.namelist():
                    found[f"{name}: {part}"] = package.read(part).decode("utf-8")
        else:
            found[name] = path.read_text("utf-8")
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    found["pyproject.toml"] = f"{project['name']} {project['description']} {project.get('keywords', '')}"
    found |= dict(helps(cli, ()))
    return found


def helps(command: click.Command, above: tuple[str, ...]):
    with click.Context(command, info_name=" ".join(("oxdash", *above))) as context:
        yield f"help of {' '.join(above)}".strip(), command.get_help(context)
    for name, one in getattr(command, "commands", {}).items():
        yield from helps(one, (*above, name))


TEXTS = texts()


def spoken_of(text: str, patterns) -> list[str]:
    return [match[0] for pattern in patterns for match in re.finditer(pattern, text, re.IGNORECASE)]


def test_there_is_something_to_look_through():
    some = {"app.py", "pages/overview.py", "oxdash/output/page.css", "pyproject.toml", "help of register new"}
    assert some <= set(TEXTS)
    assert any(name.endswith("docProps/core.xml") for name in TEXTS)
    assert len(of_the_content()) > 30


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_one_council_stands_in_it(name):
    said = [one for one in spoken_of(TEXTS[name], WORDS | of_the_content()) if one not in KNOWN.get(name, [])]
    assert not said, f"{name} speaks of one council: {sorted(set(said))}"


def test_what_is_known_to_stand_there_still_does():
    for name, words in KNOWN.items():
        assert set(words) <= set(spoken_of(TEXTS[name], WORDS | of_the_content())), f"{name}: take it out of this list"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("for the Public\nService Board", id="a board, apart on two lines"),
        pytest.param("oxfordshire-local-area-agreement", id="in the name of a file"),
        pytest.param("what LAA2 2008-11 counts", id="an agreement"),
        pytest.param("CHILDREN'S TRUST", id="a partnership in capitals"),
        pytest.param("childrens-trust.1.xlsx", id="a partnership by its code"),
        pytest.param("Cherwell", id="a district"),
        pytest.param("GBP 16.6m", id="a sum"),
        pytest.param("the county's figure", id="what an area is"),
        pytest.param("of_county", id="what an area is, in a name of the code"),
    ],
)
def test_such_words_would_be_found(text):
    assert spoken_of(text, WORDS | of_the_content())
