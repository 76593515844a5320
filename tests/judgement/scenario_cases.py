"""For each scenario of the catalogue: answers that call for it, and near ones that do not.

Both are laid over the same quiet processing. The second kind looks much like the first, so that
a condition that has become too wide is noticed as soon as one that no longer fires.
"""

from typing import Any

Answers = dict[str, Any]
MONITORED = {"monitoring_manner": ["by_system"]}


def screened(**answers: Any) -> Answers:
    """Return answers to the screening."""
    return {"screening": answers}


def recipient(role: str) -> Answers:
    """Return a processing whose data somebody receives in that role."""
    return {"processing": {"recipients": [{"id": "x1", "role": role}]}}


def based_on(basis: str) -> Answers:
    """Return a processing with that legal basis."""
    rows = [{"id": "p1", "legal_basis": basis, "collected_for": "this"}]
    return {"processing": {"purposes": rows}}


def operates(*operations: str, **more: Any) -> Answers:
    """Return a screening with these operations."""
    return screened(operations=list(operations), **more)


def uses(*kinds: str, **more: Any) -> Answers:
    """Return a screening with these kinds of data."""
    return screened(data_kinds=list(kinds), **more)


def watches(*watched: str, **more: Any) -> Answers:
    """Return a screening in which this is observed by a system."""
    return screened(monitoring=list(watched), **MONITORED, **more)


def serves(*fields: str, **more: Any) -> Answers:
    """Return a screening of these fields."""
    return screened(fields=list(fields), **more)


def people(*kinds: str, **more: Any) -> Answers:
    """Return a screening with these people."""
    if "children" in kinds:
        more = {"online_service_to_children": "no", **more}
    return screened(people_kinds=list(kinds), **more)


def evaluated(**profiling: Any) -> Answers:
    """Return an automated evaluation of behaviour."""
    return {**screened(evaluation=["behaviour"]), "profiling": {"means": "automated", **profiling}}


def intelligent(*tasks: str, **more: Any) -> Answers:
    """Return artificial intelligence at these tasks."""
    found = {"ai_use": list(tasks), "devices": [], **more}
    return {**screened(technology=["artificial_intelligence"]), "new_technology": found}


def connected(*devices: str, data: str = "function") -> Answers:
    """Return connected devices of these kinds."""
    found = {"devices": list(devices), "device_data": [data]}
    return {**screened(technology=["connected_devices"]), "new_technology": found}


def observed(watched: str, **monitoring: Any) -> Answers:
    """Return what is observed, and how."""
    return {**watches(watched), "monitoring": monitoring}


def recognised(use: str, *features: str) -> Answers:
    """Return people recognised by features of their body for one use."""
    found = {"features": list(features), "biometric_use": [use]}
    return {**uses("biometric_id", rhythm="regular"), "biometric_genetic": found}


def located(manner: str) -> Answers:
    """Return location data obtained in that manner."""
    found = {"location_manner": [manner], "location_use": ["service"]}
    return {**uses("location"), "communications_location": found}


def at_work(*watched: str) -> Answers:
    """Return what of employees' work is watched."""
    return {**watches("employees"), "employees": {"watched": list(watched)}}


def sent_abroad(**row: Any) -> Answers:
    """Return a transfer outside the EEA."""
    rows = [{"id": "t1", "recipient": "A hoster", **row}]
    return {"processing": {"outside_eea": "yes"}, "transfers": {"transfers": rows}}


ADVERTISING = operates("behavioural_advertising")
COMMUNICATIONS = uses("communications", communications_use="also_other")
SECURED = uses("communications", communications_use="only_security")
CHILDREN = people("children")
EMPLOYEES = watches("employees")
COMBINED = operates("combines_datasets", combining_expected="yes")
MOVED = operates("migrates_data")
PERIOD: Answers = {"id": "d1", "purposes": ["p1"], "retention": "period"}
ENDLESS: Answers = {"processing": {"data_items": [{**PERIOD, "retention": "none"}]}}
CRITERIA: Answers = {"processing": {"data_items": [{**PERIOD, "retention": "criteria"}]}}
LARGE: Answers = {"screening": {"people": 50_000}, "large_scale": {"duration": "long"}}
MANY_BUT_BRIEF: Answers = {
    "screening": {"people": 50_000},
    "large_scale": {"duration": "short", "area": "local", "wide_range": "no"},
}
UNTOLD = {**operates("third_party_data"), "processing": {"information": "partly"}}
HOSPITAL = {
    **screened(data_kinds=["health"], people_kinds=["patients"]),
    "large_scale": {"care_setting": "hospital"},
}


def decides(*consequences: str, part: str = "real") -> Answers:
    """Return decisions that rest on an automated result."""
    found = {"consequences": list(consequences), "human_part": part}
    return {**screened(effects=["automated_decisions"]), "automated_decisions": found}


def reused(**more: Any) -> Answers:
    """Return data combined in other ways than the least."""
    return {**COMBINED, "combining_data": {"all_from_people": "yes", **more}}


Case = tuple[Answers, Answers]
CASES: dict[str, Case] = {
    # As designed
    "discrimination": (screened(evaluation=["behaviour"]), decides()),
    "loss-of-control": (recipient("controller"), recipient("processor")),
    "manipulation": (ADVERTISING, watches("online")),
    "chilling-effect": (COMMUNICATIONS, screened(monitoring=["devices"], monitoring_manner=[])),
    "exclusion-from-service": (screened(effects=["access"]), screened(effects=["others_decide"])),
    "re-identification": (watches("online"), ADVERTISING),
    "function-creep": (operates("new_purpose"), operates("third_party_data")),
    "exposure-of-children": (CHILDREN, people("older_people")),
    "opaque-decision": (decides("credit"), decides()),
    "excessive-retention": (ENDLESS, CRITERIA),
    "surveillance-at-work": (EMPLOYEES, people("employees")),
    "foreign-authority-access": (
        sent_abroad(country="in", instrument="scc"),
        recipient("processor"),
    ),
    "movement-profile": (uses("location"), uses("payment")),
    "revealed-sensitive-trait": (uses("health"), uses("criminal")),
    "uninformed-people": (UNTOLD, operates("exchanges")),
    "rights-without-effect": (
        operates("art19_not_given", rhythm="regular"),
        recipient("controller"),
    ),
    "consent-not-free": (based_on("consent"), based_on("legitimate_interest")),
    "branded-by-a-list": (operates("exclusion_list"), operates("combats_fraud")),
    "wrong-suspicion": (operates("combats_fraud"), operates("blacklist_sharing")),
    "pressure-on-vulnerable-people": (people("patients"), uses("health")),
    "lifelong-trait-bound": (uses("genetic"), uses("health")),
    "immature-technology": (screened(technology=["drones_robots"]), MOVED),
    "observed-at-home": (connected("home"), intelligent("interaction")),
    "watched-in-public": (watches("public_cameras"), watches("worn_cameras")),
    "broken-confidence": (uses("secret"), uses("private_life")),
    "file-that-spreads": (operates("public_partnership"), operates("exchanges")),
    "decision-on-wrong-data": (COMBINED, screened(effects=["access"])),
    "body-as-only-key": (recognised("entry", "finger"), recognised("service", "finger")),
    "mistaken-match": (recognised("watching", "gait"), recognised("entry", "finger")),
    "followed-blindly": (decides("credit", part="formal"), decides("credit", part="nobody")),
    "invented-facts": (intelligent("generation"), intelligent("training")),
    "emotions-misread": (evaluated(voice_or_video="yes"), evaluated(voice_or_video="no")),
    "inner-life-measured": (
        intelligent("training", special=["neuro"]),
        intelligent("training", special=["emotion"]),
    ),
    "private-life-at-work": (at_work("internet"), at_work("performance")),
    "accused-unheard": (serves("whistleblowing"), serves("staff")),
    "published-for-good": (operates("publishes"), operates("exchanges")),
    "whole-picture": (reused(combined_for=["discovery"]), reused(combined_for=["research"])),
    "research-without-a-say": (
        serves("research", research_consent="no"),
        serves("research", research_consent="yes"),
    ),
    "relatives-drawn-in": (uses("genetic"), recognised("entry", "face")),
    "talk-recorded": (
        observed("public_cameras", means=["sound"]),
        observed("public_cameras", means=["fixed_cameras"]),
    ),
    "bystanders-caught": (watches("worn_cameras"), watches("public_cameras")),
    "no-remedy-abroad": (
        sent_abroad(country="in", instrument="scc"),
        sent_abroad(country="jp", instrument="adequacy"),
    ),
    "personal-price": (
        evaluated(purposes=["service"], disadvantage="yes"),
        evaluated(purposes=["fraud"], disadvantage="yes"),
    ),
    "label-that-sticks": (serves("education", evaluation=["study"]), serves("education")),
    "left-behind": (
        {"necessity": {"avoidable": "impossible"}},
        {"necessity": {"avoidable": "free"}},
    ),
    "unwanted-approach": (operates("direct_marketing"), operates("accounts")),
    "open-by-default": (
        {"security": {"defaults": "wider"}},
        {"security": {"defaults": "most_private"}},
    ),
    "written-in-a-chain": (
        intelligent("training", special=["ledger"]),
        intelligent("training", special=[]),
    ),
    # Accident or attack
    "insider-misuse": (COMMUNICATIONS, uses("private_life")),
    "wrong-recipient": (recipient("authority"), recipient("processor")),
    "breach-at-processor": (recipient("processor"), recipient("joint")),
    "account-takeover": (operates("accounts"), screened(effects=["access"])),
    "payment-fraud": (uses("payment"), uses("national_id")),
    "service-outage": (serves("state_service"), screened(effects=["access"])),
    "device-hijack": (connected("home"), screened(technology=["drones_robots"])),
    "biometric-spoofing": (recognised("entry", "face"), uses("genetic")),
    "interception": (SECURED, recipient("processor")),
    "unlawful-disclosure": (serves("law_enforcement"), operates("combats_fraud")),
    "wrong-attribution": (watches("location"), uses("location")),
    "lost-migration-data": (MOVED, operates("exchanges")),
    "mixed-up-migration-records": (MOVED, COMBINED),
    "test-data-leak": (MOVED, operates("new_purpose")),
    "left-over-copies": (ENDLESS, CRITERIA),
    "tag-collects-too-much": (watches("online"), watches("location")),
    "model-gives-away": (intelligent("training"), intelligent("generation")),
    "reporter-exposed": (
        serves("whistleblowing"),
        operates("covert_investigation"),
    ),
    "mass-copying": (operates("publishes"), operates("blacklist_sharing")),
    "tracked-down": (located("real_time"), located("history")),
    "identity-copied": (uses("identity_documents"), uses("payment")),
    "blackmail": (uses("sex_life"), uses("health")),
    "one-breach-opens-all": (serves("sector_platform"), serves("health_care")),
    "lost-device": (
        {"security": {"encryption": ["at_rest"]}},
        {"security": {"encryption": ["no_media"]}},
    ),
    "wrong-reading": (connected("meters"), connected("toys")),
    "bent-model": (intelligent("decisions"), intelligent("generation")),
    "false-entry": (screened(effects=["others_decide"]), screened(effects=["access"])),
    "error-that-travels": (operates("exchanges"), operates("publishes")),
    "device-stops": (connected("care"), connected("vehicles")),
    "provider-gone": (recipient("processor"), recipient("controller")),
    "locked-for-ransom": (HOSPITAL, MANY_BUT_BRIEF),
    "proof-gone": (based_on("public_task"), based_on("legal_obligation")),
}
OUTSIDE = screened(part="household")
ALWAYS = {"illegitimate-access", "unwanted-change", "disappearance"}
DATED = {"data_items": [{**PERIOD, "retention": "period"}]}
KEPT_LONG: Answers = {
    **uses("health", people=50_000),
    "large_scale": {"duration": "long"},
    "processing": {"data_items": [{**PERIOD, "retention": "criteria"}]},
}
SHARED_AND_LARGE: Answers = {**LARGE, **recipient("controller")}
DECIDED_ALONE = decides("credit", part="nobody")
EXPLAINED = {"logic_explained": "yes", "safeguards": ["contest"]}
FREE = {"vulnerable_people": {"free_choice": "yes"}}
CONTRADICTED: dict[str, Case] = {
    # What calls for a scenario, and then an answer that says the opposite of it.
    "consent-not-free": (
        based_on("consent"),
        {"rights": {"consent_terms": ["active", "free"], "withdrawal": "as_easy"}},
    ),
    "excessive-retention": (KEPT_LONG, {"processing": DATED}),
    "interception": (SECURED, {"security": {"encryption": ["in_transit"]}}),
    "left-behind": (
        {**connected("care"), **people("patients", technology=["connected_devices"])},
        FREE,
    ),
    "opaque-decision": (DECIDED_ALONE, {"automated_decisions": EXPLAINED}),
    "pressure-on-vulnerable-people": (people("patients"), FREE),
    "private-life-at-work": (at_work("internet"), {"employees": {"private_use": "yes"}}),
    "rights-without-effect": (
        SHARED_AND_LARGE,
        {"rights": {"requests": ["everywhere"], "corrections": ["passed_on"]}},
    ),
    "service-outage": (
        serves("state_service"),
        {"security": {"availability": ["backups", "by_hand"]}},
    ),
    "test-data-leak": (MOVED, {"security": {"access": ["no_real_tests"]}}),
    "uninformed-people": (UNTOLD, {"processing": {"information": "complete"}}),
}
UNSUSPECTED = COMBINED
"""Data are combined, and nothing is said of fraud or misconduct."""
