"""The columns of a table are asked in the order the questionnaire names."""

from dpia.questionnaire.model import load_question


def test_columns_keep_their_order_whatever_the_order_of_the_keys() -> None:
    text = {"title": "?", "type": "string"}
    cells = {"id": {"type": "string"}, "a": text, "b": text, "c": text}
    items = {"type": "object", "properties": cells, "x-columns": ["c", "a", "b"]}
    table = load_question("t", "rows", {"title": "Rows", "type": "array", "items": items})
    assert [column.id for column in table.columns] == ["c", "a", "b"]
