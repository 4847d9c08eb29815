"""Environment to frozen settings, or one complete error; settings document themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from tolpuddle.kernel.errors import SettingsError

PREFIX = "TOLPUDDLE_"
OWNERS: tuple[str, ...] = ("INGEST", "SCORING", "GATEWAY", "DESK", "TEST")
"""First words of variables that belong to one program, such as TOLPUDDLE_GATEWAY_PORT."""


class Settings(BaseModel):
    """Settings that every service has. A service adds its own in a subclass that names itself as owner.

    A field declared here is read from TOLPUDDLE_<FIELD>, a field of the subclass from TOLPUDDLE_<OWNER>_<FIELD>.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    owner: ClassVar[str] = ""

    log_url: str = Field(
        "memory://",
        description="event log: memory://, sqlite:///path/to/file or kafka://host:port[,host:port]",
    )
    otlp_endpoint: str = Field(
        "", description="OTLP collector over gRPC; empty: no telemetry leaves the process"
    )
    kafka_security_protocol: str = Field(
        "PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, as Kafka names them"
    )
    kafka_sasl_mechanism: str = Field("", description="PLAIN, SCRAM-SHA-256, SCRAM-SHA-512; empty: none")
    kafka_sasl_username: str = Field("", description="user name for SASL")
    kafka_sasl_password: SecretStr = Field(SecretStr(""), description="password for SASL")
    kafka_tls_ca_file: str = Field("", description="certificates that sign the broker's; empty: the system's")
    kafka_tls_certificate_file: str = Field("", description="this client's certificate; empty: none")
    kafka_tls_key_file: str = Field("", description="key of this client's certificate")
    kafka_replication_factor: int = Field(
        -1, ge=-1, description="copies of each topic that is created; -1: the broker's default"
    )
    kafka_prefix: str = Field("", description="before the names of all topics and groups, on a shared broker")
    kafka_member_id: str = Field(
        "", description="a name that stays the same over restarts, such as a pod's; empty: the broker chooses"
    )

    @classmethod
    def variables(cls) -> Mapping[str, str]:
        """Variable name -> field name, for every setting."""
        shared = set(Settings.model_fields)
        return {
            f"{PREFIX}{name.upper()}" if name in shared else f"{PREFIX}{cls.owner}_{name.upper()}": name
            for name in cls.model_fields
        }

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Settings from the environment. An empty variable counts as not set.

        Variables of other owners are theirs to judge; any other variable under the prefix must be known.

        Raises: SettingsError naming every variable that is missing, wrong or unknown, in one sentence.
        """
        variables = cls.variables()
        foreign = tuple(f"{PREFIX}{owner}_" for owner in OWNERS if owner != cls.owner)
        problems = [
            f"{name} is no setting"
            for name in sorted(environ)
            if name.startswith(PREFIX) and name not in variables and not name.startswith(foreign)
        ]
        given = {field: environ[name] for name, field in variables.items() if environ.get(name)}
        by_field = {field: name for name, field in variables.items()}
        try:
            settings = cls.model_validate(given)
        except ValidationError as error:
            for detail in error.errors(include_input=False, include_url=False):
                field = str(detail["loc"][0]) if detail["loc"] else ""
                what = "is missing" if detail["type"] == "missing" else f"is wrong: {detail['msg']}"
                problems.append(f"{by_field.get(field, field)} {what}")
            raise SettingsError(_sentence(problems)) from None
        if problems:
            raise SettingsError(_sentence(problems))
        return settings


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of the settings table in the documentation."""

    variable: str
    default: str
    """As it would be written; "required" when there is none."""
    meaning: str


def describe(model: type[Settings]) -> list[SettingLine]:
    """What may be set, in the order of declaration."""
    return [
        SettingLine(
            variable, _default(model.model_fields[field]), model.model_fields[field].description or ""
        )
        for variable, field in model.variables().items()
    ]


def _default(field: Any) -> str:
    if field.is_required():
        return "required"
    value = field.default
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _sentence(problems: list[str]) -> str:
    return "The settings cannot be used: " + "; ".join(problems) + "."
