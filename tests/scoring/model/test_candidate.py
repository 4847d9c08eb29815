"""A scorecard beside the standing model: its own head is replaced, the other stays, and the intervals keep their width."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tests.scoring.editions import shipped
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.model.priors import unpack
from tolpuddle.scoring.core.model.scorecard import Scorecard
from tolpuddle.scoring.model.candidate import priors_with


def card() -> Scorecard:
    return Scorecard.from_json(shipped().documents["model_forced.json"])


def test_the_shipped_scorecard_gives_the_shipped_priors() -> None:
    standing = unpack(shipped())
    assert priors_with(shipped(), card()).select(standing.columns).equals(standing)


def test_only_the_head_of_the_candidate_moves_and_widths_stay() -> None:
    standing, raised = unpack(shipped()), replace(card(), base=card().base + 1.0)
    made = priors_with(shipped(), raised).select(standing.columns)
    any_kind = pl.col("head") == "any"
    assert made.filter(any_kind).equals(standing.filter(any_kind))
    old, new = standing.filter(~any_kind), made.filter(~any_kind)
    assert np.allclose(
        new["points"] - old["points"], round((card().base + 1) * 10 / np.log(2), 1) - old["base"][0]
    )
    assert np.allclose(new["high"] - new["low"], old["high"] - old["low"])


def test_a_scorecard_of_other_features_is_refused() -> None:
    with pytest.raises(EditionError, match="do not fit"):
        priors_with(shipped(), replace(card(), curves=card().curves[:-1]))
    with pytest.raises(EditionError, match="no such priors"):
        priors_with(shipped(), replace(card(), head="other"))
