"""Which partition a key belongs to, and which member of a group works on which partition."""

import struct
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

_WORD = 0xFFFFFFFF
_MULTIPLIER = 0x5BD1E995
_SEED = 0x9747B28C


def partition_of(key: str, partitions: int) -> int:
    """The partition of a key: the rule of Kafka's own clients, so that a key stays where it is on every adapter."""
    return (_murmur2(key.encode()) & 0x7FFFFFFF) % partitions


def share_out(
    partitions: Mapping[str, int], members: Mapping[str, Collection[str]]
) -> Mapping[tuple[str, int], str]:
    """Deal the partitions of each topic to the members that read it, evenly and the same way for whoever asks.

    partitions: topic -> number of partitions. members: name -> topics it reads. A topic nobody reads is left out.
    """
    dealt: dict[tuple[str, int], str] = {}
    turn = 0
    for topic in sorted(partitions):
        readers: Sequence[str] = sorted(name for name, topics in members.items() if topic in topics)
        if not readers:
            continue
        for number in range(partitions[topic]):
            dealt[topic, number] = readers[turn % len(readers)]
            turn += 1
    return dealt


@lru_cache(maxsize=65_536)
def _murmur2(data: bytes) -> int:
    """MurmurHash2 as in org.apache.kafka.common.utils.Utils (Apache Kafka, Apache-2.0)."""
    length = len(data)
    whole = length & ~3
    state = (_SEED ^ length) & _WORD
    for (word,) in struct.iter_unpack("<I", data[:whole]):
        mixed = (word * _MULTIPLIER) & _WORD
        mixed ^= mixed >> 24
        mixed = (mixed * _MULTIPLIER) & _WORD
        state = ((state * _MULTIPLIER) & _WORD) ^ mixed
    if length > whole:
        state ^= int.from_bytes(data[whole:], "little")
        state = (state * _MULTIPLIER) & _WORD
    state ^= state >> 13
    state = (state * _MULTIPLIER) & _WORD
    return state ^ (state >> 15)
