"""Who may ask: one key for now, compared in constant time. Whose data it is travels with every question."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from tolpuddle.gateway.problems import UnauthorizedError

DEFAULT_TENANT = "default"

BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="api_key",
    description="The key that the operator set, as `Authorization: Bearer <key>` or, as clients of yente do, `ApiKey <key>`. Browsers may send it as the password of "
    "HTTP Basic authentication. Not needed when the operator set none.",
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    tenant: str


class Gate:
    """Lets a request in or not."""

    def __init__(self, api_key: str) -> None:
        """api_key: empty lets everybody in."""
        self._key = api_key.encode()

    def admit(self, request: Request) -> Caller:
        """Raises: UnauthorizedError."""
        if self._key and not hmac.compare_digest(_given(request.headers.get("authorization", "")), self._key):
            raise UnauthorizedError("Send the key as “Authorization: Bearer …”.")
        return Caller(DEFAULT_TENANT)


def _given(header: str) -> bytes:
    scheme, _, value = header.partition(" ")
    match scheme.lower():
        case "bearer" | "apikey":
            return value.strip().encode("latin-1")
        case "basic":
            try:
                return base64.b64decode(value, validate=True).partition(b":")[2]
            except binascii.Error:
                return b""
        case _:
            return b""


async def _admit(request: Request) -> Caller:
    # Async, or the framework would run these few lines in a thread of its own.
    gate: Gate = request.app.state.gate
    return gate.admit(request)


Admitted = Annotated[Caller, Depends(_admit)]
"""A route's parameter: who asks, let in."""
