"""Small real pictures, made without a library."""

import struct
from zlib import compress, crc32


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a part of a PNG with its length and check sum."""
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc32(kind + content))
    )


def png(width: int, height: int, rows: bytes | None = None) -> bytes:
    """Return a PNG in grey, or with the packed `rows` that are given."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    if rows is None:
        shades = (bytes((x * 3 + y * 5) % 256 for x in range(width)) for y in range(height))
        rows = compress(b"".join(b"\0" + line for line in shades))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def jpeg(across: int = 2, name: bytes = b"JFIF\0\1\1\0\0\1\0\1\0\0") -> bytes:
    """Return a grey JPEG of `across` blocks of 8 by 8 pixels (an even number of them)."""
    zero = bytes((0, 1, *([0] * 14), 0))
    """A table with one code: 00 for nothing."""
    parts = (
        _segment(0xE0, name),
        _segment(0xDB, b"\0" + b"\1" * 64),
        _segment(0xC0, struct.pack(">BHHB", 8, 8, across * 8, 1) + b"\1\x11\0"),
        _segment(0xC4, b"\0" + zero),
        _segment(0xC4, b"\x10" + zero),
        _segment(0xDA, b"\1\1\0\0\x3f\0"),
        b"\0" * (across // 2),
    )
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9"
