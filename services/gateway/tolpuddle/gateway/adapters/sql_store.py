"""The store on SQLAlchemy Core: SQLite embedded, PostgreSQL for several gateways."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from tolpuddle.gateway.adapters import blobs, migrating, recording, rows, statements
from tolpuddle.gateway.adapters.database import Database
from tolpuddle.gateway.adapters.engine import open_engines
from tolpuddle.gateway.adapters.rows import ASSESSMENTS_WHOLE, CHANGES_WHOLE, SUMMARIES
from tolpuddle.gateway.adapters.sql_decisions import SqlDecisions
from tolpuddle.gateway.adapters.sql_evidence import SqlEvidence
from tolpuddle.gateway.adapters.tables import ASSESSMENTS, BATCHES, CHANGES, JOBS, LATEST
from tolpuddle.gateway.ranking import with_ranks
from tolpuddle.gateway.store import (
    FINAL,
    LINE_COLUMNS,
    Answered,
    BatchKind,
    Change,
    Job,
    Source,
    StoredAssessment,
    Summary,
)
from tolpuddle.kernel.errors import NotFoundError, TolpuddleError, UnavailableError
from tolpuddle.kernel.events import AssessmentChanged, AssessmentsMade, Problem, RowsRejected, UploadRead


class SqlStore:
    """An AssessmentStore in a relational database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.decisions = SqlDecisions(database)
        self.evidence = SqlEvidence(database)

    @classmethod
    def open(cls, url: str) -> "SqlStore":
        """Open a store by URL and bring its tables to this program's version.

        Raises: UnavailableError; SettingsError when a newer program made it or its user cannot be kept to a tenant's rows.
        """
        engines = open_engines(url)
        try:
            migrating.upgrade(engines.owner)
            migrating.check_role(engines.owner)
        except OperationalError as error:
            engines.close()
            place = sa.make_url(url).render_as_string(hide_password=True)
            raise UnavailableError("The store does not answer.", store=place) from error
        except TolpuddleError:
            engines.close()
            raise
        return cls(Database(engines))

    def open_job(self, job: Job) -> None:
        with self._database.writing(job.tenant) as connection:
            connection.execute(sa.insert(JOBS), rows.job_values(job))

    def release_job(self, tenant: str, job_id: str) -> None:
        statement = (
            sa.update(JOBS)
            .where(JOBS.c.tenant == tenant, JOBS.c.id == job_id, JOBS.c.status == "receiving")
            .values(status="waiting", revision=JOBS.c.revision + 1)
        )
        with self._database.writing(tenant) as connection:
            connection.execute(statement)

    def fail_job(self, tenant: str, job_id: str, problem: Problem, at: datetime) -> None:
        statement = (
            sa.update(JOBS)
            .where(JOBS.c.tenant == tenant, JOBS.c.id == job_id, JOBS.c.status.not_in(FINAL))
            .values(
                status="failed",
                problem=rows.problem_values(problem),
                finished_at=at,
                revision=JOBS.c.revision + 1,
            )
        )
        with self._database.writing(tenant) as connection:
            connection.execute(statement)

    def job(self, tenant: str, job_id: str) -> Job:
        statement = sa.select(JOBS).where(JOBS.c.tenant == tenant, JOBS.c.id == job_id)
        with self._database.reading(tenant) as connection:
            row = connection.execute(statement).one_or_none()
        if row is None:
            raise NotFoundError("There is no screening with this id.", screening=job_id)
        return rows.job_of(row)

    def jobs(self, tenant: str, limit: int) -> Sequence[Job]:
        statement = (
            sa.select(JOBS).where(JOBS.c.tenant == tenant).order_by(JOBS.c.created_at.desc()).limit(limit)
        )
        with self._database.reading(tenant) as connection:
            return [rows.job_of(row) for row in connection.execute(statement)]

    def record_request(self, source: Source, job: Job, answered: Answered, ranks: Sequence[int]) -> None:
        # Not synced to disk on SQLite before the answer goes out: survives a crash of the process, not of the machine.
        with self._database.writing(source.tenant, durable=False) as connection:
            connection.execute(statements.ADD_JOB, rows.job_values(job))
            batch_id = recording.add_batch(
                connection, source, job_id=job.id, kind="assessments", number=0, count=len(answered.lines),
                content=answered.content, edition=answered.edition, cause=recording.SUBMITTED, ranks=ranks,
            )  # fmt: skip
            assert batch_id is not None, "a new job has no batch yet"
            recording.add_assessments(
                connection, source, answered.lines, lambda at: answered.lines[at]["detail"],
                batch_id=batch_id, edition=answered.edition, cause=recording.SUBMITTED,
            )  # fmt: skip

    def record_assessments(self, source: Source, made: AssessmentsMade) -> bool:
        submitted = made.cause == recording.SUBMITTED and bool(made.job_id)
        with self._database.writing(source.tenant) as connection:
            if not recording.first_time(connection, source):
                return False
            batch_id = recording.add_batch(
                connection, source, job_id=made.job_id, kind="assessments" if submitted else "rescreened",
                number=made.batch, count=made.assessments.height, content=blobs.pack(made.assessments), edition=made.edition, cause=made.cause,
            )  # fmt: skip
            if batch_id is None:
                return False
            if made.assessments.height:
                lines = made.assessments.select(LINE_COLUMNS).rows(named=True)
                recording.add_assessments(
                    connection, source, lines, lambda at: made.assessments.item(at, "detail"),
                    batch_id=batch_id, edition=made.edition, cause=made.cause,
                )  # fmt: skip
            if submitted:
                job = recording.lock_job(connection, source, made.job_id)
                counts = Counter[str](job.priorities)
                counts.update(made.assessments.get_column("priority").to_list())
                recording.update_job(
                    connection, source.tenant, made.job_id,
                    status=_running(job.status), edition=made.edition, priorities=dict(counts),
                    assessed=job.assessed + made.assessments.height, batches_assessed=job.batches_assessed + 1,
                )  # fmt: skip
                recording.settle(connection, source.tenant, made.job_id)
        return True

    def record_rejects(self, source: Source, rejected: RowsRejected) -> bool:
        with self._database.writing(source.tenant) as connection:
            if not recording.first_time(connection, source):
                return False
            batch_id = recording.add_batch(
                connection, source, job_id=rejected.job_id, kind="rejects", number=rejected.batch,
                count=rejected.rejects.height, content=blobs.pack(rejected.rejects),
            )  # fmt: skip
            if batch_id is None:
                return False
            job = recording.lock_job(connection, source, rejected.job_id)
            recording.update_job(
                connection, source.tenant, rejected.job_id,
                status=_running(job.status), batches_rejected=job.batches_rejected + 1,
            )  # fmt: skip
            recording.settle(connection, source.tenant, rejected.job_id)
        return True

    def record_upload_read(self, source: Source, read: UploadRead) -> bool:
        with self._database.writing(source.tenant) as connection:
            if not recording.first_time(connection, source):
                return False
            job = recording.lock_job(connection, source, read.job_id)
            known = {
                "accepted": read.accepted,
                "rejected": read.rejected,
                "duplicates": read.duplicates,
                "batches": read.batches,
                "reject_batches": read.reject_batches,
                "header_map": dict(read.header_map),
            }
            if read.problem is None:
                recording.update_job(
                    connection, source.tenant, read.job_id, status=_running(job.status), **known
                )
                recording.settle(connection, source.tenant, read.job_id)
            else:
                recording.update_job(
                    connection, source.tenant, read.job_id,
                    status="failed", finished_at=datetime.now(UTC),
                    problem=rows.problem_values(read.problem), **known,
                )  # fmt: skip
        return True

    def record_change(self, source: Source, changed: AssessmentChanged) -> bool:
        with self._database.writing(source.tenant) as connection:
            if not recording.first_time(connection, source):
                return False
            recording.add_change(
                connection, source, supplier_id=changed.supplier_id, cause=recording.TOLD_BY_SCORING,
                before=recording.Reading(
                    changed.edition_before, changed.exposure_before, changed.priority_before,
                    changed.listing_before or None,
                ),
                after=recording.Reading(
                    changed.edition_after, changed.exposure_after, changed.priority_after,
                    changed.listing_after or None,
                ),
                moves=changed.moves,
            )  # fmt: skip
        return True

    def latest(self, tenant: str, supplier_id: str) -> StoredAssessment:
        return rows.stored_of(self._latest(tenant, supplier_id))

    def latest_frame(self, tenant: str, supplier_id: str) -> pl.DataFrame:
        row = self._latest(tenant, supplier_id)
        return blobs.unpack(row.frame).slice(row.position, 1)

    def _latest(self, tenant: str, supplier_id: str) -> Any:
        condition = (ASSESSMENTS.c.batch_id == LATEST.c.batch_id) & (
            ASSESSMENTS.c.position == LATEST.c.position
        )
        statement = ASSESSMENTS_WHOLE.join(LATEST, condition).where(
            LATEST.c.tenant == tenant, LATEST.c.supplier_id == supplier_id
        )
        with self._database.reading(tenant) as connection:
            row = connection.execute(statement).one_or_none()
        if row is None:
            raise NotFoundError("No supplier with this id was screened.", supplier_id=supplier_id)
        return row

    def history(
        self, tenant: str, supplier_id: str, limit: int, before: int | None = None
    ) -> tuple[Sequence[StoredAssessment], int | None]:
        statement = (
            ASSESSMENTS_WHOLE.where(ASSESSMENTS.c.tenant == tenant, ASSESSMENTS.c.supplier_id == supplier_id)
            .order_by(ASSESSMENTS.c.batch_id.desc(), ASSESSMENTS.c.position.desc())
            .limit(limit + 1)
        )
        if before is not None:
            statement = statement.where(ASSESSMENTS.c.batch_id < before)
        with self._database.reading(tenant) as connection:
            found = connection.execute(statement).all()
        if not found and before is None:
            raise NotFoundError("No supplier with this id was screened.", supplier_id=supplier_id)
        kept = found[:limit]
        return [rows.stored_of(row) for row in kept], kept[-1].batch_id if len(found) > limit else None

    def changes(self, tenant: str, after: int, limit: int) -> Sequence[Change]:
        statement = (
            CHANGES_WHOLE.where(CHANGES.c.tenant == tenant, CHANGES.c.cursor > after)
            .order_by(CHANGES.c.cursor)
            .limit(limit)
        )
        with self._database.reading(tenant) as connection:
            return [rows.change_of(row) for row in connection.execute(statement)]

    def top(self, tenant: str, limit: int) -> Sequence[Summary]:
        statement = (
            SUMMARIES.where(LATEST.c.tenant == tenant)
            .order_by(LATEST.c.priority_key, LATEST.c.supplier_id)
            .limit(limit)
        )
        with self._database.reading(tenant) as connection:
            return [rows.summary_of(row) for row in connection.execute(statement)]

    def results(self, tenant: str, job_id: str) -> Iterator[pl.DataFrame]:
        for frame, ranks in self._frames(tenant, job_id, "assessments"):
            yield frame if ranks is None else with_ranks(frame, blobs.unpack_ranks(ranks))

    def rejects(self, tenant: str, job_id: str) -> Iterator[pl.DataFrame]:
        for frame, _ in self._frames(tenant, job_id, "rejects"):
            yield frame

    def columns(self, tenant: str, job_id: str, kind: BatchKind) -> pl.Schema:
        found: dict[str, pl.DataType] = {}
        for content, _ in self._blobs(tenant, job_id, kind):
            for name, dtype in blobs.schema_of(content).items():
                if found.get(name) in (None, pl.Null()):
                    found[name] = dtype
        return pl.Schema(found)

    def _frames(
        self, tenant: str, job_id: str, kind: BatchKind
    ) -> Iterator[tuple[pl.DataFrame, bytes | None]]:
        for content, ranks in self._blobs(tenant, job_id, kind):
            yield blobs.unpack(content), ranks

    def _blobs(self, tenant: str, job_id: str, kind: BatchKind) -> Iterator[tuple[bytes, bytes | None]]:
        ids = (
            sa.select(BATCHES.c.id)
            .where(BATCHES.c.tenant == tenant, BATCHES.c.job_id == job_id, BATCHES.c.kind == kind)
            .order_by(BATCHES.c.number)
        )
        with self._database.reading(tenant) as connection:
            batch_ids = connection.execute(ids).scalars().all()
        for batch_id in batch_ids:
            statement = sa.select(BATCHES.c.frame, BATCHES.c.ranks).where(BATCHES.c.id == batch_id)
            with self._database.reading(tenant) as connection:
                content, ranks = connection.execute(statement).one()
            yield content, ranks

    def check(self) -> None:
        self._database.check()

    def close(self) -> None:
        self._database.close()


def _running(status: str) -> str:
    return status if status in FINAL else "running"
