"""Problems on the wire: inside events, and beside the status of a failed call."""

from typing import Final

from tolpuddle.kernel.errors import TolpuddleError
from tolpuddle.kernel.events import Problem
from tolpuddle.v1 import common_pb2

PROBLEM_METADATA: Final = "tolpuddle-problem-bin"
"""Trailing metadata of a failed gRPC call: a Problem in bytes."""


def problem_message(problem: Problem) -> common_pb2.Problem:
    """A problem as its message."""
    return common_pb2.Problem(code=problem.code, sentence=problem.sentence, context=problem.context)


def problem_of(message: common_pb2.Problem) -> Problem:
    """The problem that a message states."""
    return Problem(message.code, message.sentence, dict(message.context))


def problem_to_bytes(error: TolpuddleError) -> bytes:
    """An error as the bytes that travel beside a status."""
    return problem_message(Problem(error.code, error.sentence, error.context)).SerializeToString(
        deterministic=True
    )


def problem_from_bytes(data: bytes) -> Problem:
    """The problem beside a status. Raises: google.protobuf.message.DecodeError when the bytes are none."""
    return problem_of(common_pb2.Problem.FromString(data))
