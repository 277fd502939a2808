"""A child process that does as it is told: for `test_child_process`."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from oxdash.storage import pipe


def main() -> None:
    how = sys.argv[1]
    if how == "never ready":
        time.sleep(600)
    if how == "ends at once":
        return
    pipe.put(sys.stdout.buffer, {"ready": True})
    while asked := pipe.take(sys.stdin.buffer, 1_000_000):
        header, body = asked
        match header["do"]:
            case "sleep":
                time.sleep(600)
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "use up its processor":
                os.kill(os.getpid(), signal.SIGXCPU)
            case "garble":
                say(b"\xff" * pipe.LENGTHS.size)
                time.sleep(600)
            case "nest":
                say(pipe.LENGTHS.pack(100_000, 0) + b"[" * 100_000)
                time.sleep(600)
            case "say too much":
                body *= 100
            case "start another":
                code = "import time; time.sleep(600)"
                nothing = subprocess.DEVNULL
                other = subprocess.Popen([sys.executable, "-c", code], stdin=nothing, stdout=nothing)
                header = {"pid": other.pid}
            case "look around":
                header = {"folder": str(Path.cwd()), "environment": dict(os.environ)}
        pipe.put(sys.stdout.buffer, header, body)


def say(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
