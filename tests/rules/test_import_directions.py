"""Dependencies point inwards: main -> edges -> core -> kernel words. The table is the one in docs/architecture.md."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("ingest", "scoring", "gateway")
KERNEL_WORDS = {
    "answer_kinds", "answer_values", "answer_words", "applies_when", "country_index", "country_words", "edition", "errors", "event_log", "events", "exports", "frames", "identifiers", "listed",
    "personal_text", "present_when", "spellings", "topics",
}  # fmt: skip
CORE_MAY_IMPORT = {
    f"tolpuddle.kernel.{name}"
    for name in (
        "answer_kinds", "answer_values", "answer_words", "applies_when", "country_words", "edition", "errors", "frames", "listed",
        "present_when", "spellings",
    )
}  # fmt: skip
OUTSIDE_WORLD = {
    "fastapi", "grpc", "kafka", "opentelemetry", "os", "random", "sklearn", "socket", "sqlalchemy", "sqlite3",
    "subprocess", "time", "urllib", "uuid", "secrets",
}  # fmt: skip
MAY_IMPORT_CONTRACTS = {
    "tolpuddle.scoring.grpc_server",
    "tolpuddle.scoring.messages",
    "tolpuddle.scoring.corridor_calls",
    "tolpuddle.gateway.scoring_client",
    "tolpuddle.gateway.messages",
    "tolpuddle.gateway.matching.lists_client",
    "tolpuddle.gateway.asked_client",
}


def modules() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for service in (ROOT / "services").iterdir():
        for path in (service / "tolpuddle").rglob("*.py"):
            name = ".".join(path.relative_to(service).with_suffix("").parts).removesuffix(".__init__")
            found[name] = path
    return found


MODULES = modules()


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            inner = {f"{module}.{alias.name}" for alias in node.names if f"{module}.{alias.name}" in MODULES}
            found |= inner
            if len(inner) < len(node.names):
                found.add(module)
    return found


def of(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def adapter_of(module: str) -> str:
    """kafka, memory or sqlite; empty: what they share."""
    word = module.rpartition(".")[2].partition("_")[0]
    return word if word in ("kafka", "memory", "sqlite") else ""


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 20


def test_no_service_folder_makes_the_namespace_a_package() -> None:
    assert not list((ROOT / "services").glob("*/tolpuddle/__init__.py"))
    assert not (ROOT / "proto/gen/tolpuddle/__init__.py").exists()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_what_its_place_allows(name: str) -> None:
    used = imports(MODULES[name])
    own = name.split(".")[1]
    is_main = name.endswith(".main") or own == "desk"
    if own in SERVICES:
        foreign = {u for u in used for other in SERVICES if other != own and of(u, f"tolpuddle.{other}")}
        assert not foreign, f"services meet only in the log and in proto/: {foreign}"
        assert not {u for u in used if of(u, "tolpuddle.desk")}, "no service knows the desk"
        if not is_main:
            own_adapters = f"tolpuddle.{own}.adapters"
            adapters = {u for u in used if of(u, "tolpuddle.kernel.adapters")}
            adapters |= {u for u in used if of(u, own_adapters) and not of(name, own_adapters)}
            assert not adapters, f"only main names concrete adapters: {adapters}"
    if own == "kernel":
        services = {u for u in used for other in (*SERVICES, "desk") if of(u, f"tolpuddle.{other}")}
        assert not services, f"the kernel knows no service: {services}"
        adapters = {u for u in used if of(u, "tolpuddle.kernel.adapters")}
        if not of(name, "tolpuddle.kernel.adapters"):
            assert not adapters, f"words and ports name no adapter: {adapters}"
        elif name != "tolpuddle.kernel.adapters.factory":
            others = {adapter_of(u) for u in adapters} - {adapter_of(name), ""}
            assert not others, f"an adapter knows no other adapter: {others}"
        if name.removeprefix("tolpuddle.kernel.") in KERNEL_WORDS:
            outside = {u for u in used if u.split(".")[0] in OUTSIDE_WORLD - {"uuid"}}
            assert not outside, f"words have no outside world: {outside}"
    if of(name, "tolpuddle.scoring.core") or name in ("tolpuddle.ingest.normalise", "tolpuddle.ingest.rules"):
        outside = {u for u in used if u.split(".")[0] in OUTSIDE_WORLD}
        assert not outside, f"a core module has no outside world: {outside}"
        home = "tolpuddle.scoring.core" if own == "scoring" else "tolpuddle.ingest"
        inner = {u for u in used if of(u, "tolpuddle") and not of(u, home) and u not in CORE_MAY_IMPORT}
        inner = {u for u in inner if u not in ("tolpuddle.kernel", "tolpuddle.scoring")}
        assert not inner, f"a core module knows kernel words only: {inner}"
    contracts = {u for u in used if of(u, "tolpuddle.v1")}
    if contracts:
        allowed = name in MAY_IMPORT_CONTRACTS or name.startswith("tolpuddle.kernel.wire")
        assert allowed, f"only the wire and the two gRPC edges import the contracts: {contracts}"


def table_row(start: str) -> list[str]:
    """Cells of the row of the page that begins so."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{start}")]
    return row.strip("|").split("|")


def test_the_page_tells_the_kernel_words_of_the_core() -> None:
    told = re.search(r"kernel words \(([^)]*)\)", " ".join(table_row("scoring.core`, `ingest.normalise")))
    assert told is not None
    assert {f"tolpuddle.kernel.{name}" for name in re.findall(r"`(\w+)`", told[1])} == CORE_MAY_IMPORT
    assert not CORE_MAY_IMPORT - MODULES.keys()


def test_the_page_tells_who_may_import_the_contracts() -> None:
    told = set(re.findall(r"`([\w.*]+)`", table_row("kernel.wire*")[0]))
    assert {f"tolpuddle.{name}" for name in told - {"kernel.wire*"}} == MAY_IMPORT_CONTRACTS
    for name in sorted(MAY_IMPORT_CONTRACTS):
        assert any(of(used, "tolpuddle.v1") for used in imports(MODULES[name])), f"{name} needs no contracts"


def test_there_are_no_import_cycles() -> None:
    graph = {name: {u for u in imports(path) if u in MODULES and u != name} for name, path in MODULES.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for used in graph[name]:
                visit(used, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())
    assert done == set(graph)
