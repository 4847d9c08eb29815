"""A group's members and who of them holds which partition, in the SQLite file."""

import json
import os
import socket
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tolpuddle.kernel.adapters.partitions import share_out
from tolpuddle.kernel.adapters.sqlite_file import writing
from tolpuddle.kernel.adapters.sqlite_rows import Place


@dataclass(frozen=True, slots=True)
class Member:
    """One member of one group."""

    name: str
    group: str
    topics: frozenset[str]
    lease_seconds: float
    """A member that does not poll for so long has lost its partitions."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a member would change now."""

    renew: bool
    buried: Sequence[str]
    released: Sequence[int]
    taken: Sequence[int]
    held: frozenset[int]
    """Partitions held once all this is done."""

    @property
    def changes(self) -> bool:
        return bool(self.renew or self.buried or self.released or self.taken)


def balance(connection: sqlite3.Connection, me: Member, places: Sequence[Place]) -> frozenset[int]:
    """Stay a member, release what is another's share, take what is free of one's own; returns the partitions held.

    A live member gives a partition up only here, when it polls again, so that what it worked on is finished.
    """
    plan = _plan(connection, me, places)
    if not plan.changes:
        return plan.held
    with writing(connection):
        plan = _plan(connection, me, places)
        for name in plan.buried:
            _forget(connection, me.group, name)
        connection.execute(
            """INSERT INTO member (name, group_name, topics, host, process, expires_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at""",
            (
                me.name,
                me.group,
                json.dumps(sorted(me.topics)),
                socket.gethostname(),
                os.getpid(),
                time.time() + me.lease_seconds,
            ),
        )
        connection.executemany(
            "DELETE FROM lease WHERE group_name = ? AND partition_id = ?",
            [(me.group, partition) for partition in plan.released],
        )
        connection.executemany(
            "INSERT INTO lease (group_name, partition_id, member) VALUES (?, ?, ?)",
            [(me.group, partition, me.name) for partition in plan.taken],
        )
    return plan.held


def leave(connection: sqlite3.Connection, me: Member) -> None:
    """Stop being a member; what it held is free at once."""
    with writing(connection):
        _forget(connection, me.group, me.name)


def committed(connection: sqlite3.Connection, group: str) -> Mapping[int, int]:
    """Partition -> offset the group goes on from. Partitions it never committed are left out."""
    rows = connection.execute(
        "SELECT partition_id, next_offset FROM committed WHERE group_name = ?", (group,)
    )
    return dict(rows.fetchall())


def _plan(connection: sqlite3.Connection, me: Member, places: Sequence[Place]) -> _Plan:
    now = time.time()
    living: dict[str, frozenset[str]] = {me.name: me.topics}
    buried: list[str] = []
    renew = True
    members = connection.execute(
        "SELECT name, topics, host, process, expires_at FROM member WHERE group_name = ?", (me.group,)
    )
    for name, topics, host, process, expires_at in members.fetchall():
        if name == me.name:
            renew = expires_at - now < me.lease_seconds * 2 / 3
        elif expires_at < now or _has_died(host, process):
            buried.append(name)
        else:
            living[name] = frozenset(json.loads(topics))
    counts: dict[str, int] = {}
    for place in places:
        counts[place.topic] = max(counts.get(place.topic, 0), place.number + 1)
    dealt = share_out(counts, living)
    share = {place.id for place in places if dealt.get((place.topic, place.number)) == me.name}
    leases = connection.execute("SELECT partition_id, member FROM lease WHERE group_name = ?", (me.group,))
    owners: dict[int, str] = dict(leases.fetchall())
    held = {partition for partition, owner in owners.items() if owner == me.name}
    free = {partition for partition in share if owners.get(partition) not in living}
    return _Plan(
        renew=renew,
        buried=buried,
        released=sorted(held - share),
        taken=sorted(free),
        held=frozenset((held & share) | free),
    )


def _forget(connection: sqlite3.Connection, group: str, name: str) -> None:
    connection.execute("DELETE FROM lease WHERE group_name = ? AND member = ?", (group, name))
    connection.execute("DELETE FROM member WHERE name = ?", (name,))


def _has_died(host: str, process: int) -> bool:
    """A member of this machine whose process is gone need not be waited for. Elsewhere only its lease tells."""
    if os.name != "posix" or host != socket.gethostname() or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
