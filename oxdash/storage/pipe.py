"""How the two ends of a pipe talk: a header of plain words and numbers (JSON), then bytes, both of known length."""

import json
import struct
from typing import IO, Any

LARGEST_HEADER = 16 * 1024 * 1024  # bytes; a list of problems to mark is the longest
LENGTHS = struct.Struct(">II")  # of the header, of the bytes


class Garbled(ValueError):
    """The other end said something that is not a frame, or one too large."""


def put(pipe: IO[bytes], header: dict[str, Any], body: bytes = b"") -> None:
    """Send one frame."""
    words = json.dumps(header).encode()
    pipe.write(LENGTHS.pack(len(words), len(body)))
    pipe.write(words)
    pipe.write(body)
    pipe.flush()


def take(pipe: IO[bytes], largest: int) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, its body at most ``largest`` bytes; None where the other end has gone; Garbled for others."""
    lengths = pipe.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    header_length, body_length = LENGTHS.unpack(lengths)
    if header_length > LARGEST_HEADER or body_length > largest:
        raise Garbled("a frame is too large")
    words, body = pipe.read(header_length), pipe.read(body_length)
    if len(words) < header_length or len(body) < body_length:
        return None
    header = json.loads(words)
    if not isinstance(header, dict):
        raise Garbled("a frame has no header")
    return header, body
