"""Error codes to RFC 9457 problem documents: the only place where an error gets an HTTP status."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tolpuddle.kernel.errors import TolpuddleError

MEDIA_TYPE = "application/problem+json"
SCHEMA = {"$ref": "#/components/schemas/Problem"}


class RequestRefusedError(TolpuddleError):
    """The request was understood and cannot be followed; errors says where."""

    code: ClassVar[str] = "invalid_request"

    def __init__(self, sentence: str, errors: Sequence["FieldError"] = (), **context: object) -> None:
        super().__init__(sentence, **context)
        self.errors = tuple(errors)


class WorkerIdentityError(RequestRefusedError):
    """A text seems to tell of a single person: a name, a number, an address. Nothing of it is kept or repeated."""

    code = "worker_identity_suspected"


class UnauthorizedError(RequestRefusedError):
    """No key came with the request, or a wrong one."""

    code = "unauthorized"


class ForeignOriginError(RequestRefusedError):
    """A page of another site tried to change something here."""

    code = "foreign_origin"


class NotAcceptableError(RequestRefusedError):
    """None of the formats asked for is one of ours."""

    code = "not_acceptable"


class UnsupportedMediaError(RequestRefusedError):
    """The body is of a kind that cannot be read here."""

    code = "unsupported_media_type"


class NotReadyError(RequestRefusedError):
    """What was asked for will exist when the screening is done."""

    code = "not_ready"


STATUS: Mapping[str, HTTPStatus] = {
    "invalid_request": HTTPStatus.UNPROCESSABLE_ENTITY,
    "worker_identity_suspected": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unusable_input": HTTPStatus.UNPROCESSABLE_ENTITY,
    "frame_contract": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unauthorized": HTTPStatus.UNAUTHORIZED,
    "foreign_origin": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "not_acceptable": HTTPStatus.NOT_ACCEPTABLE,
    "not_ready": HTTPStatus.CONFLICT,
    "limit": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unsupported_media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "event_log": HTTPStatus.SERVICE_UNAVAILABLE,
    "edition": HTTPStatus.SERVICE_UNAVAILABLE,
    "unprocessable_event": HTTPStatus.INTERNAL_SERVER_ERROR,
    "settings": HTTPStatus.INTERNAL_SERVER_ERROR,
    "error": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Error code -> status. A test asserts that every error of the tree is here."""

TITLES: Mapping[str, str] = {
    "invalid_request": "The request cannot be followed",
    "worker_identity_suspected": "A text seems to tell of a single person",
    "unusable_input": "The input cannot be read",
    "frame_contract": "A value has another type than it should",
    "unauthorized": "A key is needed",
    "foreign_origin": "The request comes from another site",
    "not_found": "There is no such thing here",
    "method_not_allowed": "The method is not one of this address",
    "not_acceptable": "The format is not one of ours",
    "not_ready": "The screening is not done",
    "limit": "More was sent than a limit allows",
    "unsupported_media_type": "The body is of another kind than it should be",
    "unavailable": "A part that is needed does not answer",
    "event_log": "The event log does not answer",
    "edition": "The reference edition cannot be used",
}

_LISTED: Mapping[str, str] = {"suppliers": "Supplier", "queries": "Query", "costs": "Cost", "items": "Item"}
"""Lists in request bodies -> what one of their items is called."""

_OF_FRAMEWORK: Mapping[int, str] = {
    404: "not_found",
    405: "method_not_allowed",
    413: "limit",
    415: "unsupported_media_type",
}


class FieldError(BaseModel):
    """One value that cannot be used."""

    model_config = ConfigDict(frozen=True)

    row: int | None = Field(
        default=None,
        description="Supplier or query in the request, the first is 1; null: the request as a whole",
    )
    field: str | None = Field(
        default=None, description="Name of the field; null: the supplier or request as a whole"
    )
    pointer: str = Field(default="", description="JSON pointer into the request body")
    reason: str = Field(description="One sentence")


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    type: str = Field(
        description="Stable URI of the kind of problem", examples=["urn:tolpuddle:problem:limit"]
    )
    title: str = Field(description="The kind of problem in words")
    status: int = Field(description="HTTP status", examples=[422])
    detail: str = Field(description="One clear sentence about this case")
    code: str = Field(description="Stable code; docs/reference.md lists them", examples=["limit"])
    request_id: str = Field(description="Names this request in logs")
    context: dict[str, str] = Field(default_factory=dict, description="Where: limit, id, address, dependency")
    errors: list[FieldError] = Field(
        default_factory=list[FieldError], description="Values that cannot be used"
    )


def problem_response(
    code: str,
    detail: str,
    request_id: str,
    *,
    context: Mapping[str, str] | None = None,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem document with the status of its code."""
    status = STATUS.get(code, HTTPStatus.INTERNAL_SERVER_ERROR)
    problem = Problem(
        type=f"urn:tolpuddle:problem:{code}",
        title=TITLES.get(code, "Something failed here"),
        status=int(status),
        detail=detail,
        code=code,
        request_id=request_id,
        context=dict(context or {}),
        errors=list(errors),
    )
    extra = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE or code == "not_ready" else {}
    if code == "unauthorized":
        extra["WWW-Authenticate"] = 'Basic realm="Tolpuddle", charset="UTF-8"'
    return Response(to_json(problem), int(status), {**extra, **(headers or {})}, MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Turn every error that leaves a route into a problem document."""
    app.add_exception_handler(TolpuddleError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_framework)


def problem_answers(*codes: str) -> dict[int | str, dict[str, Any]]:
    """OpenAPI answers for problems with these codes, for a route's `responses`."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        status = STATUS[code]
        answer = found.setdefault(
            int(status),
            {"description": TITLES[code], "content": {MEDIA_TYPE: {"schema": SCHEMA, "examples": {}}}},
        )
        answer["content"][MEDIA_TYPE]["examples"][code] = {"value": _example(code, int(status))}
    return found


def _example(code: str, status: int) -> dict[str, object]:
    return {
        "type": f"urn:tolpuddle:problem:{code}",
        "title": TITLES[code],
        "status": status,
        "detail": f"{TITLES[code]}.",
        "code": code,
        "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        "context": {},
        "errors": [],
    }


def request_id(request: Request) -> str:
    """The id that the outermost layer gave to this request."""
    return str(request.scope.get("tolpuddle.request_id", ""))


async def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, TolpuddleError)
    errors = error.errors if isinstance(error, RequestRefusedError) else ()
    request.scope["tolpuddle.error_code"] = error.code
    detail = error.sentence if error.code in TITLES else "This failed for a reason that is not yours."
    context = error.context if error.code in TITLES else {}
    return problem_response(error.code, detail, request_id(request), context=context, errors=errors)


async def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = field_errors(error.errors())
    return problem_response("invalid_request", summary(found), request_id(request), errors=found)


async def _of_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _OF_FRAMEWORK.get(error.status_code, "invalid_request" if error.status_code < 500 else "error")
    path = request.url.path
    headers = dict(error.headers or {})
    if error.status_code == 404:
        detail = f"There is nothing at {path}."
    elif error.status_code == 405:
        # The framework names only the methods of the first route of that path.
        allowed = _methods_at(request, path) or headers.get("Allow", "").split(", ")
        headers["Allow"] = ", ".join(allowed)
        detail = f"{path} takes {' and '.join(allowed)}, not {request.method}."
    else:
        detail = f"{error.detail}."
    return problem_response(code, detail, request_id(request), headers=headers)


def _methods_at(request: Request, path: str) -> list[str]:
    found: set[str] = set()
    paths: Mapping[str, Mapping[str, Any]] = request.app.openapi()["paths"]
    for template, methods in paths.items():
        if re.fullmatch(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template)), path):
            found |= {method.upper() for method in methods}
    return sorted(found)


def field_errors(errors: Sequence[Any], limit: int = 100) -> list[FieldError]:
    """What pydantic found, with the supplier's place in the request and the field; the values themselves stay out."""
    found: list[FieldError] = []
    for error in errors[:limit]:
        place = [part for part in error["loc"] if part not in ("body", "query", "path", "header")]
        names = [part for part in place if isinstance(part, str) and part not in _LISTED]
        listed = any(part in _LISTED for part in place)
        row = next((part + 1 for part in place if isinstance(part, int)), None) if listed else None
        pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)
        reason = str(error["msg"]).removeprefix("Value error, ")
        found.append(
            FieldError(row=row, field=names[0] if names else None, pointer=pointer, reason=f"{reason}.")
        )
    return found


def summary(errors: Sequence[FieldError]) -> str:
    """The first of them as one sentence, and how many more there are."""
    if not errors:
        return "The request cannot be followed."
    first = errors[0]
    kind = next((word for name, word in _LISTED.items() if first.pointer.startswith(f"/{name}/")), "Row")
    where = f"{kind} {first.row}" if first.row else "The request"
    if first.field:
        where += f", field {first.field}"
    more = f" {len(errors) - 1} more of this kind." if len(errors) > 1 else ""
    return f"{where}: {first.reason}{more}"
