"""Assessments as linked data in the Data Privacy Vocabulary (DPV 2.2, https://w3id.org/dpv).

Only terms that the vocabulary has are used. What it has no term for, and what is not known, is
left out: nothing here says more than the verdict. Texts that are only proposed stay away.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from dpia.assessment.proposed import confirmed_text
from dpia.judgement.method import Level, read
from dpia.judgement.telling import trusted
from dpia.questionnaire.rulebook import Rulebook

Node = dict[str, Any]
Document = Mapping[str, Any]

CONTEXT: Node = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "risk": "https://w3id.org/dpv/risk#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:created": {"@type": "xsd:dateTime"},
    "dct:modified": {"@type": "xsd:dateTime"},
    "dct:valid": {"@type": "xsd:date"},
}
"""Stands in every file, so that nothing has to be fetched to read one."""

_NECESSITY = {"required": "DPIARequired", "not-required": "DPIANotRequired"}
_DECIDED = {
    "approved": ("DPIAOutcomeRisksAcceptable", "DPIARecommendsProcessingContinue"),
    "conditionally-approved": ("DPIAOutcomeRisksAcceptable", "DPIARecommendsProcessingContinue"),
    "consultation": ("DPIAOutcomeDPAConsultation",),
    "rejected": ("DPIARecommendsProcessingNotContinue",),
}
_AUDIT = {
    "approved": "AuditApproved",
    "conditionally-approved": "AuditConditionallyApproved",
    "rejected": "AuditRejected",
}
_LAWFULNESS = {"lawful": "dpv:Lawful", "unlawful": "dpv:Unlawful"}
_BASIS = {
    "consent": "A6-1-a",
    "contract": "A6-1-b",
    "legal_obligation": "A6-1-c",
    "vital_interests": "A6-1-d",
    "public_task": "A6-1-e",
    "legitimate_interest": "A6-1-f",
}
_LEVELS = {
    "low": "LowRisk",
    "medium": "ModerateRisk",
    "high": "HighRisk",
    "very-high": "VeryHighRisk",
}
_DATA = {"personal": "SensitivePersonalData", "special": "SpecialCategoryPersonalData"}
_RECIPIENTS = {
    "processor": "DataProcessor",
    "sub_processor": "DataSubProcessor",
    "controller": "DataController",
    "joint": "JointDataControllers",
    "authority": "Authority",
}
_MEASURES = {
    "technical": "TechnicalMeasure",
    "organisational": "OrganisationalMeasure",
    "legal": "LegalMeasure",
}
# The activity is putting the measure in place.
_PLACED = {
    "planned": "ActivityPlanned",
    "partially-implemented": "ActivityOngoing",
    "implemented": "ActivityCompleted",
}


def nodes(document: Document, verdict: Document, rules: Rulebook) -> Iterator[Node]:
    """Yield the nodes of one assessment: itself, the processing, its risks and its measures."""
    name = f"urn:uuid:{document['id']}"
    text = confirmed_text(document)
    measures = [row for row in text.measures if row.get("status") != "rejected"]
    yield _assessment(document, verdict, rules, name)
    yield _processing(document, verdict, name, [_part(name, "risk", r) for r in text.risks])
    judged = {risk["id"]: risk for risk in verdict["risks"]}
    for risk in text.risks:
        treating = [m for m in measures if any(e["risk"] == risk["id"] for e in _effects(m))]
        yield from _risk(risk, judged.get(risk["id"], {}), treating, rules, name)
    for measure in measures:
        yield _measure(measure, name)


def _part(name: str, kind: str, row: Document) -> str:
    return f"{name}#{kind}-{quote(str(row['id']), safe='')}"


def _named(**fields: Any) -> Node:
    """Return the fields that say something, `__` in their names standing for a colon."""
    told = {n: [v for v in f if v] if isinstance(f, list) else f for n, f in fields.items()}
    return {name.replace("__", ":"): value for name, value in told.items() if value}


def _refs(prefix: str, *names: str | None) -> list[Node]:
    return [{"@id": f"{prefix}:{name}"} for name in names if name]


def _assessment(document: Document, verdict: Document, rules: Rulebook, name: str) -> Node:
    before = (document.get("previous") or {}).get("id")
    necessity = _NECESSITY.get(verdict["screening"]["outcome"])
    parts = [
        _step(name, "necessity", "DPIANecessityAssessment", _refs("eu-gdpr", necessity)),
        _step(name, "procedure", "DPIAProcedure", _refs("eu-gdpr", _found_risk(verdict, rules))),
        _step(name, "outcome", "DPIAOutcome", _outcome(document, verdict)),
    ]
    return {"@id": name, "@type": "dpv:DPIA"} | _named(
        dct__identifier=document.get("reference"),
        dct__title=document.get("title"),
        dct__created=document.get("created"),
        dct__modified=document.get("updated"),
        dct__valid=(document.get("dates") or {}).get("review_due"),
        dct__isVersionOf={"@id": f"urn:uuid:{before}"} if before else None,
        dct__subject={"@id": f"{name}#processing"},
        dct__hasPart=parts,
        dpv__hasAuditStatus=[s for part in parts for s in part.get("dpv:hasAuditStatus", ())],
        dpv__hasAuthority=_entity("DataProtectionAuthority", _authority(document, rules)),
    )


def _authority(document: Document, rules: Rulebook) -> str | None:
    """Return the name of the lead authority, where it is one body."""
    found = rules.authorities.get(str(document["authority"]))
    bodies: list[Document] = list(found.document.get("bodies", ())) if found else []
    return str(bodies[0]["title"]) if len(bodies) == 1 else None


def _step(name: str, kind: str, type_: str, statuses: list[Node]) -> Node:
    step = {"@id": f"{name}#{kind}", "@type": f"eu-gdpr:{type_}"}
    return step | _named(dpv__hasAuditStatus=statuses)


def _level(rules: Rulebook, level: object) -> Level | None:
    return read(rules.method_document).levels.get(str(level))


def _found_risk(verdict: Document, rules: Rulebook) -> str | None:
    """Return what was found: high where Art. 36 would ask, low only once every risk is rated."""
    overall = _level(rules, verdict["overall"].get("inherent"))
    if overall is None:
        return None
    if overall.consult:
        return "DPIAIndicatesHighRisk"
    rated = all(risk["inherent"].get("level") for risk in verdict["risks"])
    lowest = min(level.rank for level in read(rules.method_document).levels.values())
    return "DPIAIndicatesLowRisk" if rated and overall.rank == lowest else None


def _outcome(document: Document, verdict: Document) -> list[Node]:
    decision = (document.get("decision") or {}).get("outcome")
    consultation = verdict["consultation"]
    found = list(_DECIDED.get(str(decision), ()))
    if consultation["outcome"] == "required":
        found.append("DPIAOutcomeDPAConsultation")
    if "36(1)" in consultation["basis"]:
        found.append("DPIAOutcomeHighResidualRisk")
    return [*_refs("eu-gdpr", *dict.fromkeys(found)), *_refs("dpv", _AUDIT.get(str(decision)))]


def _processing(document: Document, verdict: Document, name: str, risks: list[str]) -> Node:
    said = (document.get("answers") or {}).get("processing") or {}
    controller = said.get("controller") or document.get("organisation")
    return {"@id": f"{name}#processing", "@type": "dpv:Process"} | _named(
        dct__title=document.get("title"),
        dct__description=said.get("description") or document.get("description"),
        dct__identifier=said.get("record_reference"),
        dpv__hasImpactAssessment={"@id": name},
        dpv__hasLawfulness=_lawful(verdict["lawfulness"]["outcome"]),
        dpv__hasDataController=_entity("DataController", controller),
        dpv__hasPurpose=[_purpose(row) for row in said.get("purposes", ())],
        dpv__hasPersonalData=[
            _entity(_DATA.get(str(row.get("sensitivity")), "PersonalData"), row.get("item"))
            for row in said.get("data_items", ())
        ],
        dpv__hasRecipient=[
            _entity(_RECIPIENTS.get(str(row.get("role")), "Recipient"), row.get("name"))
            for row in said.get("recipients", ())
        ],
        dpv__hasRisk=[{"@id": risk} for risk in risks],
    )


def _lawful(outcome: object) -> Node | None:
    term = _LAWFULNESS.get(str(outcome))
    return {"@id": term} if term else None


def _entity(type_: str, label: object) -> Node | None:
    return {"@type": f"dpv:{type_}"} | _named(rdfs__label=label) if label else None


def _purpose(row: Document) -> Node:
    basis = _BASIS.get(str(row.get("legal_basis")))
    return {"@type": "dpv:Purpose"} | _named(
        rdfs__label=row.get("name"),
        dpv__hasLegalBasis={"@id": f"eu-gdpr:{basis}"} if basis else None,
    )


def _effects(measure: Document) -> list[Node]:
    return list(measure.get("effects") or ())


def _risk(
    risk: Document, judged: Document, treating: list[Document], rules: Rulebook, name: str
) -> Iterator[Node]:
    """Yield a risk as it is inherently, and what is left of it once all measures are in place."""
    here = _part(name, "risk", risk)
    target = judged.get("target") or {}
    left = f"{here}-target" if target.get("level") else None
    yield {"@id": here, "@type": "dpv:Risk"} | _named(
        rdfs__label=risk.get("title"),
        dct__description=risk.get("description"),
        **_rated(judged.get("inherent") or {}, rules),
        dpv__isMitigatedByMeasure=[{"@id": _part(name, "measure", m)} for m in treating],
        dpv__hasResidualRisk={"@id": left} if left else None,
    )
    if left:
        yield {"@id": left, "@type": "dpv:ResidualRisk"} | _named(
            rdfs__label=risk.get("title"),
            dpv__isResidualRiskOf={"@id": here},
            **_rated(target, rules),
        )


def _rated(rating: Document, rules: Rulebook) -> Node:
    level = _level(rules, rating.get("level"))
    close = _LEVELS.get(level.id) if level else None
    found: Node = {
        f"dpv__has{axis.capitalize()}": _entity(axis.capitalize(), step["title"])
        for axis in ("likelihood", "severity")
        for step in rules.method_document[axis]
        if step["level"] == rating.get(axis)
    }
    if level:
        found["dpv__hasRiskLevel"] = {"@type": "dpv:RiskLevel"} | _named(
            rdfs__label=level.title,
            rdfs__comment=trusted(rules.method_document).get("confidence_note"),
            skos__closeMatch={"@id": f"risk:{close}"} if close else None,
        )
    return found


def _measure(measure: Document, name: str) -> Node:
    kind = _MEASURES.get(str(measure.get("kind")), "TechnicalOrganisationalMeasure")
    treats = [{"@id": _part(name, "risk", {"id": e["risk"]})} for e in _effects(measure)]
    placed = _PLACED.get(str(measure.get("status")))
    types = [f"dpv:{kind}", *(["dpv:RiskMitigationMeasure"] if treats else [])]
    return {"@id": _part(name, "measure", measure), "@type": types} | _named(
        rdfs__label=measure.get("title"),
        dct__description=measure.get("description"),
        dpv__mitigatesRisk=treats,
        dpv__hasActivityStatus={"@id": f"dpv:{placed}"} if placed else None,
    )
