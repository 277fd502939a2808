"""A server's threads share a few heaps of the C library: asked of glibc itself, in a process of its own."""

import subprocess
import sys

import pytest

from oxdash import heap

ASKED = """
import ctypes, re, sys, tempfile, threading
from pathlib import Path
from oxdash import heap

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


def heaps(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", ASKED, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the heaps of glibc are on Linux")
def test_eight_threads_share_two_heaps():
    assert heaps("shared") <= heap.ARENAS < heaps("each its own")
