"""TinyDB on the register's storage and on its own: the same after any order of operations."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tinydb import Storage, TinyDB, where
from tinydb.storages import JSONStorage

from dpia.register.storage import AtomicStorage
from tests.long import long
from tests.reliability.running import EXAMPLES

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["a", "b"])
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=2)
TABLES = st.sampled_from(["_default", "other"])
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), TABLES, DOCUMENTS),
        st.tuples(st.just("insert_multiple"), TABLES, st.lists(DOCUMENTS, max_size=3)),
        st.tuples(st.just("update"), TABLES, DOCUMENTS),
        st.tuples(st.just("upsert"), TABLES, DOCUMENTS),
        st.tuples(st.just("remove"), TABLES, VALUES),
        st.tuples(st.just("truncate"), TABLES, st.none()),
        st.tuples(st.just("drop_table"), TABLES, st.none()),
        st.tuples(st.just("open again"), TABLES, st.none()),
    ),
    max_size=12,
)


class OneOfMany(AtomicStorage):
    """Keeps the first document of each table alone."""

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        super().write({name: dict(list(table.items())[:1]) for name, table in data.items()})


def outcome(storage: type[Storage], operations: Iterable[tuple[str, str, Any]]) -> list[Any]:
    """Return what every operation answered, and what is there in the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "database.json")
        database = TinyDB(path, storage=storage)
        said: list[Any] = []
        for name, table, given_ in operations:
            if name == "open again":
                database.close()
                database = TinyDB(path, storage=storage)
                said.append({t: database.table(t).all() for t in sorted(database.tables())})
            elif name == "drop_table":
                database.drop_table(table)
            elif name == "truncate":
                database.table(table).truncate()
            elif name == "upsert":
                said.append(database.table(table).upsert(given_, where("a").exists()))
            elif name == "update":
                said.append(database.table(table).update(given_, where("b").exists()))
            elif name == "remove":
                said.append(database.table(table).remove(where("a") == given_))
            else:
                said.append(getattr(database.table(table), name)(given_))
        database.close()
        with TinyDB(path, storage=storage) as last:
            said.append({name: last.table(name).all() for name in sorted(last.tables())})
        return said


@settings(max_examples=EXAMPLES or long(15, 40))
@given(OPERATIONS)
def test_the_registers_storage_does_what_tinydbs_own_does(operations: Any) -> None:
    assert outcome(AtomicStorage, operations) == outcome(JSONStorage, operations)


def test_the_comparison_with_tinydb_notices_a_careless_storage() -> None:
    @settings(
        max_examples=200,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(OPERATIONS)
    def same(operations: Any) -> None:
        assert outcome(OneOfMany, operations) == outcome(JSONStorage, operations)

    with pytest.raises(AssertionError):
        same()
