"""Linked data: only terms of the vocabulary, nothing more than the verdict, nothing proposed."""

import json
import re
from typing import Any

import pytest

from dpia.documents.dpv import CONTEXT
from tests.cli.conftest import Run

DPV = re.findall(
    r"\S+",
    """
AuditApproved AuditConditionallyApproved AuditRejected ActivityCompleted ActivityOngoing
ActivityPlanned Authority DPIA DataController DataProcessor DataProtectionAuthority
DataSubProcessor JointDataControllers Lawful LegalMeasure Likelihood OrganisationalMeasure
PersonalData Process Purpose Recipient ResidualRisk Risk RiskLevel RiskMitigationMeasure
SensitivePersonalData Severity SpecialCategoryPersonalData TechnicalMeasure
TechnicalOrganisationalMeasure Unlawful hasActivityStatus hasAuditStatus hasAuthority
hasDataController hasImpactAssessment hasLawfulness hasLegalBasis hasLikelihood hasPersonalData
hasPurpose hasRecipient hasResidualRisk hasRisk hasRiskLevel hasSeverity isMitigatedByMeasure
isResidualRiskOf mitigatesRisk
""",
)
GDPR = re.findall(
    r"\S+",
    """
A6-1-a A6-1-b A6-1-c A6-1-d A6-1-e A6-1-f DPIAIndicatesHighRisk DPIAIndicatesLowRisk
DPIANecessityAssessment DPIANotRequired DPIAOutcome DPIAOutcomeDPAConsultation
DPIAOutcomeHighResidualRisk DPIAOutcomeRisksAcceptable DPIAProcedure
DPIARecommendsProcessingContinue DPIARecommendsProcessingNotContinue DPIARequired
""",
)
RISK = ["LowRisk", "ModerateRisk", "HighRisk", "VeryHighRisk"]
"""Terms as DPV 2.2 publishes them in its tables of modules."""


@pytest.fixture(scope="module")
def terms() -> dict[str, set[str]]:
    return {"dpv": set(DPV), "eu-gdpr": set(GDPR), "risk": set(RISK)}


def exported(run: Run, *words: str) -> dict[str, dict[str, Any]]:
    done = run("export", "-o", "-", "--jsonld", *words)
    assert done.code == 0
    assert done.json["@context"] == CONTEXT
    return {node["@id"]: node for node in done.json["@graph"]}


def statuses(nodes: dict[str, dict[str, Any]]) -> set[str]:
    (found,) = [node for node in nodes.values() if node["@type"] == "dpv:DPIA"]
    return {status["@id"] for status in found.get("dpv:hasAuditStatus", ())}


def test_every_term_is_one_of_the_vocabulary_and_every_link_leads_somewhere(
    run: Run, terms: dict[str, set[str]]
) -> None:
    for example in ("traffic-data-retention", "newsletters", "debt-recovery"):
        assert run("examples", "add", example).code == 0
    nodes = exported(run)
    text = json.dumps(list(nodes.values()))
    for prefix, name in re.findall(r'"(dpv|eu-gdpr|risk):([^"]+)"', text):
        assert name in terms[prefix]
    for link in re.findall(r'{"@id": "(urn:uuid:[^"]+)"}', text):
        assert link in nodes
    assert {node["@type"] for node in nodes.values() if isinstance(node["@type"], str)} >= {
        "dpv:DPIA",
        "dpv:Process",
        "dpv:Risk",
        "dpv:ResidualRisk",
    }


def test_it_says_what_the_verdict_says(run: Run) -> None:
    reference = run("examples", "add", "traffic-data-retention").out.strip()
    assert statuses(exported(run, reference)) == {
        "eu-gdpr:DPIARequired",
        "eu-gdpr:DPIAIndicatesHighRisk",
        "eu-gdpr:DPIAOutcomeDPAConsultation",
        "eu-gdpr:DPIAOutcomeHighResidualRisk",
    }


def test_what_is_not_known_has_no_status(run: Run, case: str) -> None:
    assert statuses(exported(run, case)) == set()


def test_a_proposed_text_stays_away_and_that_is_said(run: Run, case: str) -> None:
    assert run("risk", "pick", case, "chilling-effect").code == 0
    nodes = exported(run, case)
    assert not [node for node in nodes.values() if node["@type"] == "dpv:Risk"]
    assert "only proposed" in run("export", "-o", "-", "--jsonld", case).err
