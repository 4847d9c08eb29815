"""`tolpuddle store` as an operator types it."""

from pathlib import Path

from typer.testing import CliRunner

from tests.gateway.builders import a_job
from tolpuddle.desk.main import app
from tolpuddle.gateway.adapters.sql_store import SqlStore

RUN = CliRunner()


def invoke(*arguments: str) -> tuple[int, str]:
    done = RUN.invoke(app, ["store", *arguments])
    return done.exit_code, done.output


def test_a_store_is_made_backed_up_and_restored_elsewhere(tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path}/{name}.db" for name in ("first", "second"))
    code, told = invoke("status", "--url", first)
    assert code == 1
    assert "no tables yet" in told
    assert invoke("upgrade", "--url", first)[0] == 0
    assert invoke("upgrade", "--url", first) == (0, "Nothing to do.\n")
    assert invoke("status", "--url", first)[0] == 0
    store = SqlStore.open(first)
    store.open_job(a_job())
    store.close()
    code, told = invoke("backup", str(tmp_path / "b.zip"), "--url", first)
    assert code == 0
    assert "1 rows" in told or "1 row" in told
    assert invoke("restore", str(tmp_path / "b.zip"), "--url", second)[0] == 0
    restored = SqlStore.open(second)
    assert [job.id for job in restored.jobs("default", 5)] == ["job-1"]
    restored.close()


def test_a_step_back_asks_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    invoke("upgrade", "--url", url)
    code, told = invoke("downgrade", "0001", "--url", url)
    assert code == 2
    assert "--lose" in told
    assert invoke("downgrade", "0001", "--url", url, "--lose")[0] == 0
    assert invoke("status", "--url", url)[0] == 1


def test_a_backup_is_not_written_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    code, told = invoke("backup", str(tmp_path / "b.zip"), "--url", f"sqlite:///{tmp_path}/store.db")
    assert code == 2
    assert "there already" in told
    assert (tmp_path / "b.zip").read_text() == "mine"
