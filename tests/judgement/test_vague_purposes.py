"""Which names of a purpose say nothing, and which say enough (WP 203 p. 16)."""

import pytest

from tests.judgement.raising import verdict

VAGUE = [
    # The examples of WP 203
    *("Improving users’ experience", "Marketing purposes", "IT-security purposes"),
    "Future research",
    # What stands in privacy policies
    *("Development and improvement of products and services", "Improving our services"),
    *("Improvement", "Developing our website", "Optimisation of the services and processes"),
    *("Product development", "Product and service improvement", "Business development"),
    *("Archiving", "Statistics", "Statistical purposes", "Research", "Analytics"),
    *("Scientific or historical research", "Historical research purposes."),
    *("Archiving, research and statistics", "Research and development", "Market research"),
    *("Internal purposes", "Internal management", "Management reporting"),
    *("Reporting to management", "Carrying out business processes", "Business purposes"),
    *("Commercial purposes", "Future uses", "Security", "Administration", "Miscellaneous"),
    *("Billing, etc.", "Advice and other purposes", "Sonstige Zwecke", "Други цели"),
]
SAYS_ENOUGH = [
    *("Statistics on which help pages are read", "Finding out which help pages are read"),
    *("Improving the search of the shop by what was searched for in vain", "Paying wages"),
    *("Improving the sound of calls by measuring how they break off", "Direct marketing by post"),
    *("Development of a vaccine against measles", "Archiving the minutes of the council"),
    *("Research into the causes of asthma in children", "Sending the newsletter"),
    *("Reporting to the management how many orders were late", "Marketing of our own garden tools"),
    *("Security of the server room by a record of who enters", "Archiving in the public interest"),
    *("Managing leave of the staff", "Business trips: booking and paying them"),
    *("Paying the other half of a purchase", "Analytics of failed payments, to mend their causes"),
]


def raised(name: str) -> list[str]:
    found = verdict({"processing": {"purposes": {"p1": {"name": name}}}})["findings"]
    return [entry["weight"] for entry in found if entry["id"] == "purpose-indefinite"]


@pytest.mark.parametrize("name", VAGUE)
def test_a_name_that_would_cover_almost_anything_is_found(name: str) -> None:
    assert raised(name) == ["serious"]


@pytest.mark.parametrize("name", SAYS_ENOUGH)
def test_a_name_that_says_what_is_done_is_left_alone(name: str) -> None:
    assert raised(name) == []
