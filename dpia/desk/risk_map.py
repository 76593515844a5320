"""The heat map of a register: gathers where the risks stand, and reads what is not known."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dpia.errors import DpiaError, Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.desk import Desk
    from dpia.documents.risk_map import RiskMap

Row = Mapping[str, Any]
Progress = Callable[[int, int], None]


class RiskMaps:
    """Maps of one register. What had to be judged is kept for the next time."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._judged: dict[tuple[str, int], dict[str, Any]] = {}

    def gather(
        self, desk: "Desk", rows: Sequence[Row], progress: Progress | None = None
    ) -> "tuple[list[RiskMap], list[str]]":
        """Return a map for each method among `rows`, and a sentence for each that cannot be read.

        Assessments last saved by an older dpia do not say where their risks stand: they are judged
        now, and `progress(done, total)` is called before each; an exception it raises ends it all.
        """
        from dpia.documents.risk_map import risk_maps

        problems = [str(row["damaged"]) for row in rows if row.get("damaged")]
        sound = [row for row in rows if not row.get("damaged")]
        known = {name: said for name, said in desk.register.risks().items() if _whole(said)}
        missing = [row for row in sound if row["id"] not in known]
        for done, row in enumerate(missing):
            if progress:
                progress(done, len(missing))
            try:
                known[row["id"]] = self._judge(desk, row)
            except DpiaError as problem:
                problems.append(problem.message)

        def placed() -> Iterator[tuple[str, Row]]:
            for row in sound:
                if row["id"] in known:
                    yield row["id"], known[row["id"]]

        return risk_maps(placed(), desk.register.frozen), problems

    def _judge(self, desk: "Desk", row: Row) -> dict[str, Any]:
        from dpia.judgement import summarise

        key = (row["id"], row["revision"])
        if key not in self._judged:
            case = desk.open(row["id"])
            method = case.document["judged_by"].get(f"methods/{case.document['method']}")
            if not method:
                message = _("{reference}: nothing says which method its risks are rated by.")
                raise Invalid(message.format(reference=row["reference"]))
            risks = summarise(case.verdict, case.document)["risks"]
            self._judged[key] = {"method": method, "risks": risks}
        return self._judged[key]


def _whole(said: Any) -> bool:
    return isinstance(said, dict) and isinstance(said.get("method"), str)


def titles(desk: "Desk", assessment: str) -> dict[str, str]:
    """Return the titles of the risks of one assessment by their ids, in their order.

    Raises what loading raises.
    """
    document = desk.register.load(assessment).document
    return {risk["id"]: str(risk.get("title", "")) for risk in document.get("risks", ())}
