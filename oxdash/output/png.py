"""What a PNG says of itself: how many dots an inch it has, and in a sentence what there is to see."""

import struct
import zlib

_INCH = 0.0254  # metres
_HEADER = 33  # bytes: signature and IHDR


def described(file: bytes, dots_an_inch: float, said: str = "", language: str = "en-GB") -> bytes:
    """The file with its density and its sentence, right after the header (PNG specification, 11.3.4 and 11.3.5)."""
    metre = round(dots_an_inch / _INCH)
    told = _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))
    if said:
        told += _chunk(b"iTXt", b"Description\0\0\0" + language.encode() + b"\0\0" + said.encode())
    return file[:_HEADER] + told + file[_HEADER:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
