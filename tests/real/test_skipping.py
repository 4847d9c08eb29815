"""What a machine does not have is skipped by name, and is a failure where everything is required."""

import pytest

from tests.real import skip_or_fail


def test_what_is_missing_is_skipped_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no java"):
        skip_or_fail("there is no java")


def test_what_is_missing_is_a_failure_where_everything_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="no java"):
        skip_or_fail("there is no java")
