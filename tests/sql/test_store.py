"""The programme file: made privately, opened briefly, migrated with care, refused in one sentence."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from coordinator import sql
from coordinator.errors import CoordinatorError, StaleEdit, StoreBusy
from coordinator.policy import Policy
from coordinator.store import connection, migrations
from coordinator.store.connection import Store
from tests.conftest import Copy

TODAY = date(2026, 3, 14)


@pytest.fixture
def store(blank_file: Copy, tmp_path: Path) -> Store:
    return Store(blank_file(tmp_path / "programme.duckdb"))


def add_cohort(store: Store, name: str = "Spring") -> int:
    with store.writing("ruth", "make cohort", TODAY) as change:
        (cohort,) = change.insert("cohort", [{"name": name, "starts_on": TODAY, **Policy().as_columns()}])
    return cohort


@contextmanager
def held_by_another_process(path: Path) -> Iterator[int]:
    """Another process with the file open for writing; gives its process id."""
    program = (
        f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other.pid
        finally:
            other.communicate("")


class TestMaking:
    def test_a_missing_file_is_made_with_its_folder_for_the_owner_alone(self, tmp_path: Path) -> None:
        store = Store(tmp_path / "new" / "programme.duckdb")
        with store.reading() as db:
            assert db.execute("select count(*) from relationship").fetchone() == (0,)
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
        assert {path.name for path in store.path.parent.iterdir()} == {
            "programme.duckdb",
            ".programme.duckdb.turn",
        }

    def test_in_a_setgid_folder_the_group_may_write(self, tmp_path: Path) -> None:
        shared = tmp_path / "shared"
        shared.mkdir()
        shared.chmod(0o2770)
        store = Store(shared / "programme.duckdb")
        with store.reading():
            pass
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o660

    def test_every_file_a_started_program_makes_is_private(self, tmp_path: Path) -> None:
        program = (
            "import os, sys; from pathlib import Path; from coordinator.store.connection import protect_new_files\n"
            f"protect_new_files(Path({str(tmp_path / 'p')!r})); Path({str(tmp_path / 'f')!r}).touch()"
        )
        subprocess.run([sys.executable, "-c", program], check=True)
        assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o600


class TestRefusals:
    @pytest.mark.parametrize("content", [b"", b"not a database", b"PK\x03\x04" + b"\0" * 4096])
    def test_a_file_of_another_kind_is_left_as_it_was(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "notes.txt"
        path.write_bytes(content)
        with (
            pytest.raises(CoordinatorError, match=r"notes\.txt is not a programme file"),
            Store(path).reading(),
        ):
            pass
        assert path.read_bytes() == content

    def test_a_folder_is_named_as_one(self, tmp_path: Path) -> None:
        with pytest.raises(CoordinatorError, match="is a folder"), Store(tmp_path).reading():
            pass

    def test_a_database_of_something_else_is_left_as_it_was(self, tmp_path: Path) -> None:
        path = tmp_path / "other.duckdb"
        with duckdb.connect(str(path)) as db:
            db.execute("create table sheep (name varchar)")
        with pytest.raises(CoordinatorError, match="not a programme file"), Store(path).reading():
            pass
        with duckdb.connect(str(path)) as db:
            assert db.execute("select table_name from duckdb_tables()").fetchall() == [("sheep",)]

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with (
            pytest.raises(CoordinatorError, match="cannot be opened"),
            Store(tmp_path / "file" / "p").reading(),
        ):
            pass

    def test_a_file_of_a_newer_program(self, store: Store) -> None:
        with store.reading():
            pass
        with duckdb.connect(str(store.path)) as db:
            db.execute("insert into migration (name, checksum) values ('migrations/9999_later', 'x')")
        with pytest.raises(CoordinatorError, match=r"newer version.*9999_later"), Store(store.path).reading():
            pass
        with (
            pytest.raises(CoordinatorError, match="newer version"),
            Store(store.path).writing("ruth", "write", TODAY),
        ):
            pass


class TestMigrating:
    def test_a_new_rule_replaces_the_old_one_without_a_copy(self, store: Store, tmp_path: Path) -> None:
        with store.reading() as db:
            (name,) = db.execute("select min(name) from migration where name like 'rules/%'").fetchall()[0]
        with duckdb.connect(str(store.path)) as db:
            db.execute("update migration set checksum = 'old' where name = $name", {"name": name})
            assert migrations.pending(db, store.path) == [name]
        with Store(store.path).reading() as db:
            assert migrations.pending(db, store.path) == []
        assert {path.name for path in tmp_path.iterdir()} == {"programme.duckdb", ".programme.duckdb.turn"}

    def test_before_tables_change_a_copy_is_set_aside(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add_cohort(store)
        later = tmp_path / "later" / "migrations" / "0002_colour.sql"
        later.parent.mkdir(parents=True)
        later.write_text("alter table cohort add column colour varchar")
        real = sql.files
        monkeypatch.setattr(
            sql,
            "files",
            lambda folder: [*real(folder), *([later] if folder == "migrations" else [])],
        )
        with Store(store.path).reading() as db:
            assert db.execute("select name, colour from cohort").fetchall() == [("Spring", None)]
        with duckdb.connect(str(tmp_path / "programme.duckdb.before-0002_colour"), read_only=True) as copy:
            assert copy.execute("select name from cohort").fetchall() == [("Spring",)]
            assert ("colour",) not in copy.execute("select column_name from duckdb_columns()").fetchall()

    def test_a_migration_that_fails_leaves_the_file_as_it_was(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add_cohort(store)
        broken = tmp_path / "later" / "migrations" / "0002_broken.sql"
        broken.parent.mkdir(parents=True)
        broken.write_text("alter table cohort add column colour varchar; select no_such_column from cohort")
        real = sql.files
        with monkeypatch.context() as patch:
            patch.setattr(
                sql,
                "files",
                lambda folder: [*real(folder), *([broken] if folder == "migrations" else [])],
            )
            with pytest.raises(duckdb.BinderException), Store(store.path).reading():
                pass
        with Store(store.path).reading() as db:
            assert db.execute("select * exclude (id) from cohort").fetchall()[0][0] == "Spring"
            assert ("colour",) not in db.execute("select column_name from duckdb_columns()").fetchall()


class TestUnitsOfWork:
    def test_an_exception_leaves_nothing_behind(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.writing("ruth", "fail", TODAY) as change:
            change.insert("cohort", [{"name": "Gone", "starts_on": TODAY, **Policy().as_columns()}])
            raise ZeroDivisionError
        with store.reading() as db:
            assert db.execute(
                "select count(*) from cohort union all select count(*) from event where change > 0"
            ).fetchall() == [
                (0,),
                (0,),
            ]

    def test_a_reader_cannot_write(self, store: Store) -> None:
        with store.reading() as db, pytest.raises(duckdb.Error, match="read-only"):
            db.execute("delete from cohort")

    def test_a_file_held_by_another_process_is_busy_and_names_it(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add_cohort(store)
        monkeypatch.setattr(connection, "PATIENCE_SECONDS", 0.05)
        with held_by_another_process(store.path) as pid:
            with pytest.raises(StoreBusy, match=str(pid)), store.reading():
                pass
            with pytest.raises(StoreBusy, match=str(pid)), store.writing("ruth", "write", TODAY):
                pass
        with store.reading() as db:
            assert db.execute("select name from cohort").fetchall() == [("Spring",)]

    def test_the_fingerprint_tells_that_someone_saved(self, store: Store) -> None:
        add_cohort(store)
        before = store.fingerprint()
        with store.reading() as db:
            db.execute("select * from cohort").fetchall()
        assert store.fingerprint() == before
        add_cohort(store, "Autumn")
        assert store.fingerprint() != before


class TestWriting:
    def test_every_row_leaves_an_event_with_before_and_after(self, store: Store) -> None:
        cohort = add_cohort(store)
        with store.writing("dele", "rename", TODAY) as change:
            change.update("cohort", [{"id": cohort, "version": 1, "name": "Spring 2026"}])
        with store.reading() as db:
            events = db.execute(
                "select change, who, command, recorded_on, entity, entity_id, before->>'name', after->>'name', "
                "(after->>'version')::integer from event where change > 0 order by id"
            ).fetchall()
        assert events == [
            (1, "ruth", "make cohort", TODAY, "cohort", cohort, None, "Spring", 1),
            (2, "dele", "rename", TODAY, "cohort", cohort, "Spring", "Spring 2026", 2),
        ]

    def test_rows_added_together_keep_their_order_and_share_a_change(self, store: Store) -> None:
        with store.writing("ruth", "add", TODAY) as change:
            ids = change.insert(
                "person", [{"name": f"P{n}", "email": f"p{n}@example.org"} for n in range(500)]
            )
        with store.reading() as db:
            assert db.execute("select id, name from person order by id").fetchall() == [
                (row_id, f"P{n}") for n, row_id in enumerate(ids)
            ]
            assert db.execute(
                "select count(*), count(distinct change) from event where change > 0"
            ).fetchone() == (500, 1)

    def test_a_stale_version_is_refused_with_both_versions_and_writes_nothing(self, store: Store) -> None:
        cohort, other = add_cohort(store), add_cohort(store, "Autumn")
        with store.writing("dele", "rename", TODAY) as change:
            change.update("cohort", [{"id": cohort, "version": 1, "name": "Theirs"}])
        with pytest.raises(StaleEdit) as refused, store.writing("ruth", "rename", TODAY) as change:
            change.update(
                "cohort",
                [
                    {"id": other, "version": 1, "name": "Mine too"},
                    {"id": cohort, "version": 1, "name": "Mine"},
                ],
            )
        assert (refused.value.ours, refused.value.theirs) == (1, 2)
        with store.reading() as db:
            assert db.execute("select name from cohort order by id").fetchall() == [("Theirs",), ("Autumn",)]

    def test_a_row_written_twice_in_one_change_has_two_events(self, store: Store) -> None:
        cohort = add_cohort(store)
        with store.writing("ruth", "rename twice", TODAY) as change:
            change.update("cohort", [{"id": cohort, "version": 1, "name": "B"}])
            change.update("cohort", [{"id": cohort, "version": 2, "name": "C"}])
        with store.reading() as db:
            assert db.execute(
                "select before->>'name', after->>'name' from event where change = 2 order by id"
            ).fetchall() == [("Spring", "B"), ("B", "C")]

    def test_a_column_that_is_not_there_is_a_programming_error(self, store: Store) -> None:
        with pytest.raises(KeyError, match="colour"), store.writing("ruth", "x", TODAY) as change:
            change.insert("cohort", [{"colour": "red"}])


def test_processes_writing_at_once_lose_nothing(store: Store) -> None:
    """Real processes, each adding rows and counting on one shared row."""
    cohort = add_cohort(store)
    program = f"""
from datetime import date
from pathlib import Path
from coordinator.store import connection
connection.PATIENCE_SECONDS = 120
store = connection.Store(Path({str(store.path)!r}))
for n in range(10):
    with store.writing("p", "count", date(2026, 3, 14)) as change:
        version, days = change.db.execute("select version, duration_days from cohort").fetchall()[0]
        change.update("cohort", [{{"id": {cohort}, "version": version, "duration_days": days + 1}}])
"""
    processes = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(4)]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    with store.reading() as db:
        assert db.execute("select duration_days - $d, version - 1 from cohort", {"d": 182}).fetchone() == (
            40,
            40,
        )
        assert db.execute("select count(*) from event where command = 'count'").fetchone() == (40,)
