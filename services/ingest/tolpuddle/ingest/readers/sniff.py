"""What a document is, by its content and never by its name: kind, and encoding of text."""

import codecs
import errno
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes

from tolpuddle.kernel.errors import UnusableInputError

MAX_BYTES = 2 * 1024**3
"""Larger documents are refused before they are read."""

BLOCK_BYTES = 4 * 1024**2

_SAMPLE_BYTES = 64 * 1024
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"),
    (b"ARROW1", "an Arrow file: save it as Parquet"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document on disk that can be read as often as needed."""

    path: Path
    name: str
    """What people call it."""
    size: int
    keeps: object = None
    """Holds the spool folder of a document that came as a stream; it goes away with the last reference."""


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """How a text document turns into UTF-8."""

    codec: str
    """Python's name of the codec."""
    skip: int
    """Bytes of the mark at the beginning."""
    nul_count: int
    """NUL characters in the text; they are left out."""
    assumed: bool
    """True when neither a mark nor validity decided it."""


def take(source: Path | str | IO[bytes], name: str | None = None) -> Document:
    """Make a document of a path or a stream; a stream is spooled to disk.

    Raises: UnusableInputError, with one sentence, when there is nothing that could be read.
    """
    if isinstance(source, Path | str):
        return _from_path(Path(source), name)
    folder = tempfile.TemporaryDirectory(prefix="tolpuddle-")
    path = Path(folder.name) / "input"
    try:
        with path.open("wb") as spool:
            _copy_bounded(source, spool, name or "The input")
    except OSError as error:
        raise UnusableInputError(_sentence(name or "The input", error)) from error
    return _checked(Document(path, name or "The input", path.stat().st_size, folder))


def kind_of(document: Document) -> str:
    """One of xlsx, xls, parquet, json, text.

    Raises: UnusableInputError when the content is something that holds no supplier list.
    """
    with opened(document) as stream:
        start = stream.read(4096)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _kind_of_zip(document)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if start.startswith(b"PAR1"):
        return "parquet"
    for mark, what in _OTHER_KINDS:
        if start.startswith(mark):
            raise UnusableInputError(f"{document.name} is {what}, not a supplier list.")
    text = start.decode("utf-16-le" if _utf16_of(start) == "utf-16-le" else "latin-1", errors="ignore")
    if _utf16_of(start) == "utf-16-be":
        text = start.decode("utf-16-be", errors="ignore")
    text = text.removeprefix("\ufeff").removeprefix("ï»¿").lstrip()
    if text[:1] == "{" or (text[:1] == "[" and text[1:].lstrip()[:1] in ("{", "]", "[", '"')):
        return "json"
    if text[:14].lower().startswith(("<!doctype html", "<html", "<table")):
        raise UnusableInputError(f"{document.name} is a web page, not a supplier list.")
    return "text"


def encoding_of(document: Document) -> TextEncoding:
    """How the text of a document is encoded: by its mark, else by validity, else the likeliest.

    Raises: UnusableInputError when it is no text.
    """
    with opened(document) as stream:
        start = stream.read(_SAMPLE_BYTES)
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if start.startswith(mark):
            return _counted(document, codec, len(mark))
    sixteen = _utf16_of(start)
    if sixteen is not None:
        return _counted(document, sixteen, 0)
    control = sum(start.count(bytes([code])) for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 27))
    if control > max(4, len(start) // 50) or start.count(0) > len(start) // 5:
        raise UnusableInputError(f"{document.name} is not text and of no kind that is read here.")
    valid, nul_count, odd = _scan_utf8(document)
    if valid:
        return TextEncoding("utf-8", 0, nul_count, assumed=False)
    return TextEncoding(_eight_bit_codec(odd), 0, nul_count, assumed=True)


def text_blocks(document: Document, encoding: TextEncoding) -> Iterator[bytes]:
    """The text as UTF-8 in blocks of some megabytes, without its mark and without NUL.

    A character that does not fit its encoding becomes the replacement character.
    """
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors="replace")
    plain = encoding.codec == "utf-8"
    with opened(document) as stream:
        stream.seek(encoding.skip)
        while block := stream.read(BLOCK_BYTES):
            utf8 = block if plain else decoder.decode(block).encode()
            yield utf8.replace(b"\0", b"") if encoding.nul_count else utf8
        if not plain:
            yield decoder.decode(b"", final=True).encode()


def opened(document: Document) -> io.BufferedReader:
    """The document's bytes. Raises: UnusableInputError, with one sentence."""
    try:
        return document.path.open("rb")
    except OSError as error:
        raise UnusableInputError(_sentence(document.name, error)) from error


def _from_path(path: Path, name: str | None) -> Document:
    shown = name or path.name or str(path)
    try:
        if path.is_dir():
            raise UnusableInputError(f"{shown} is a folder, not a file.")
        if not path.exists():
            raise UnusableInputError(f"{shown} does not exist.")
        if not path.is_file():
            with path.open("rb") as stream:
                return take(stream, shown)
        document = Document(path, shown, path.stat().st_size)
        with path.open("rb"):
            return _checked(document)
    except OSError as error:
        raise UnusableInputError(_sentence(shown, error)) from error


def _checked(document: Document) -> Document:
    if document.size == 0:
        raise UnusableInputError(f"{document.name} is empty.")
    if document.size > MAX_BYTES:
        raise UnusableInputError(
            f"{document.name} has {document.size:,} bytes; more than {MAX_BYTES:,} are not read: split it."
        )
    return document


def _copy_bounded(source: IO[bytes], target: IO[bytes], name: str) -> None:
    written = 0
    while block := source.read(BLOCK_BYTES):
        written += len(block)
        if written > MAX_BYTES:
            raise UnusableInputError(f"{name} has more than {MAX_BYTES:,} bytes: split it.")
        target.write(block)


def _sentence(name: str, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        free = shutil.disk_usage(tempfile.gettempdir()).free
        return f"There is no room left on the disk to read {name} ({free:,} bytes free)."
    if isinstance(error, PermissionError):
        return f"{name} may not be read: permission denied."
    return f"{name} cannot be read: {(error.strerror or str(error)).lower()}."


def _kind_of_zip(document: Document) -> str:
    try:
        with zipfile.ZipFile(document.path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnusableInputError(
            f"{document.name} is damaged: it starts as a workbook but ends early."
        ) from error
    if any(name.replace("\\", "/").lower().startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        raise UnusableInputError(f"{document.name} is an OpenDocument file: save it as .xlsx or .csv.")
    raise UnusableInputError(f"{document.name} is a zip archive, not a supplier list: unpack it first.")


def _utf16_of(start: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of western text is zero."""
    even, odd = start[0:4096:2].count(0), start[1:4096:2].count(0)
    half = min(len(start), 4096) // 2
    if half and odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if half and even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _counted(document: Document, codec: str, skip: int) -> TextEncoding:
    nul_count = 0
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    with opened(document) as stream:
        stream.seek(skip)
        while block := stream.read(BLOCK_BYTES):
            nul_count += decoder.decode(block).count("\0")
    return TextEncoding(codec, skip, nul_count, assumed=False)


def _scan_utf8(document: Document) -> tuple[bool, int, bytes]:
    """Whether all of it is UTF-8, the NUL in it, and lines that are not (at most some kilobytes)."""
    valid, nul_count, odd = True, 0, b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(document) as stream:
        while block := stream.read(BLOCK_BYTES):
            nul_count += block.count(0)
            if valid:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    valid = False
            if not valid and len(odd) < _SAMPLE_BYTES:
                odd += b"\n".join(line for line in block.splitlines() if not line.isascii())[:_SAMPLE_BYTES]
        if valid:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                valid = False
    return valid, nul_count, odd


def _eight_bit_codec(odd: bytes) -> str:
    """cp1252 unless its undefined bytes or the look of the letters speak against it."""
    high = {byte for byte in odd if byte >= 0x80}
    western = set(
        "äöüßÄÖÜéèêëàâáãåçñíìîïóòôõøúùûýÿæœÉÈÊÀÂÁÃÅÇÑÍÎÓÔÕØÚÛÆŒšžŠŽ€‘’“”–—…•°«»º²³®©™´·¿¡§& \u00a0".encode(
            "cp1252"
        )
    )
    if high <= western:
        return "cp1252"
    best = from_bytes(
        odd,
        cp_isolation=[
            "cp1252",
            "cp1250",
            "cp1251",
            "cp1253",
            "cp1254",
            "cp1258",
            "gb18030",
            "big5",
            "shift_jis",
            "euc_kr",
            "cp850",
            "mac_roman",
            "koi8_r",
        ],
    ).best()
    if best is not None and best.encoding != "cp1252":
        return best.encoding
    undefined_in_cp1252 = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    return "latin-1" if high & undefined_in_cp1252 else "cp1252"
