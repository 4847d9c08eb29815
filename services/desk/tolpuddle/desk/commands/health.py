"""`tolpuddle health SERVICE`: does a running service answer? For container health checks."""

import os
from enum import StrEnum
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import typer

from tolpuddle.kernel.errors import UnavailableError

SECONDS = 5.0


class Service(StrEnum):
    """The three services."""

    ingest = "ingest"
    scoring = "scoring"
    gateway = "gateway"


def health(service: Service) -> None:
    """Exit 0 when the service, set up as this environment says, is ready; 2 and one sentence when not."""
    match service:
        case Service.ingest:
            from tolpuddle.ingest.settings import IngestSettings
            from tolpuddle.kernel.adapters.factory import open_event_log

            log = open_event_log(IngestSettings.read(os.environ))
            try:
                log.check()
            finally:
                log.close()
        case Service.scoring:
            from tolpuddle.scoring.settings import ScoringSettings

            _check_scoring(ScoringSettings.read(os.environ).address)
        case Service.gateway:
            from tolpuddle.gateway.settings import GatewaySettings

            _check_gateway(GatewaySettings.read(os.environ).port)
    typer.echo(f"{service.value} is ready.")


def _check_scoring(address: str) -> None:
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    target = address.replace("0.0.0.0:", "127.0.0.1:").replace("[::]:", "127.0.0.1:")
    with grpc.insecure_channel(target) as channel:
        try:
            stub: Any = health_pb2_grpc.HealthStub(channel)
            answer = stub.Check(health_pb2.HealthCheckRequest(), timeout=SECONDS)
        except grpc.RpcError as error:
            raise UnavailableError(f"Scoring does not answer at {target}.") from error
    if answer.status != health_pb2.HealthCheckResponse.SERVING:
        raise UnavailableError("Scoring has no reference edition yet.")


def _check_gateway(port: int) -> None:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=SECONDS):
            return
    except (URLError, TimeoutError) as error:
        raise UnavailableError("The gateway is not ready.") from error
