"""Every call of ScoringService over gRPC; health and reflection."""

import logging
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import grpc
import polars as pl
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as span_names
from tolpuddle.kernel.errors import EditionError, LimitError, UnavailableError
from tolpuddle.kernel.events import SupplierRow
from tolpuddle.kernel.wire_assessments import move_message
from tolpuddle.kernel.wire_frames import ON_A_CALL, frame_message, frame_of
from tolpuddle.kernel.wire_listed import (
    answer_message,
    entry_message,
    list_message,
    query_of,
    thresholds_message,
)
from tolpuddle.kernel.wire_rows import row_to_bytes
from tolpuddle.kernel.wire_suppliers import complete_row, suppliers_frame
from tolpuddle.scoring.calls import Calls
from tolpuddle.scoring.changes import moves_by_supplier
from tolpuddle.scoring.corridor_calls import corridor_told, fees_told, questions_told, statements_told
from tolpuddle.scoring.messages import (
    assessment_messages,
    described,
    portrayed,
    ranked,
    row_of_supplier,
    verified,
)
from tolpuddle.scoring.reference_state import Loaded, ReferenceState
from tolpuddle.scoring.settings import ScoringSettings
from tolpuddle.scoring.worker import assessed, screened
from tolpuddle.v1 import scoring_service_pb2 as messages
from tolpuddle.v1 import scoring_service_pb2_grpc as stubs

SERVICE = "tolpuddle.v1.ScoringService"
_LOGGER = logging.getLogger("tolpuddle.scoring")

MAX_MANY = 1_000
"""Suppliers in one ScreenMany."""

MAX_NAMES = 1_000
"""Queries in one Match, ids or entries in one Entries; a query has at most MAX_NAMES_OF_ONE names."""

MAX_NAMES_OF_ONE = 50
MAX_LETTERS = 2_000
MAX_TOP = 100
_DEFAULT_TOP = 10

MAX_BATCH_ROWS = 20_000
"""Rows of one message of ScreenBatch or Verify; 5,000 to 10,000 are fastest."""

MAX_RECEIVE_BYTES = 64 * 2**20
MAX_SEND_BYTES = 256 * 2**20
"""20,000 assessments with detail take some 30 MB, and ten times that if they do not compress."""

_OPTIONS: tuple[tuple[str, int], ...] = (
    ("grpc.max_receive_message_length", MAX_RECEIVE_BYTES),
    ("grpc.max_send_message_length", MAX_SEND_BYTES),
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 10_000),
    ("grpc.so_reuseport", 0),
)


class ScoringServicer(stubs.ScoringServiceServicer):
    """Answers from the edition in force; keeps nothing."""

    def __init__(self, state: ReferenceState) -> None:
        self._state = state

    def Screen(  # noqa: N802
        self, request: messages.ScreenRequest, context: grpc.ServicerContext
    ) -> messages.ScreenResponse:
        """Screens one supplier."""
        if request.as_row:
            row = assessed(complete_row(row_of_supplier(request.supplier)), self._state.require())
            return messages.ScreenResponse(row=row_to_bytes(row))
        (assessment,) = assessment_messages(self._screened([row_of_supplier(request.supplier)]))
        return messages.ScreenResponse(assessment=assessment)

    def ScreenMany(  # noqa: N802
        self, request: messages.ScreenManyRequest, context: grpc.ServicerContext
    ) -> messages.ScreenManyResponse:
        """Screens up to 1,000 suppliers; ranks are within the request."""
        _limit(len(request.suppliers), MAX_MANY, "suppliers in one call")
        if not request.suppliers:
            return messages.ScreenManyResponse()
        assessments = ranked(self._screened([row_of_supplier(supplier) for supplier in request.suppliers]))
        return messages.ScreenManyResponse(assessments=assessment_messages(assessments))

    def ScreenBatch(  # noqa: N802
        self, request_iterator: Iterator[messages.ScreenBatchRequest], context: grpc.ServicerContext
    ) -> Iterator[messages.ScreenBatchResponse]:
        """Screens frame after frame; one stream is answered by one edition from its first frame to its last."""
        loaded = self._state.require()
        for request in request_iterator:
            _limit(request.suppliers.rows, MAX_BATCH_ROWS, "rows in one message")
            assessments = screened(frame_of(request.suppliers), loaded, details=request.details)
            yield messages.ScreenBatchResponse(assessments=frame_message(assessments, ON_A_CALL))

    def WhatIf(  # noqa: N802
        self, request: messages.WhatIfRequest, context: grpc.ServicerContext
    ) -> messages.WhatIfResponse:
        """Screens a supplier as it is and with other answers, and decomposes the difference."""
        # One by one, as the core is quickest with one; both sides are one supplier, whatever ids the caller gave them.
        before, after = (self._screened([row_of_supplier(one)]) for one in (request.before, request.after))
        alike = (frame.with_columns(supplier_id=pl.lit("same")) for frame in (before, after))
        moved = moves_by_supplier(*alike).get("same", ())
        return messages.WhatIfResponse(
            before=assessment_messages(before)[0],
            after=assessment_messages(after)[0],
            moves=[move_message(move) for move in moved],
        )

    def Verify(  # noqa: N802
        self, request: messages.VerifyRequest, context: grpc.ServicerContext
    ) -> messages.VerifyResponse:
        """Computes receipts again and says which part of which differs."""
        _limit(request.assessments.rows, MAX_BATCH_ROWS, "rows in one message")
        return verified(frame_of(request.assessments), self._state.require().reference)

    def Describe(  # noqa: N802
        self, request: messages.DescribeRequest, context: grpc.ServicerContext
    ) -> messages.DescribeResponse:
        """Says which edition, rules, model and engine answer here."""
        loaded = self._state.require()
        return described(loaded.edition, loaded.reference)

    def Match(  # noqa: N802
        self, request: messages.MatchRequest, context: grpc.ServicerContext
    ) -> messages.MatchResponse:
        """Compares names with the names of orders and lists."""
        _limit(len(request.queries), MAX_NAMES, "queries in one call")
        _limit(
            max((len(each.names) for each in request.queries), default=0),
            MAX_NAMES_OF_ONE,
            "names of one query",
        )
        longest = max((len(name) for each in request.queries for name in each.names), default=0)
        _limit(longest, MAX_LETTERS, "letters of a name")
        _limit(request.top, MAX_TOP, "candidates of one query")
        loaded = self._state.require()
        names = loaded.names
        queries = [query_of(each) for each in request.queries]
        with telemetry.span(span_names.MATCH, {span_names.ROWS: len(queries)}):
            answers = names.match(queries, request.lists, max(request.top, 0) or _DEFAULT_TOP)
        telemetry.count(span_names.NAMES_MATCHED, len(queries))
        return messages.MatchResponse(
            answers=[answer_message(answer) for answer in answers],
            lists=[list_message(facts) for facts in names.looked_at(request.lists)],
            thresholds=thresholds_message(names.thresholds),
            edition=loaded.edition.name,
        )

    def Entries(  # noqa: N802
        self, request: messages.EntriesRequest, context: grpc.ServicerContext
    ) -> messages.EntriesResponse:
        """Entries by id, those that are there; or by the beginning of words of a name."""
        _limit(max(len(request.order_ids), request.limit), MAX_NAMES, "entries in one call")
        loaded = self._state.require()
        listed = loaded.names.listed
        if request.order_ids:
            found = [listed.entries[own] for own in request.order_ids if own in listed.entries]
            first, last = 0, len(found)
        else:
            found = listed.find(request.text, request.lists)
            first = max(request.offset, 0)
            last = first + (max(request.limit, 0) or _DEFAULT_TOP)
        return messages.EntriesResponse(
            entries=[entry_message(entry) for entry in found[first:last]],
            total=len(found),
            edition=loaded.edition.name,
        )

    def Lists(  # noqa: N802
        self, request: messages.ListsRequest, context: grpc.ServicerContext
    ) -> messages.ListsResponse:
        """The lists that answer here."""
        loaded = self._state.require()
        return messages.ListsResponse(
            lists=[list_message(facts) for facts in loaded.names.listed.lists.values()],
            thresholds=thresholds_message(loaded.names.thresholds),
            edition=loaded.edition.name,
            alpha2=dict(loaded.edition.tables["countries"].select("iso3", "iso2").drop_nulls().iter_rows()),
        )

    def Portray(  # noqa: N802
        self, request: messages.PortrayRequest, context: grpc.ServicerContext
    ) -> messages.PortrayResponse:
        """What the list and the model say of a country, a good, or a pair of both; or the index of all of them."""
        portraits = self._state.require().portraits
        return messages.PortrayResponse(json=portrayed(portraits, request.iso3, request.good_id))

    def Corridor(  # noqa: N802
        self, request: messages.CorridorRequest, context: grpc.ServicerContext
    ) -> messages.CorridorResponse:
        """What is known of the rules between two countries, and what is not."""
        return messages.CorridorResponse(json=corridor_told(self._state.require().asked.corridors, request))

    def CorridorFees(  # noqa: N802
        self, request: messages.CorridorFeesRequest, context: grpc.ServicerContext
    ) -> messages.CorridorFeesResponse:
        """Adds up what workers paid for a job."""
        return messages.CorridorFeesResponse(json=fees_told(self._state.require().asked.corridors, request))

    def Statements(  # noqa: N802
        self, request: messages.StatementsRequest, context: grpc.ServicerContext
    ) -> messages.StatementsResponse:
        """How statements are asked."""
        loaded = self._state.require()
        return statements_told(loaded.asked, request.ids, loaded.edition.name)

    def LawQuestions(  # noqa: N802
        self, request: messages.LawQuestionsRequest, context: grpc.ServicerContext
    ) -> messages.LawQuestionsResponse:
        """The question lists of laws."""
        return messages.LawQuestionsResponse(json=questions_told(self._state.require().edition, request.law))

    def _screened(self, rows: Sequence[SupplierRow]) -> pl.DataFrame:
        return screened(suppliers_frame(rows), self._state.require(), details=True)


class ScoringServer:
    """The gRPC server with health and reflection; red until a reference edition is loaded."""

    def __init__(self, state: ReferenceState, settings: ScoringSettings) -> None:
        self._state = state
        self._address = settings.address
        self._health = health.HealthServicer()
        self._server = grpc.server(
            ThreadPoolExecutor(settings.threads, thread_name_prefix="scoring-call"),
            interceptors=[Calls(SERVICE)],
            options=_OPTIONS,
        )
        stubs.add_ScoringServiceServicer_to_server(ScoringServicer(state), self._server)
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        reflection.enable_server_reflection(
            (SERVICE, health.SERVICE_NAME, reflection.SERVICE_NAME), self._server
        )
        self.port = 0

    def start(self) -> None:
        """Listen. Raises: UnavailableError when the address is taken or is none."""
        try:
            self.port = self._server.add_insecure_port(self._address)
        except RuntimeError as error:
            raise UnavailableError(
                f"{self._address} cannot be listened on.", address=self._address
            ) from error
        loaded = self._state.loaded
        self._tell(loaded)
        if loaded is not None:
            _prepare_names(loaded)
        self._state.on_change(self._tell)
        self._state.on_change(_prepare_names)
        self._server.start()

    def stop(self, grace_seconds: float) -> None:
        """Turn red, let calls in hand finish, then close."""
        self._health.enter_graceful_shutdown()
        self._server.stop(grace_seconds).wait()

    def _tell(self, loaded: Loaded | None) -> None:
        answer = health_pb2.HealthCheckResponse
        status = answer.NOT_SERVING if loaded is None else answer.SERVING
        for name in ("", SERVICE):
            self._health.set(name, status)


def _prepare_names(loaded: Loaded) -> None:
    """Index the names of a new edition beside other work, so that the first who asks need not wait."""
    threading.Thread(target=_index_names, args=(loaded,), name="scoring-names", daemon=True).start()


def _index_names(loaded: Loaded) -> None:
    try:
        _ = loaded.names
    except EditionError as error:
        _LOGGER.warning("names_not_indexed edition=%s %s", loaded.edition.name, error.sentence)


def _limit(asked: int, most: int, what: str) -> None:
    if asked > most:
        raise LimitError(f"At most {most:,} {what}; {asked:,} were sent.", limit=most, asked=asked)
