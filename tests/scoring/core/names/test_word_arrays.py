"""What is done to words by arrays is what is done to each word alone: sounds, edits, keys, likeness."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tolpuddle.scoring.core.names import likeness
from tolpuddle.scoring.core.names.letters import sound, sounds
from tolpuddle.scoring.core.names.lexicon import Lexicon
from tolpuddle.scoring.core.names.near_words import LIKE, NearWords
from tolpuddle.scoring.core.names.word_edits import edits
from tolpuddle.scoring.core.names.word_keys import Spelt, initial_keys, name_keys, word_keys

WORD = st.text(alphabet="abehkoprsstz29", min_size=1, max_size=18)
ANY_WORD = WORD | st.sampled_from(["schiller", "shiller", "zhongtai", "zhong", "xjcc", "ölwerk", "新疆"])
WORDS = st.lists(ANY_WORD, min_size=1, max_size=30, unique=True)


@given(st.lists(ANY_WORD, max_size=120))
def test_many_words_sound_as_each_does_alone(words: list[str]) -> None:
    assert sounds([*words, *["filler"] * 60]) == [*map(sound, words), *[sound("filler")] * 60]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_edits_of_many_pairs_are_those_of_each(left: list[str], right: list[str]) -> None:
    mine, theirs = Lexicon().looked_up(left), Lexicon().looked_up(right)
    l, r = (np.repeat(np.arange(len(left)), len(right)), np.tile(np.arange(len(right)), len(left)))  # noqa: E741
    both = mine.spellings.readable[l] & theirs.spellings.readable[r]
    l, r = l[both], r[both]  # noqa: E741
    found = edits(mine.spellings.places(mine.size), mine.size, l, theirs.spellings, theirs.size, r)
    places: list[tuple[int, int]] = list(zip(l.tolist(), r.tolist(), strict=True))
    assert found.tolist() == [Levenshtein.distance(left[a], right[b]) for a, b in places]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_likeness_does_not_depend_on_how_many_pairs_are_compared(left: list[str], right: list[str]) -> None:
    lexicon = Lexicon()
    theirs = lexicon.learnt(right)
    mine = lexicon.looked_up(left)
    l, r = (np.repeat(np.arange(len(left)), len(right)), np.tile(np.arange(len(right)), len(left)))  # noqa: E741
    few = likeness.word_likeness(mine, theirs, l, r)
    times = likeness.FEW // len(l) + 1
    many = likeness.word_likeness(mine, theirs, np.tile(l, times), np.tile(r, times))
    assert few.tolist() == many[: len(l)].tolist()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("textile", "textile", 1.0),
        ("abc", "abd", 0.55),
        ("ab", "ac", 0.0),
        ("schiller", "shiler", likeness.SOUNDS_ALIKE),
        ("zhong", "zhongtai", 0.6 + 0.3 * 5 / 8),
    ],
)
def test_words_are_as_alike_as_their_letters_sound_and_beginning_say(
    one: str, other: str, alike: float
) -> None:
    lexicon = Lexicon()
    theirs, mine = lexicon.learnt([other]), lexicon.looked_up([one])
    at = np.zeros(1, np.int64)
    assert likeness.word_likeness(mine, theirs, at, at).tolist() == [pytest.approx(alike)]


def keys_of(word: str) -> set[str]:
    """The keys as texts."""
    found = {word}
    if len(word) < 4 or word.isdigit():
        return found
    if len(sound(word)) >= 3:
        found.add("~" + sound(word))
    if len(word) <= 16:
        found |= {word[:at] + word[at + 1 :] for at in range(len(word))}
    return found | ({"^" + word[:5]} if len(word) >= 7 else set())


@given(WORDS)
def test_words_have_a_key_in_common_where_the_texts_of_their_keys_are(words: list[str]) -> None:
    of, key = word_keys(Spelt.of(words), sounds(words))
    own = [set(key[of == at].tolist()) for at in range(len(words))]
    for a, one in enumerate(words):
        for b, other in enumerate(words):
            assert bool(own[a] & own[b]) == bool(keys_of(one) & keys_of(other))


@settings(deadline=None)
@given(WORDS, WORDS)
def test_like_words_are_those_that_share_a_key_and_are_alike_enough(
    left: list[str], right: list[str]
) -> None:
    lexicon = Lexicon()
    theirs = lexicon.learnt(right)
    mine = lexicon.looked_up(left)
    a, b, score = NearWords.build(theirs).like(mine)
    found = dict(zip(zip(a.tolist(), b.tolist(), strict=True), score.tolist(), strict=True))
    at = np.zeros(1, np.int64)
    expected = {
        (one, other): alike
        for one, word in enumerate(left)
        for other, entry in enumerate(right)
        if keys_of(word) & keys_of(entry)
        and (alike := likeness.word_likeness(mine, theirs, at + one, at + other).item()) >= LIKE
    }
    assert found == expected


def test_a_name_has_the_keys_of_its_words_run_together() -> None:
    words = ["zhong", "tai", "textile", "zhongtai", "taitextile", "zhongtaitextile", "ztt", "z", "t"]
    spelt = Spelt.of(words)
    number = dict(zip(words, spelt.whole().tolist(), strict=True))
    size, first = spelt.size[:3], spelt.beginning(1)[:3]
    names, keys = name_keys(np.array([0, 3]), size, spelt.whole()[:3], ["zhongtaitextile"])
    assert names.tolist() == [0, 0, 0, 0]
    assert set(keys.tolist()) >= {
        number["zhongtaitextile"],
        number["zhongtai"],
        number["taitextile"],
    }
    names, keys = initial_keys(np.zeros(3, np.int64), first)
    assert (names.tolist(), keys.tolist()) == ([0], [number["ztt"]])
    assert not len(initial_keys(np.zeros(2, np.int64), first[:2])[0])
