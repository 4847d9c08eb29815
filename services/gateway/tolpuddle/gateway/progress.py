"""Progress of a screening as server-sent events; any gateway on the same store can go on where another stopped."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable

import anyio
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic_core import to_json

from tolpuddle.gateway.states import state_of
from tolpuddle.gateway.store import Job

POLL_SECONDS = 0.3
KEEP_ALIVE_SECONDS = 15.0


async def events_of(job: Job, seen: int, read: Callable[[], Awaitable[Job]]) -> AsyncGenerator[bytes]:
    """Events after revision `seen`: `progress` whenever the job changed, then one `done` or `failed`, then the end.

    Changes between two looks are told as one: an event always carries the whole state.
    """
    told = time.monotonic()
    while True:
        if job.revision > seen:
            name = job.status if job.final else "progress"
            yield format_sse_event(data_str=to_json(state_of(job)).decode(), event=name, id=str(job.revision))
            seen, told = job.revision, time.monotonic()
        if job.final:
            return
        await anyio.sleep(POLL_SECONDS)
        if time.monotonic() - told > KEEP_ALIVE_SECONDS:
            yield KEEPALIVE_COMMENT
            told = time.monotonic()
        job = await read()
