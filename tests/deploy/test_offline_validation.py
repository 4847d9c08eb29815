"""Image, compose file and manifests are checked without a container engine or a cluster."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tolpuddle.gateway.settings import GatewaySettings
from tolpuddle.ingest.settings import IngestSettings
from tolpuddle.scoring.settings import ScoringSettings

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
OVERLAYS = ("local", "production")
FILLED_IN = {"POSTGRES_PASSWORD": "for-the-check", "TOLPUDDLE_GATEWAY_API_KEY": "for-the-check"}


def rendered(overlay: str) -> str:
    done = subprocess.run(
        [BIN / "kubectl", "kustomize", ROOT / "deploy/k8s/overlays" / overlay],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def documents(overlay: str) -> list[dict[str, Any]]:
    return [document for document in yaml.safe_load_all(rendered(overlay)) if document]


def pods(overlay: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (document["metadata"]["name"], document["spec"]["template"]["spec"])
        for document in documents(overlay)
        if document["kind"] in ("Deployment", "StatefulSet", "Job")
    ]


def compose(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("purelib")) / "compose" / "docker-compose"
    return subprocess.run(
        [program, "--project-directory", ROOT, "-f", ROOT / "docker-compose.yml", "config", "--format", "json"],
        capture_output=True, text=True, check=False, env=os.environ | environment,
    )  # fmt: skip


def test_the_image_passes_its_linter() -> None:
    done = subprocess.run(
        [BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_compose_file_holds_the_three_services_a_broker_a_database_and_a_collector() -> None:
    done = compose(FILLED_IN)
    assert done.returncode == 0, done.stderr
    services = json.loads(done.stdout)["services"]
    assert set(services) == {"ingest", "scoring", "gateway", "kafka", "postgres", "collector"}
    for name in ("ingest", "scoring", "gateway"):
        assert (
            services[name]["read_only"]
            and services[name]["cap_drop"] == ["ALL"]
            and services[name]["healthcheck"]
        )
    for service in services.values():
        assert ":" in service["image"] and not service["image"].endswith(":latest")
        assert all(port["host_ip"] == "127.0.0.1" for port in service.get("ports", []))


def test_the_compose_file_refuses_to_start_without_secrets_of_ones_own() -> None:
    done = compose(dict.fromkeys(FILLED_IN, ""))
    assert done.returncode != 0 and "required variable" in done.stderr


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_an_overlay_renders_to_manifests_that_fit_their_schemas(overlay: str, tmp_path: Path) -> None:
    path = tmp_path / f"{overlay}.yaml"
    path.write_text(rendered(overlay))
    done = subprocess.run(
        [BIN / "kubernetes-validate", "--strict", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_container_runs_with_least_privilege_limits_and_probes(overlay: str) -> None:
    assert {"ingest", "scoring", "gateway", "collector"} <= {name for name, _ in pods(overlay)}
    for name, pod in pods(overlay):
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] > 0, name
        assert pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault", name
        for container in pod["containers"]:
            context = container["securityContext"]
            assert not context["allowPrivilegeEscalation"] and context["capabilities"]["drop"] == ["ALL"], (
                name
            )
            assert context.get("readOnlyRootFilesystem") or name in ("kafka", "postgres"), name
            assert container["resources"]["limits"] and container["resources"]["requests"], name
            assert container["livenessProbe"] and container["readinessProbe"], name
            assert not container["image"].endswith(":latest") and ":" in container["image"], name


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_network_rules_deny_by_default_and_name_only_pods_that_exist(overlay: str) -> None:
    policies = [d for d in documents(overlay) if d["kind"] == "NetworkPolicy"]
    default = next(p for p in policies if p["metadata"]["name"] == "default-deny")
    assert default["spec"]["podSelector"] == {} and set(default["spec"]["policyTypes"]) == {
        "Ingress",
        "Egress",
    }
    names = {name for name, _ in pods(overlay)}
    for policy in policies:
        chosen = policy["spec"]["podSelector"].get("matchLabels", {}).get("app.kubernetes.io/name")
        assert chosen is None or chosen in names, policy["metadata"]["name"]


def test_the_production_overlay_holds_no_secret() -> None:
    assert not [d for d in documents("production") if d["kind"] == "Secret"]


def test_every_setting_in_compose_and_manifests_is_one_that_a_service_knows() -> None:
    known = {
        name for model in (IngestSettings, ScoringSettings, GatewaySettings) for name in model.variables()
    }
    services = json.loads(compose(FILLED_IN).stdout)["services"]
    used = {name for service in services.values() for name in service.get("environment") or {}}
    for overlay in OVERLAYS:
        for document in documents(overlay):
            if document["kind"] in ("ConfigMap", "Secret"):
                used |= set(document.get("data", {}))
    ours = {name for name in used if name.startswith("TOLPUDDLE_")}
    assert ours and ours <= known, ours - known
