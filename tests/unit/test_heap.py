"""A server's threads share two heaps, and no workbook stands in them: asked of glibc, in a process of its own."""

import subprocess
import sys

import pytest

from oxdash.web import heap

ASKED = """
import ctypes, re, sys, tempfile, threading
from pathlib import Path
from oxdash.web import heap

if sys.argv[1] == "shared":
    heap.share()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
everybody = threading.Barrier(8)

def thread():
    everybody.wait()
    libc.malloc(10_000)
    everybody.wait()

threads = [threading.Thread(target=thread) for _ in range(8)]
for one in threads:
    one.start()
for one in threads:
    one.join()
with tempfile.TemporaryDirectory() as folder:
    told = Path(folder) / "told.xml"
    file = ctypes.c_void_p(libc.fopen(str(told).encode(), b"w"))
    libc.malloc_info(0, file)
    libc.fclose(file)
    print(len(re.findall("<heap nr=", told.read_text())))
"""


OF_ITS_OWN = """
import ctypes, sys
from oxdash.web import heap

class Told(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"
    )]

if sys.argv[1] == "apart":
    heap.share()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes, libc.mallinfo2.restype = ctypes.c_void_p, [ctypes.c_void_p], Told
libc.free(libc.malloc(5_000_000))
before = libc.mallinfo2().hblkhd
libc.malloc(4_900_000)
print(libc.mallinfo2().hblkhd - before)
"""


def heaps(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", ASKED, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the heaps of glibc are on Linux")
def test_eight_threads_share_two_heaps():
    assert heaps("shared") <= heap.ARENAS < heaps("each its own")


@pytest.mark.skipif(sys.platform != "linux", reason="the heaps of glibc are on Linux")
@pytest.mark.parametrize(
    ("how", "taken"),
    [pytest.param("apart", 4_900_000, id="as the server asks"), pytest.param("as glibc does", 0, id="without")],
)
def test_a_workbook_has_pages_of_its_own_after_others_were_let_go_of_too(how, taken):
    done = subprocess.run([sys.executable, "-c", OF_ITS_OWN, how], capture_output=True, text=True, check=True)
    assert taken <= int(done.stdout) <= taken * 1.01
