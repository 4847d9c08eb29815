"""The PostgreSQL that the tests start is a real one."""

import psycopg
import pytest


@pytest.mark.postgres
def test_the_real_postgres_answers_and_keeps_what_it_is_given(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS probe")
        connection.execute("CREATE TABLE probe.fact (name text)")
        connection.execute("INSERT INTO probe.fact VALUES ('新疆')")
        assert connection.execute("SELECT name FROM probe.fact").fetchall() == [("新疆",)]
        connection.execute("DROP SCHEMA probe CASCADE")
