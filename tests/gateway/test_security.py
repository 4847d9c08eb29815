"""Who gets in: nobody without the key where one is set, nobody from elsewhere where none is."""

import base64

import httpx
import pytest

from tests.gateway.conftest import Gateway, Serve
from tolpuddle.gateway.settings import GatewaySettings, is_loopback
from tolpuddle.kernel.errors import SettingsError

KEY = "a-long-random-key-ü"


@pytest.fixture
def locked(serve: Serve) -> Gateway:
    return serve(api_key=KEY)


def bearer(key: str) -> dict[str, bytes]:
    return {"Authorization": b"Bearer " + key.encode()}


@pytest.mark.parametrize(
    "path",
    ["/v1/screenings", "/v1/screenings/x", "/v1/screenings/x/results", "/v1/assessments/x", "/v1/changes", "/v1/reference",
     "/", "/screenings/x", "/api", "/openapi.json"],
)  # fmt: skip
def test_without_the_key_nothing_is_told(locked: Gateway, path: str) -> None:
    answer = locked.client.get(path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorized"
    assert "www-authenticate" in answer.headers


@pytest.mark.parametrize("path", ["/v1/screenings", "/v1/what-if", "/v1/verify", "/"])
def test_without_the_key_nothing_is_taken(locked: Gateway, path: str) -> None:
    assert locked.client.post(path, json={"suppliers": [{"name": "Example"}]}).status_code == 401
    assert locked.store.jobs("default", 1) == []


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer wrong", f"Token {KEY}", "Basic !!!", "Basic " + base64.b64encode(b"x:y").decode()],
)
def test_a_wrong_key_is_no_key(locked: Gateway, header: str) -> None:
    assert locked.client.get("/v1/changes", headers={"Authorization": header.encode()}).status_code == 401


def test_the_key_opens(locked: Gateway) -> None:
    assert locked.client.get("/v1/changes", headers=bearer(KEY)).status_code == 200


def test_a_browser_sends_the_key_as_a_password(locked: Gateway) -> None:
    answer = locked.client.get("/", auth=httpx.BasicAuth("anyone", KEY.encode()))
    assert answer.status_code == 200


def test_health_needs_no_key_and_tells_nothing_about_suppliers(locked: Gateway) -> None:
    assert locked.client.get("/health/live").json() == {"status": "live"}
    assert locked.client.get("/health/ready").status_code == 503


def test_a_page_of_another_site_cannot_send_anything(gateway: Gateway) -> None:
    for headers in ({"Origin": "https://example.org"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = gateway.client.post(
            "/v1/screenings", files={"file": ("a.csv", b"name\nx\n")}, headers=headers
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    assert gateway.store.jobs("default", 1) == []


def test_our_own_page_can(gateway: Gateway) -> None:
    answer = gateway.client.post(
        "/", files={"file": ("a.csv", b"name\nx\n")}, headers={"Origin": gateway.url}
    )
    assert answer.status_code == 303


def test_without_a_key_a_name_that_leads_here_from_elsewhere_is_refused(gateway: Gateway) -> None:
    answer = gateway.client.get("/v1/changes", headers={"Host": "rebound.example.org"})
    assert answer.json()["code"] == "foreign_origin"


def test_answers_tell_browsers_to_be_strict(gateway: Gateway) -> None:
    headers = gateway.client.get("/").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_the_server_refuses_to_be_open_by_accident() -> None:
    with pytest.raises(SettingsError, match="reachable from other machines"):
        GatewaySettings.read({"TOLPUDDLE_GATEWAY_HOST": "0.0.0.0"})


@pytest.mark.parametrize("extra", [{"TOLPUDDLE_GATEWAY_API_KEY": KEY}, {"TOLPUDDLE_GATEWAY_OPEN": "1"}])
def test_the_server_is_open_when_told_so_or_locked(extra: dict[str, str]) -> None:
    assert GatewaySettings.read({"TOLPUDDLE_GATEWAY_HOST": "0.0.0.0", **extra}).host == "0.0.0.0"


def test_the_key_is_not_printed() -> None:
    assert KEY not in repr(GatewaySettings.read({"TOLPUDDLE_GATEWAY_API_KEY": KEY}))


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("[::1]", True), ("localhost", True), ("0.0.0.0", False),
     ("10.0.0.1", False), ("localhost.example.org", False), ("", False)],
)  # fmt: skip
def test_loopback_is_what_only_this_machine_reaches(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
