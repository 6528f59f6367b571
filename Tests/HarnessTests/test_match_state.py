"""What the fault matrix asks of an arena's title matches, over the schema that the records have."""

import contextlib
import json
import sqlite3
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

import arena_state  # noqa: E402
import fault_cast  # noqa: E402
import fault_places  # noqa: E402
import match_state  # noqa: E402

SCHEMA = (REPOSITORY / "Tests/RecordsTests/Fixtures/schema.sql").read_text()


class RecordsInMemory:
    """Answers queries as an arena does."""

    def __init__(self, connection):
        self.connection = connection

    def rows(self, query):
        """Returns the rows of a query."""
        return self.connection.execute(query).fetchall()

    def add(self, table, **values):
        """Adds a row; what is not named and may not be missing is made up."""
        columns = self.connection.execute(f"PRAGMA table_info({table})").fetchall()
        filler = {"INTEGER": 0, "REAL": 0.0, "TEXT": "", "BLOB": bytes(32)}
        row = {name: filler[kind] for _, name, kind, required, default, key in columns if required and default is None}
        row = {name: value for name, value in row.items() if name != "sequence"} | values
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))

    def tell(self, kind, match):
        """Appends an event about a match."""
        self.add("events", kind=kind, details=json.dumps({"match": match}))


@pytest.fixture
def arena():
    """Returns records with one match that was fought and one that was inherited, as they should be."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        arena = RecordsInMemory(connection)
        arena.add(
            "matches",
            id="m1",
            number=1,
            challenger="s2",
            champion="s1",
            state="done",
            ending="futile",
            execution_id="e2",
        )
        arena.add("matches", id="m2", challenger="s3", champion="s1", state="done", ending="inherited", ancestor="s2")
        arena.add("match_executions", id="e1", match_id="m1", state="lost")
        arena.add("match_executions", id="e2", match_id="m1", state="finished")
        for kind, match in (("match.opened", "m1"), ("match.decided", "m1"), ("match.inherited", "m2")):
            arena.tell(kind, match)
        yield arena


def test_matches_that_were_decided_once_are_in_order(arena):
    assert match_state.match_problems(arena) == []
    assert [row[:3] for row in match_state.matches(arena)] == [("s2", "s1", 1), ("s3", "s1", None)]


@pytest.mark.parametrize(("kind", "match"), [("match.decided", "m1"), ("match.opened", "m2"), ("match.opened", "m9")])
def test_an_event_too_many_is_found(arena, kind, match):
    arena.tell(kind, match)
    assert len(match_state.match_problems(arena)) == 1


def test_a_second_result_is_found(arena):
    arena.add("match_executions", id="e3", match_id="m1", state="finished")
    assert len(match_state.match_problems(arena)) == 1


def test_a_result_that_put_the_match_back_into_the_queue_is_not_its_end(arena):
    arena.add("match_executions", id="e3", match_id="m1", state="finished")
    arena.add("events", kind="match.requeued", subject="m1", details='{"execution": "e3"}')
    assert match_state.match_problems(arena) == []


def test_a_result_of_another_execution_than_the_named_one_is_found(arena):
    arena.connection.execute("UPDATE matches SET execution_id = 'e1' WHERE id = 'm1'")
    assert len(match_state.match_problems(arena)) == 1


def test_an_arena_is_settled_when_all_its_matches_are_there_and_done(arena):
    assert [arena_state.is_settled(arena, 0, matches) for matches in (1, 2, 3)] == [False, True, False]
    arena.connection.execute("UPDATE matches SET state = 'running', ending = NULL WHERE id = 'm1'")
    assert not arena_state.is_settled(arena, 0, 2)


def test_an_execution_of_a_match_under_way_is_left_over(arena):
    arena.judges = list
    assert arena_state.leftovers(arena) == []
    arena.add("match_executions", id="e3", match_id="m1", state="started")
    assert len(arena_state.leftovers(arena)) == 1


def test_every_labelled_place_is_counted_and_tried_with_a_cast_that_there_is(arena):
    counts = fault_places.passes(arena)
    assert counts.keys() == fault_places.PLACES.keys()
    assert (counts["match.begun"], counts["job.created"], counts["execution.begun"]) == (2, 2, 1)
    casts = {cast.name for cast in (fault_cast.score_cast(), fault_cast.match_cast())}
    assert {cast for place in fault_places.PLACES.values() for cast in place.casts} == casts
    assert all(place.casts for place in fault_places.PLACES.values())
