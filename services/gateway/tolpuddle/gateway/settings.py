"""What the gateway can be told by its environment."""

import ipaddress
from typing import ClassVar

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from tolpuddle.kernel.environment import Settings


class GatewaySettings(Settings):
    """Settings of the gateway; each is TOLPUDDLE_GATEWAY_<NAME>."""

    owner: ClassVar[str] = "GATEWAY"

    api_key: SecretStr = Field(
        SecretStr(""),
        description="key that every request must bring; empty: none, and only loopback is served",
    )
    open: bool = Field(
        False, description="1: serve other machines without any key; meant for closed networks"
    )
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=0, le=65_535, description="port to listen on; 0: any free one")
    database_url: str = Field(
        "sqlite:///data/gateway.db",
        description="store: sqlite:///path/to/file or postgresql://user@host/database",
    )
    scoring_address: str = Field("127.0.0.1:50051", description="host:port of the scoring service")
    scoring_seconds: float = Field(10.0, gt=0, description="longest time to wait for an answer of scoring")
    max_suppliers: int = Field(1000, ge=1, le=1000, description="most suppliers in one synchronous request")
    max_body_bytes: int = Field(16 * 2**20, ge=1024, description="largest JSON body, in bytes")
    max_upload_bytes: int = Field(512 * 2**20, ge=1024, description="largest uploaded file, in bytes")
    reconcile_origins: str = Field(
        "",
        description="origins of pages that may read /reconcile in a browser beside those of this machine, as"
        " https://refine.example.org; several with commas",
    )
    collect: bool = Field(
        True, description="0: do not write events of the log to the store; another gateway does"
    )

    @field_validator("host")
    @classmethod
    def _is_not_open_by_accident(cls, host: str, known: ValidationInfo) -> str:
        key, is_open = known.data.get("api_key"), known.data.get("open")
        if not is_loopback(host) and not is_open and not (key and key.get_secret_value()):
            raise ValueError(
                f"{host} is reachable from other machines: set TOLPUDDLE_GATEWAY_API_KEY,"
                " or TOLPUDDLE_GATEWAY_OPEN=1 to serve everybody who can reach it"
            )
        return host


def is_loopback(host: str) -> bool:
    """True for names and addresses that only this machine reaches."""
    name = host.strip("[]")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
