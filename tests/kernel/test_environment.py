"""Settings come from the environment whole, or not at all."""

from typing import ClassVar

import pytest
from pydantic import Field, ValidationError

from tolpuddle.kernel.environment import Settings, describe
from tolpuddle.kernel.errors import SettingsError


class ExampleSettings(Settings):
    owner: ClassVar[str] = "SCORING"

    port: int = Field(description="where to listen", ge=1, le=65535)
    workers: int = Field(4, description="threads")


def test_shared_and_own_variables_are_read() -> None:
    settings = ExampleSettings.read(
        {"TOLPUDDLE_LOG_URL": "sqlite:///x.db", "TOLPUDDLE_SCORING_PORT": "50051", "PATH": "/bin"}
    )
    assert (settings.log_url, settings.port, settings.workers) == ("sqlite:///x.db", 50051, 4)


def test_everything_that_is_wrong_is_told_in_one_error() -> None:
    with pytest.raises(SettingsError) as caught:
        ExampleSettings.read(
            {"TOLPUDDLE_SCORING_WORKERS": "many", "TOLPUDDLE_LOGURL": "x", "TOLPUDDLE_SCORING_PROT": "1"}
        )
    for name in (
        "SCORING_PORT is missing",
        "SCORING_WORKERS is wrong",
        "LOGURL is no setting",
        "SCORING_PROT is no",
    ):
        assert f"TOLPUDDLE_{name}" in caught.value.sentence


def test_variables_of_another_program_are_its_own_business() -> None:
    environ = {"TOLPUDDLE_SCORING_PORT": "1", "TOLPUDDLE_GATEWAY_PORT": "x", "TOLPUDDLE_TEST_KAFKA": "y"}
    assert ExampleSettings.read(environ).port == 1


def test_an_empty_variable_counts_as_not_set() -> None:
    assert ExampleSettings.read({"TOLPUDDLE_SCORING_PORT": "1", "TOLPUDDLE_SCORING_WORKERS": ""}).workers == 4


def test_settings_are_frozen_and_secrets_are_not_shown() -> None:
    settings = ExampleSettings.read({"TOLPUDDLE_SCORING_PORT": "1", "TOLPUDDLE_KAFKA_SASL_PASSWORD": "hush"})
    assert "hush" not in repr(settings)
    assert settings.kafka_sasl_password.get_secret_value() == "hush"
    with pytest.raises(ValidationError):
        settings.port = 2  # type: ignore[misc]


def test_a_wrong_value_is_not_repeated_in_the_error() -> None:
    with pytest.raises(SettingsError) as caught:
        ExampleSettings.read({"TOLPUDDLE_SCORING_PORT": "secret-by-mistake"})
    assert "secret-by-mistake" not in caught.value.sentence


def test_settings_document_themselves() -> None:
    lines = {line.variable: line for line in describe(ExampleSettings)}
    assert lines["TOLPUDDLE_SCORING_PORT"].default == "required"
    assert lines["TOLPUDDLE_SCORING_WORKERS"].default == "4"
    assert all(line.meaning for line in lines.values())
