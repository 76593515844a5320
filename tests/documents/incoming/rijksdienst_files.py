"""Files as the Dutch central government's tool saves them, with answers of our own."""

from typing import Any

AT = "2026-08-20T09:00:00Z"
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)


def said(value: Any) -> dict[str, Any]:
    return {"value": value, "lastEditedAt": AT}


def form(urn: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Return a file: single answers, and groups given as lists of rows."""
    found: dict[str, Any] = {}
    for task, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found[task] = [
                {"_index": place} | {name: said(cell) for name, cell in row.items()}
                for place, row in enumerate(value)
            ]
        else:
            found[task] = said(value)
    return {
        "$schema": "https://example.org/assessment-output.v2.schema.json",
        "metadata": {"urn": urn, "createdAt": AT, "completedTasks": ["0"]},
        "answers": found,
    }


PRESCAN = form(
    "urn:nl:prescan:2.0",
    {
        "0.1": "false",
        "0.2": "Leden reserveren een fiets. Dat kan ook met de telefoon.",
        "0.3": "Fietsen uitlenen",
        "0.4": "Rechtsgrond noodzakelijk voor de uitvoering van een overeenkoms",
        "0.5.1": "true",
        "1.1.2": ["Categorie gewone persoonsgegevens: Naam, contactgegevens"],
        "1.2.1": "true",
        "1.2.2": ["Categorie bijzondere persoonsgegevens: Gegevens over gezondheid"],
        "1.3.2": [
            "Categorie gevoelige persoonsgegevens: Communicatie- en locatiegegevens",
            "Categorie gevoelige persoonsgegevens: Strafrechtelijke gegevens",
        ],
        "1.4.1": [
            "Categorie betrokkenen: Kinderen jonger dan 16 jaar",
            "Categorie betrokkenen: Medewerkers/bewindspersonen",
        ],
        "1.5.1": "true",
        "1.5.4": "Aantal jaren",
        "2.1.1": "true",
        "2.1.6": "Standaard contractsbepaling (SCC)",
        "3.1": ["Lijst AP: Locatiegegevens"],
        "9.9": "Iets van later",
    },
)
DPIA = form(
    "urn:nl:dpia:3.0",
    {
        "0": "Waarom deze DPIA.",
        "1.1": "Een pas opent het fietsenhok.\nDe pas onthoudt wanneer.",
        "1.2": [{"1.2.1": {"data": PNG, "title": "Stroom"}}],
        "2.1": [
            {"2.1.1": "Pasnummer", "2.1.2": "Leden", "2.1.4": "gewoon"},
            {"2.1.1": "Knieklacht", "2.1.2": "Leden", "2.1.4": "bijzonder"},
        ],
        "3.1": [{"3.1.1": "Uitgifte", "3.1.2": "De balie geeft de pas."}],
        "5.1": [{"5.1.1": "Fietsen uitlenen"}, {"5.1.1": "Tellen"}],
        "6.1.1": [
            {"6.1.1.1": "De club", "6.1.1.2": ["Verwerkingsverantwoordelijke"]},
            {"6.1.1.1": "De host", "6.1.1.2": ["Verwerker"]},
        ],
        "8.1.1": [{"8.1.1.1": "Canada", "8.1.1.2": "Adequaatheidsbesluit"}],
        "11.1.1": [{"11.1.1.1": "Rechtsgrond gerechtvaardigd belang", "11.1.1.2": "Zie boven"}],
        "12.1.2": [{"12.1.2.4": "Type bijzondere persoonsgegevens: Gegevens over gezondheid"}],
        "12.3.1": "true",
        "14.2": "Het weegt op.",
        "15.1.1": "true",
        "15.1.2": "Per brief.",
        "16.1": [
            {
                "16.1.1": "Een pas raakt weg. Dan rijdt een ander.",
                "16.1.2": "Vergeten",
                "16.1.3": "hoog",
                "16.1.5": "midden",
                "16.1.7": "hoog",
                "16.1.8": "Komt vaak voor.",
            },
            {"16.1.1": "Iemand ziet de tijden", "16.1.3": "laag"},
        ],
        "17.1": [
            {
                "17.1.1": ["Een pas raakt weg. Dan rijdt een ander."],
                "17.1.3": "Passen blokkeren",
                "17.1.4": "laag",
                "17.1.7": "De balie",
            }
        ],
        "18": "Kort en goed.",
        "19.2": "definitief",
        "19.4.1": "De club",
        "19.5.4": "F. Gee",
        "19.5.6": "2026-05-04",
        "19.5.7": "Akkoord, mits de passen te blokkeren zijn.",
        "20.1": [{"20.1.4": "V. Oorzitter"}],
    },
)
