"""Writes a data frame as R saves it, byte for byte, for the tests of its reader."""

import struct


def integer(number: int) -> bytes:
    return struct.pack(">i", number)


def characters(text: str | None) -> bytes:
    if text is None:
        return integer(9) + integer(-1)
    return integer(0x40009) + integer(len(text.encode())) + text.encode()


def strings(values: list[str | None]) -> bytes:
    return integer(16) + integer(len(values)) + b"".join(characters(one) for one in values)


def doubles(values: list[float]) -> bytes:
    return integer(14) + integer(len(values)) + b"".join(struct.pack(">d", one) for one in values)


def pair(name: str, value: bytes, *, known: int = 0) -> bytes:
    symbol = integer((known << 8) | 0xFF) if known else integer(1) + characters(name)
    return integer(0x402) + symbol + value


def frame(columns: bytes, width: int, names: list[str | None]) -> bytes:
    about = pair("names", strings(names)) + pair("class", strings(["data.frame"])) + integer(0xFE)
    return integer(0x313) + integer(width) + columns + about


def saved(value: bytes) -> bytes:
    encoding = integer(5) + b"UTF-8"
    return (
        b"RDX3\nX\n" + integer(3) + integer(0) + integer(0) + encoding + pair("trade", value) + integer(0xFE)
    )
