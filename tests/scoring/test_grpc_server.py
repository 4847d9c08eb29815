"""The calls as a client sees them: answers, limits, problems, health, one trace."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import polars as pl
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.scoring.editions import PUBLISHED, a_state, loaded, shipped
from tolpuddle.kernel import telemetry
from tolpuddle.kernel.environment import Settings
from tolpuddle.kernel.wire_frames import frame_message, frame_of, frame_to_arrow
from tolpuddle.kernel.wire_problems import PROBLEM_METADATA, problem_from_bytes
from tolpuddle.kernel.wire_rows import row_from_bytes, row_to_frame
from tolpuddle.kernel.wire_suppliers import supplier_message, supplier_row, suppliers_frame
from tolpuddle.scoring.core.screen import screen
from tolpuddle.scoring.grpc_server import MAX_BATCH_ROWS, MAX_MANY, ScoringServer
from tolpuddle.scoring.reference_state import ReferenceState
from tolpuddle.scoring.settings import ScoringSettings
from tolpuddle.v1 import assessments_pb2, common_pb2, suppliers_pb2
from tolpuddle.v1 import scoring_service_pb2 as messages
from tolpuddle.v1.scoring_service_pb2_grpc import ScoringServiceStub

SETTINGS = ScoringSettings.read({"TOLPUDDLE_SCORING_ADDRESS": "127.0.0.1:0"})
COTTON = {
    "supplier_id": "S-1",
    "name": "Example Spinning",
    "country": "Turkmenistan",
    "goods": "cotton",
    "a_workers_pay_recruitment_fees": "yes",
}
BRICKS = {"supplier_id": "S-2", "name": "Example Bricks", "country": "Germany", "goods": "bricks"}


@pytest.fixture(scope="module")
def channel() -> Iterator[grpc.Channel]:
    server = ScoringServer(a_state(), SETTINGS)
    server.start()
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as opened:
        yield opened
    server.stop(1)


@pytest.fixture(scope="module")
def scoring(channel: grpc.Channel) -> ScoringServiceStub:
    return ScoringServiceStub(channel)


def ask(row: dict[str, str]) -> messages.ScreenRequest:
    return messages.ScreenRequest(supplier=supplier_message(row))


def refused(call: object) -> grpc.RpcError:
    with pytest.raises(grpc.RpcError) as caught:
        call()  # type: ignore[operator]
    return caught.value


def same_as_frame(answer: assessments_pb2.Assessment, row: dict[str, object]) -> None:
    assert answer.supplier_id == row["supplier_id"]
    assert (answer.country or None) == row["country"]
    assert answer.listing.state == (row["listing"] or "")
    assert answer.exposure.index == row["exposure"]
    assert answer.exposure.band == row["exposure_band"]
    assert answer.exposure.coverage == row["coverage"]
    assert getattr(answer.priority, "class") == row["priority"]
    receipt = answer.receipt
    parts = (receipt.id, receipt.input, receipt.edition, receipt.rules, receipt.model, receipt.engine)
    assert ":".join(["tp1", *parts]) == row["receipt"]


def test_one_supplier_is_read_as_the_core_reads_it(scoring: ScoringServiceStub) -> None:
    answer = scoring.Screen(ask(COTTON)).assessment
    frame = screen(suppliers_frame([COTTON]), loaded().reference, details=True)
    same_as_frame(answer, frame.row(0, named=True))
    assert json.loads(answer.json) == json.loads(frame.item(0, "detail"))
    total = sum(part.points for part in answer.exposure.contributions)
    assert total == pytest.approx(answer.exposure.index, abs=1e-9)
    assert [good.good for good in answer.goods if good.role == "direct"] == ["Cotton"]
    assert len(answer.indicators) == 11


def test_one_supplier_as_a_row_is_the_frame_of_the_core_to_the_last_bit(scoring: ScoringServiceStub) -> None:
    for supplier in (
        COTTON,
        BRICKS,
        {"supplier_id": "S-3", "name": 'Bücher\t“"茶"”', "goods": "tea | cotton"},
    ):
        given = ask(supplier)
        given.as_row = True
        answer = scoring.Screen(given)
        assert not answer.HasField("assessment")
        expected = screen(suppliers_frame([supplier_row(given.supplier)]), loaded().reference, details=True)
        found = row_to_frame(row_from_bytes(answer.row))
        assert frame_to_arrow(found) == frame_to_arrow(expected)


def test_what_is_unknown_is_absent_and_not_zero(scoring: ScoringServiceStub) -> None:
    answer = scoring.Screen(
        messages.ScreenRequest(supplier=suppliers_pb2.Supplier(supplier_id="X", name="Example"))
    ).assessment
    assert not answer.exposure.HasField("index")
    assert not answer.HasField("country")
    assert answer.exposure.band == "insufficient_data"
    assert answer.questions


def test_many_are_ranked_within_the_request(scoring: ScoringServiceStub) -> None:
    request = messages.ScreenManyRequest(suppliers=[supplier_message(BRICKS), supplier_message(COTTON)])
    bricks, cotton = scoring.ScreenMany(request).assessments
    assert (cotton.priority.rank, bricks.priority.rank) == (1, 2)
    assert json.loads(cotton.json)["priority"]["rank"] == 1
    assert list(scoring.ScreenMany(messages.ScreenManyRequest()).assessments) == []


def test_more_than_a_thousand_are_refused_with_the_limit(scoring: ScoringServiceStub) -> None:
    request = messages.ScreenManyRequest(suppliers=[supplier_message(BRICKS)] * (MAX_MANY + 1))
    error = refused(lambda: scoring.ScreenMany(request))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT
    problem = problem_from_bytes(dict(error.trailing_metadata())[PROBLEM_METADATA])
    assert (problem.code, problem.context["limit"]) == ("limit", "1000")
    assert error.details() == problem.sentence


@pytest.mark.parametrize("missing", ["supplier_id", "name"])
def test_a_supplier_without_id_or_name_is_refused_by_name(scoring: ScoringServiceStub, missing: str) -> None:
    row = {"supplier_id": "S", "name": "Example"} | {missing: " "}
    error = refused(lambda: scoring.Screen(ask(row)))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert missing in str(error.details())


def test_a_stream_of_frames_is_answered_in_order_with_verifiable_receipts(
    scoring: ScoringServiceStub,
) -> None:
    frames = [suppliers_frame([COTTON | {"supplier_id": f"{n}-{k}"} for k in range(50)]) for n in range(4)]
    requests = (
        messages.ScreenBatchRequest(suppliers=frame_message(frame), details=n == 3)
        for n, frame in enumerate(frames)
    )
    answers = [frame_of(answer.assessments) for answer in scoring.ScreenBatch(requests)]
    assert [answer.get_column("supplier_id").to_list() for answer in answers] == [
        frame.get_column("supplier_id").to_list() for frame in frames
    ]
    assert ["detail" in answer.columns for answer in answers] == [False, False, False, True]
    checked = scoring.Verify(messages.VerifyRequest(assessments=frame_message(answers[3])))
    assert (checked.checked, checked.same, list(checked.differences)) == (50, 50, [])


def test_a_frame_that_is_none_or_too_long_ends_the_stream_with_a_problem(scoring: ScoringServiceStub) -> None:
    for frame in (
        common_pb2.ArrowFrame(ipc=b"nothing", rows=1),
        common_pb2.ArrowFrame(ipc=b"", rows=MAX_BATCH_ROWS + 1),
        frame_message(pl.DataFrame({"name": ["no id"]})),
    ):
        request = messages.ScreenBatchRequest(suppliers=frame)
        error = refused(lambda request=request: list(scoring.ScreenBatch(iter([request]))))
        assert error.code() == grpc.StatusCode.INVALID_ARGUMENT
        assert problem_from_bytes(dict(error.trailing_metadata())[PROBLEM_METADATA]).sentence


def test_a_changed_result_fails_verification_and_says_which_part(scoring: ScoringServiceStub) -> None:
    frame = screen(suppliers_frame([COTTON, BRICKS]), loaded().reference)
    forged = frame.with_columns(exposure=pl.lit(1.0))
    answer = scoring.Verify(messages.VerifyRequest(assessments=frame_message(forged)))
    assert (answer.checked, answer.same) == (2, 0)
    assert {difference.part for difference in answer.differences} == {"result"}
    error = refused(
        lambda: scoring.Verify(messages.VerifyRequest(assessments=frame_message(frame.drop("receipt"))))
    )
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT


def test_what_if_decomposes_the_difference(scoring: ScoringServiceStub) -> None:
    after = {**BRICKS, "supplier_id": "other", "country": "Nepal"}
    answer = scoring.WhatIf(
        messages.WhatIfRequest(before=supplier_message(BRICKS), after=supplier_message(after))
    )
    moved = sum(move.points_after - move.points_before for move in answer.moves)
    assert moved == pytest.approx(answer.after.exposure.index - answer.before.exposure.index, abs=1e-9)
    assert answer.after.exposure.index > answer.before.exposure.index
    assert (answer.before.supplier_id, answer.after.supplier_id) == ("S-2", "other")


def test_describe_says_what_answers(scoring: ScoringServiceStub) -> None:
    answer = scoring.Describe(messages.DescribeRequest())
    digests = loaded().reference.digests
    assert (answer.edition, answer.edition_digest, answer.rules) == (
        shipped().name,
        digests.edition,
        digests.rules,
    )
    assert answer.table_rows["listed_goods"] == shipped().tables["listed_goods"].height
    assert {"base", "listed_forced", "bounds"} <= {factor.id for factor in answer.factors}
    assert all(factor.description for factor in answer.factors)


def test_calls_at_the_same_time_get_their_own_answers(scoring: ScoringServiceStub) -> None:
    rows = [COTTON | {"supplier_id": f"S-{n}", "goods": "cotton" if n % 2 else "bricks"} for n in range(40)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda row: scoring.Screen(ask(row)).assessment, rows))
    alone = screen(suppliers_frame(rows), loaded().reference, details=True)
    assert [answer.json for answer in answers] == alone.get_column("detail").to_list()


def test_health_is_red_until_a_reference_is_loaded() -> None:
    state = ReferenceState()
    server = ScoringServer(state, SETTINGS)
    server.start()
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        check = health_pb2_grpc.HealthStub(channel).Check
        request = health_pb2.HealthCheckRequest(service="tolpuddle.v1.ScoringService")
        assert check(request).status == health_pb2.HealthCheckResponse.NOT_SERVING
        error = refused(lambda: ScoringServiceStub(channel).Screen(ask(COTTON)))
        assert error.code() == grpc.StatusCode.UNAVAILABLE
        state.put(shipped(), PUBLISHED)
        assert check(request).status == health_pb2.HealthCheckResponse.SERVING
        assert check(health_pb2.HealthCheckRequest()).status == health_pb2.HealthCheckResponse.SERVING
    server.stop(0)


def test_reflection_names_the_service(channel: grpc.Channel) -> None:
    request = reflection_pb2.ServerReflectionRequest(list_services="")
    (answer,) = reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(iter([request]))
    assert "tolpuddle.v1.ScoringService" in {
        service.name for service in answer.list_services_response.service
    }


def test_a_call_belongs_to_the_trace_of_its_caller(scoring: ScoringServiceStub) -> None:
    exporter = InMemorySpanExporter()
    telemetry.set_up("test", Settings.read({}), span_exporter=exporter)
    trace_id = "ab" * 16
    try:
        scoring.Screen(ask(COTTON), metadata=(("traceparent", f"00-{trace_id}-{'cd' * 8}-01"),))
        error = refused(lambda: scoring.Screen(messages.ScreenRequest()))
    finally:
        telemetry.set_up("test", Settings.read({}))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT
    spans = {
        span.name: span
        for span in exporter.get_finished_spans()
        if f"{span.context.trace_id:032x}" == trace_id
    }
    assert {"tolpuddle.grpc.serve", "tolpuddle.screen"} <= set(spans)
    failed = [span for span in exporter.get_finished_spans() if not span.status.is_ok and span.attributes]
    assert [span.attributes["tolpuddle.error.code"] for span in failed] == ["frame_contract"]
