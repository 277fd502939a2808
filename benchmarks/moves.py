"""Where each module went when the house was rebuilt, and a tree of before brought to the new places.

``python -m benchmarks.moves TREE`` moves the files of a checkout and writes its imports anew, so that the benches can
ask a build of before by the names of today. On a tree that has been moved already it does nothing. Imports are
statements and are read as such; other mentions of a module (a command line, a document) are texts and are replaced.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

# room: old module, =new name where that is another; of a package the dot alone is the package itself
ROOMS = {
    "vocabulary": """adding_up=units bodies bounds=unit_bounds deadlines house_style=wording inert=formula_safety
        kept.fields=fields kept.tables=kept_tables marks model periods printed=rounding quarters settling=table_checks
        source subject table=tables unit_words written_plain=plain_text""",
    "storage": """create_only=write_once frames=pipe papers.same_bytes
        private=permissions remembered turns""",
    "excel": """intake.annotations intake.bounds intake.cells intake.child=worker_client intake.days
        intake.gate=file_checks intake.marked=marked_copy intake.merged intake.number_formats intake.opening=worker
        intake.parts=package_checks intake.problems intake.reading intake.sheetxml=sheet_xml
        intake.strictxml=strict_xml intake.texts intake.workbook""",
    "archive": "audit=audit_log record sign_outs",
    "register": "sources",
    "rule": "columns=arrays explain=explanation judge rule_versions=versions tolerance",
    "returns": """intake.agreement intake.carried intake.cover intake.fields=cell_readers intake.figure=figure_cell
        intake.filled intake.guidance intake.headings intake.layout intake.looks=template_style intake.mentions
        intake.misplaced intake.other_sheets intake.plausible=plausibility intake.prefill intake.regions
        intake.returns=read_return intake.rows intake.sheets=sheet_reader intake.shifted intake.subjects
        intake.target_rows intake.template intake.unread praise""",
    "judging": "accepted_before contents_cache=contents figures=assemble on_file=read_archive position",
    "documents": """markup papers.acting=actions papers.answering=accountability papers.blocks=exceptions papers.edition
        papers.frame papers.kinds=papers papers.outline=blocks papers.promised papers.reservations papers.review
        papers.rewarding=reward papers.sheet=chairmans_sheet papers.shortened papers.standing=quarter_view
        papers.words=cells""",
    "submissions": "checking=check holding=upload_store noticed preview submission=submit versions",
    "tidy_input": "judging_file=figures_file reward_file tidy_file",
    "output": """kept=freeze kept.comma_separated=exact_csv kept.package=data_package markup.drawing=chart_svg
        papers.chart_child papers.chart_process papers.chartfiles=chart_files papers.html papers.open_data
        papers.page=static_page papers.spreadsheet=excel papers.word told=text""",
    "publication": """published.comparing=compare published.copies published.differing published.listing
        published.logged published.manifest published.packs published.public published.references
        published.reprinting published.rereading published.shelf published.verifying
        published.writing=publishing""",
    "web": """api choices desk edge=middleware entrance=current_person guard handing_out heap loading local_mode
        markup.saving screen server sessions sign_in sign_in_routes view""",
    "cli": """commands.asked=options commands.changes commands.papers commands.publishing commands.returns
        commands.reward commands.standing=position commands.upkeep""",
}
PACKAGES = {"commands": "cli", "intake": "returns", "papers": "documents", "published": "publication"}
GONE = ("intake", "papers")  # of these, the ones whose own __init__ held nothing that is not elsewhere
ELSEWHERE = {  # names that such a package handed on
    ("oxdash.papers", "Edition"): "oxdash.documents.edition",
    ("oxdash.papers", "Standing"): "oxdash.documents.quarter_view",
}
FILES = {
    "papers/page.css": "output/page.css",
    "favicon.png": "web/favicon.png",
    "saving.js": "web/saving.js",
    "screen.css": "web/screen.css",
}
WHAT = {  # what a new room says of itself
    "vocabulary": "The words of the agreement and of its tables: what everything else is said in.",
    "storage": "Bytes on a disk and through a pipe: whole or not at all, and the same each time.",
    "excel": "A workbook nobody trusts, opened in a limited child: cells with addresses, and the marked copy.",
    "rule": "How a target is judged: pure, and knowing neither files nor returns.",
    "returns": "The return: how it is laid out, written, and read into tables or problems.",
    "judging": "From what is on file to the judged tables.",
    "documents": "What is written of each subject, for pages and for papers.",
    "submissions": "An officer's acts: check, preview, submit, correct, withdraw.",
    "tidy_input": "Other councils' figures: tidy files in, the same rows judged out.",
    "output": "What draws: HTML, Word, Excel, charts as files, open data, text.",
    "publication": "Positions that were put on record: published once, proved any time, printed the same next year.",
    "web": "The app: pages, people, sessions, and the guard in front of them.",
    "cli": "The command line, a subject a file.",
}


def moved(old: set[str]) -> dict[str, str]:
    """Old module to new module, for those of the modules that a tree has."""
    found = {f"oxdash.{package}": f"oxdash.{room}" for package, room in PACKAGES.items()}
    for room, text in ROOMS.items():
        for entry in text.split():
            name, _, new = entry.partition("=")
            found[f"oxdash.{name}"] = f"oxdash.{room}.{new or name.rpartition('.')[2]}"
    whole = {}
    for module in old:
        above = module
        while above and above not in found:
            above = above.rpartition(".")[0]
        if above and module != above:
            whole[module] = found[above] + module.removeprefix(above)
        elif above:
            whole[module] = found[above]
    return whole


def modules(tree: Path) -> dict[str, Path]:
    files = [*(tree / "oxdash").rglob("*.py")]
    return {".".join(path.relative_to(tree).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def rewritten(source: str, names: set[str], moves: dict[str, str]) -> str:
    """The source of one module with its imports written anew, and what they bind called by its new name."""
    tree = ast.parse(source)
    bound = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
    bound += [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
    bound += [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    bound += [node.name for node in ast.walk(tree) if isinstance(node, ast.MatchAs | ast.ExceptHandler) and node.name]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)]
    imported = [alias.asname or alias.name for node in imports for alias in node.names]
    renamed: dict[str, str] = {}
    lines = source.splitlines(keepends=True)
    edits: list[tuple[int, int, int, int, str]] = []
    for node in imports:
        if isinstance(node, ast.Import):
            text = ", ".join(
                moves.get(alias.name, alias.name) + (f" as {alias.asname}" if alias.asname else "")
                for alias in node.names
            )
            if any(alias.name in moves for alias in node.names):
                edits.append((node.lineno, node.col_offset, node.end_lineno, node.end_col_offset, f"import {text}"))
            continue
        if (node.module or "").partition(".")[0] != "oxdash":
            continue
        into: dict[str, list[str]] = {}
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            if whole in names and whole in moves:
                package, _, leaf = moves[whole].rpartition(".")
                if alias.asname or leaf == alias.name:
                    said = leaf + (f" as {alias.asname}" if alias.asname and alias.asname != leaf else "")
                elif renamed.get(alias.name) == leaf:
                    said = leaf
                elif alias.name in bound or leaf in bound or leaf in imported or leaf in renamed.values():
                    said = f"{leaf} as {alias.name}"
                else:
                    renamed[alias.name], said = leaf, leaf
            else:
                said = alias.name + (f" as {alias.asname}" if alias.asname else "")
                package = ELSEWHERE.get((node.module, alias.name), moves.get(node.module, node.module))
                if whole in names:
                    package = node.module
            into.setdefault(package, []).append(said)
        gap = "\n" + " " * node.col_offset
        text = gap.join(f"from {package} import {', '.join(said)}" for package, said in into.items())
        edits.append((node.lineno, node.col_offset, node.end_lineno, node.end_col_offset, text))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in renamed:
            edits.append((node.lineno, node.col_offset, node.end_lineno, node.end_col_offset, renamed[node.id]))
    for line, column, last, end, text in sorted(edits, reverse=True):
        head = lines[line - 1].encode()[:column].decode()
        tail = lines[last - 1].encode()[end:].decode()
        lines[line - 1 : last] = [head + text + tail]
    return "".join(lines)


def in_strings(text: str, names: set[str], moves: dict[str, str]) -> str:
    """Import statements inside strings: programs that a test or a bench hands to another Python, on one line."""

    def statement(match: re.Match) -> str:
        into: dict[str, list[str]] = {}
        for said in match[2].split(", "):
            name, _, called = said.partition(" as ")
            whole = f"{match[1]}.{name}"
            if whole in moves:
                package, _, leaf = moves[whole].rpartition(".")
                called = called or name
                into.setdefault(package, []).append(leaf if leaf == called else f"{leaf} as {called}")
            else:
                home = match[1] if whole in names else ELSEWHERE.get((match[1], name), moves.get(match[1], match[1]))
                into.setdefault(home, []).append(said)
        return "; ".join(f"from {package} import {', '.join(said)}" for package, said in into.items())

    one = r"\w+(?: as \w+)?"
    return re.sub(rf"from (oxdash[\w.]*) import ({one}(?:, {one})*)", statement, text)


def in_texts(text: str, moves: dict[str, str]) -> str:
    """Mentions of modules and their files that are no import statements."""

    def dotted(match: re.Match) -> str:
        name, rest = match[0], ""
        while name and name not in moves:
            name, _, last = name.rpartition(".")
            rest = f".{last}{rest}"
        return moves[name] + rest if name else match[0]

    def path(match: re.Match) -> str:
        old = match[0].removesuffix(".py").rstrip("/").replace("/", ".")
        if old not in moves:
            return "oxdash/" + FILES[inner] if (inner := match[0].removeprefix("oxdash/")) in FILES else match[0]
        return moves[old].replace(".", "/") + (
            ".py" if match[0].endswith(".py") else match[0][len(match[0].rstrip("/")) :]
        )

    text = re.sub(r"(?<![\w./])oxdash(?:\.\w+)+", dotted, text)
    return re.sub(r"(?<![\w.])oxdash(?:/\w+)+(?:\.\w+|/)?", path, text)


def move(tree: Path) -> None:
    old = modules(tree)
    if "oxdash.vocabulary" in old:
        return
    moves = moved(set(old))
    sources = [*(tree / "oxdash").rglob("*.py"), *(tree / "pages").glob("*.py"), tree / "app.py"]
    sources += [*(tree / "tests").rglob("*.py"), *(tree / "benchmarks").glob("*.py")]
    for path in sources:
        if path == Path(__file__):
            continue
        before = path.read_text("utf-8")
        after = in_texts(in_strings(rewritten(before, set(old), moves), set(old), moves), moves)
        if after != before:
            path.write_text(after, "utf-8")
    for path in [
        *tree.glob("*.md"),
        *tree.glob("*.toml"),
        tree / "Makefile",
        *(tree / "docs").glob("*.md"),
        *(tree / "tests").rglob("*.md"),
    ]:
        if path.name != "CHANGELOG.md":  # it tells of what was
            path.write_text(in_texts(path.read_text("utf-8"), moves), "utf-8")
    homes = {}
    for module, path in old.items():
        if module not in moves or module.removeprefix("oxdash.") in GONE:
            continue
        home = tree.joinpath(*moves[module].split("."))
        homes[path] = (
            home / "__init__.py" if path.name == "__init__.py" and module not in LEAVES else home.with_suffix(".py")
        )
    for inner, new in FILES.items():
        homes[tree / "oxdash" / inner] = tree / "oxdash" / new
    for sheet in (tree / "oxdash" / "markup").glob("*.css"):
        homes[sheet] = tree / "oxdash" / "documents" / "markup" / sheet.name
    for path, home in homes.items():
        if path.exists():
            home.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["git", "mv", path, home], cwd=tree, check=True)
    for gone in GONE:
        subprocess.run(["git", "rm", "-qf", "--ignore-unmatch", f"oxdash/{gone}/__init__.py"], cwd=tree, check=True)
    for room, said in WHAT.items():
        home = tree / "oxdash" / room / "__init__.py"
        if not home.exists():
            home.parent.mkdir(parents=True, exist_ok=True)
            home.write_text(f'"""{said}"""\n', "utf-8")
    subprocess.run(["git", "add", "-A", "oxdash"], cwd=tree, check=True)


LEAVES = {"oxdash.kept"}  # packages that became one module

if __name__ == "__main__":
    move(Path(sys.argv[1]).resolve())
