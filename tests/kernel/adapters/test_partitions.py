"""Keys go where Kafka's own clients would send them, and members share evenly."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from kafka.partitioner.default import murmur2

from tolpuddle.kernel.adapters.partitions import partition_of, share_out


@given(key=st.text(max_size=40), partitions=st.integers(1, 64))
def test_a_key_goes_where_kafka_clients_send_it(key: str, partitions: int) -> None:
    assert partition_of(key, partitions) == (murmur2(key.encode()) & 0x7FFFFFFF) % partitions


@given(
    counts=st.dictionaries(st.sampled_from("abc"), st.integers(1, 9), min_size=1),
    names=st.sets(st.text(min_size=1, max_size=3), min_size=1, max_size=5),
)
def test_every_partition_has_one_owner_and_no_member_has_two_more_than_another(
    counts: dict[str, int], names: set[str]
) -> None:
    dealt = share_out(counts, {name: set(counts) for name in names})
    assert dealt.keys() == {(topic, number) for topic, count in counts.items() for number in range(count)}
    held = Counter(dealt.values())
    shares = [held[name] for name in names]
    assert max(shares) - min(shares) <= 1


def test_a_partition_goes_only_to_members_that_read_its_topic() -> None:
    dealt = share_out({"a": 4, "b": 4, "c": 1}, {"one": {"a"}, "two": {"a", "b"}})
    assert {owner for (topic, _), owner in dealt.items() if topic == "b"} == {"two"}
    assert {owner for (topic, _), owner in dealt.items() if topic == "a"} == {"one", "two"}
    assert ("c", 0) not in dealt
