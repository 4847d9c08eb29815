"""Pieces of uploaded files put together again: spooled as they come, and read from the log anew when any is missing."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tolpuddle.kernel.errors import UnavailableError, UnprocessableEventError, UnusableInputError
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.events import UploadChunk
from tolpuddle.kernel.topics import UPLOADS
from tolpuddle.kernel.wire import fact_of


@dataclass(slots=True)
class Upload:
    """A file on its way. The spool is only a cache: the log holds every piece until its retention ends."""

    folder: Path
    file_name: str
    count: int
    header_map: Mapping[str, str]
    sizes: dict[int, int] = field(default_factory=dict[int, int])
    """Index of a piece that is here -> its bytes."""

    @property
    def size(self) -> int:
        """Bytes that are here."""
        return sum(self.sizes.values())

    def missing(self) -> list[int]:
        """Indices of pieces that are not here."""
        return [index for index in range(self.count) if index not in self.sizes]


@dataclass(slots=True)
class Uploads:
    """Uploads under way. Not for use by two threads at once."""

    log: EventLog
    max_bytes: int
    """A larger file is refused."""
    spool_bytes: int
    """Beyond this the upload that began first is let go; it is read from the log when its last piece comes."""
    parent: Path | None = None
    _open: dict[tuple[str, str], Upload] = field(default_factory=dict[tuple[str, str], Upload])
    _folder: "tempfile.TemporaryDirectory[str] | None" = None

    def add(self, tenant: str, chunk: UploadChunk) -> Path | None:
        """Put a piece aside; the whole file once its last piece came. A piece that comes twice counts once.

        Raises: UnprocessableEventError when the piece makes no sense; UnusableInputError when the file is too large or
            a piece is missing for good; UnavailableError when there is no room for it now; EventLogError.
        """
        if not 0 <= chunk.index < chunk.count:
            raise UnprocessableEventError(
                f"Piece {chunk.index} of {chunk.count} is no piece.", job=chunk.job_id
            )
        try:
            return self._added(tenant, chunk)
        except OSError as error:
            raise UnavailableError(f"Uploads cannot be put aside: {error.strerror or error}.") from error

    def _added(self, tenant: str, chunk: UploadChunk) -> Path | None:
        upload = self._upload(tenant, chunk)
        self._spool(upload, chunk)
        if chunk.index < chunk.count - 1:
            self._make_room((tenant, chunk.job_id))
            return None
        if upload.missing():
            self._recover(tenant, chunk.job_id, upload)
        if upload.size > self.max_bytes:
            raise UnusableInputError(
                f"{chunk.file_name} has more than {self.max_bytes:,} bytes.", limit=self.max_bytes
            )
        if upload.missing():
            raise UnusableInputError(
                f"{len(upload.missing())} of {chunk.count} pieces of {chunk.file_name} never came: upload it again."
            )
        return self._whole(upload)

    def header_map(self, tenant: str, job_id: str) -> Mapping[str, str]:
        """What the person who uploads chose."""
        upload = self._open.get((tenant, job_id))
        return {} if upload is None else upload.header_map

    def forget(self, tenant: str, job_id: str) -> None:
        """Let the pieces of an upload go."""
        upload = self._open.pop((tenant, job_id), None)
        if upload is not None:
            shutil.rmtree(upload.folder, ignore_errors=True)

    def close(self) -> None:
        """Let everything go."""
        self._open.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _upload(self, tenant: str, chunk: UploadChunk) -> Upload:
        held = self._open.get((tenant, chunk.job_id))
        if held is not None and held.count == chunk.count:
            return held
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="tolpuddle-uploads-", dir=self.parent)
        name = hashlib.sha256(f"{tenant}/{chunk.job_id}".encode()).hexdigest()[:32]
        folder = Path(self._folder.name) / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        upload = Upload(folder, chunk.file_name, chunk.count, dict(chunk.header_map))
        self._open[(tenant, chunk.job_id)] = upload
        return upload

    def _spool(self, upload: Upload, chunk: UploadChunk) -> None:
        if chunk.index in upload.sizes or upload.size > self.max_bytes:
            return
        (upload.folder / str(chunk.index)).write_bytes(chunk.content)
        upload.sizes[chunk.index] = len(chunk.content)

    def _make_room(self, current: tuple[str, str]) -> None:
        """The spool is a cache: what is let go here comes back from the log."""
        held = sum(upload.size for upload in self._open.values())
        for key in list(self._open):
            if held <= self.spool_bytes:
                return
            if key != current:
                held -= self._open[key].size
                self.forget(*key)

    def _recover(self, tenant: str, job_id: str, upload: Upload) -> None:
        """Fetch pieces that came before this process, from the log."""
        key = f"{tenant}/{job_id}"
        for recorded in self.log.read(UPLOADS.name):
            event = recorded.event
            if event.key != key or event.tenant != tenant or event.type != UploadChunk.__name__:
                continue
            try:
                fact = fact_of(event)
            except UnprocessableEventError:
                # It has its own dead letter; here it only counts as missing.
                continue
            if isinstance(fact, UploadChunk) and fact.job_id == job_id and fact.count == upload.count:
                self._spool(upload, fact)
            if not upload.missing():
                return

    def _whole(self, upload: Upload) -> Path:
        whole = upload.folder / "whole"
        with whole.open("wb") as target:
            for index in range(upload.count):
                with (upload.folder / str(index)).open("rb") as piece:
                    shutil.copyfileobj(piece, target)
        return whole
