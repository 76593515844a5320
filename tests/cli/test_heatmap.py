"""`dpia heatmap`: counts in words, JSON, and the risks in one cell."""

from tests.cli.conftest import Run


def test_counts_the_risks_of_a_register(run: Run) -> None:
    assert "No assessment fits" in run("heatmap").err
    for title, method, owner in (("One", "four-by-four", "Ada B."), ("Two", "ico", "Bob")):
        case = run("new", title, "--method", method).out.strip()
        run("edit", case, "--owner", owner)
        run("risk", "add", case, f"Risk of {title}")
        run("risk", "set", case, "r1", "--likelihood", "2", "--severity", "3")
    done = run("heatmap")
    assert done.code == 0 and "Four by four" in done.out and "ICO three by three" in done.out
    assert "Today, 1 assessment" in done.out and "Medium: 1" in done.out
    assert "Rated: 1. Of these not confirmed: 1, raised by a flag: 0. Not rated: 0." in done.out
    (only,) = run("heatmap", "owner:Ada B.", "--json").json
    assert only["method"]["id"] == "four-by-four" and only["assessments"] == 1
    (cell,) = only["stages"]["target"]["cells"]
    assert cell == {"severity": 3, "likelihood": 2, "level": "medium", "risks": 1}
    listed = run("heatmap", "--cell", "3", "2", "--json").json
    assert [(entry["reference"][-4:], entry["risk"], entry["title"]) for entry in listed] == [
        ("0001", "r1", "Risk of One"), ("0002", "r1", "Risk of Two"),
    ]  # fmt: skip
    assert "Risk of Two" in run("heatmap", "--method", "ico", "--cell", "3", "2").out
    assert "No risk lies in this cell." in run("heatmap", "--cell", "1", "1").err
    assert run("heatmap", "status:wrong").code == 3
