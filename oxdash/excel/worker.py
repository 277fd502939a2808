"""What happens inside the child: one workbook after another in on standard input, one answer each out.

Everything that is wrong with a workbook ends here as one plain sentence; nothing of a traceback leaves.
"""

import faulthandler
import gc
import importlib.util
import json
import sys
import time
from types import ModuleType
from typing import Any

from oxdash.excel import file_checks
from oxdash.excel.bounds import KINDS, PATIENCE, RETURN, Bounds
from oxdash.excel.file_checks import Refused
from oxdash.storage import own_limits, pipe


def serve(bounds: Bounds = RETURN) -> None:
    """Answer until the input ends."""
    told, answer = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may stand between two frames
    own_limits.bound(bounds.memory, bounds.largest_package)
    # openpyxl would load all three: slow, and more to attack
    sys.modules["numpy"] = sys.modules["PIL"] = sys.modules["lxml"] = None  # type: ignore[assignment]  # None: it cannot be imported
    without_the_rest_of("openpyxl", DEBUG=False, LXML=False, DEFUSEDXML=False)
    without_the_rest_of("openpyxl.styles")
    from oxdash.excel import as_data  # noqa: F401 now, so that it is not searched for cycles again

    gc.collect()
    gc.freeze()
    gc.disable()  # one workbook's cells are not searched for cycles while they are read, only between two
    own_limits.give_way()
    pipe.put(answer, {"ready": True})
    while asked := pipe.take(told, bounds.largest_file):
        # the parent's own limit, and a little more: this process ends even where the parent is no longer there to do it
        faulthandler.dump_traceback_later(asked[0]["seconds"] * PATIENCE + 5, exit=True)
        own_limits.bound_processor(asked[0]["seconds"])
        words, body = answered(*asked, bounds)
        pipe.put(answer, words, body)
        faulthandler.cancel_dump_traceback_later()
        if words.get("last"):
            break
        del asked, body
        gc.collect()


def without_the_rest_of(package: str, **names: object) -> None:
    """Let a module of a package be imported without all that the package loads of itself: half of what a start takes.

    Of openpyxl the number formats and the days are asked for; charts, drawings and writers come with it. ``names``:
    what its modules ask of the package itself.
    """
    found = importlib.util.find_spec(package)
    assert found is not None and found.submodule_search_locations is not None, f"{package} is installed"
    sys.modules[package] = ModuleType(package)
    vars(sys.modules[package]).update(names, __path__=found.submodule_search_locations)


def answered(words: dict[str, Any], data: bytes, bounds: Bounds = RETURN) -> tuple[dict[str, Any], bytes]:
    """The answer to one job. The boundary: whatever a hostile workbook makes a parser do comes out as a sentence."""
    start = time.perf_counter()
    try:
        if words["do"] == "mark":
            from oxdash.excel import marked_copy

            body = marked_copy.copy(data, words["problems"])
        else:
            from oxdash.excel import as_data

            found = json.dumps(as_data.cells(data, bounds), ensure_ascii=False, separators=(",", ":"))
            body = found.encode(
                errors="surrogatepass"
            )  # half a character is told to the officer, not made into another
    except Refused as refused:
        return {"sentence": bounds.in_words(refused.sentence)}, b""
    except MemoryError:
        return {"sentence": bounds.in_words(bounds.out_of_memory), "last": True}, b""
    except Exception:  # the only one in the product that answers for what it does not know
        return {"sentence": bounds.in_words(file_checks.DAMAGED)}, b""
    return {"sentence": None, "seconds": time.perf_counter() - start}, body


if __name__ == "__main__":
    serve(KINDS[sys.argv[1]])
