"""What the choices of CISO Assistant mean here, by their codes and by their labels."""

from collections.abc import Mapping

BASES: Mapping[str, str] = {
    "consent": "consent",
    "contract": "contract",
    "performance_of_a_contract": "contract",
    "legal_obligation": "legal_obligation",
    "compliance_with_a_legal_obligation": "legal_obligation",
    "vital_interests": "vital_interests",
    "protection_of_vital_interests": "vital_interests",
    "public_interest": "public_task",
    "performance_of_a_task_in_the_public_interest": "public_task",
    "legitimate_interests": "legitimate_interest",
}
SPECIAL: Mapping[str, str] = {
    "health_data": "health",
    "genetic_data": "genetic",
    "biometric_data": "biometric",
    "racial_ethnic_origin": "origin_beliefs",
    "racial_or_ethnic_origin": "origin_beliefs",
    "political_opinions": "origin_beliefs",
    "religious_beliefs": "origin_beliefs",
    "religious_or_philosophical_beliefs": "origin_beliefs",
    "trade_union_membership": "origin_beliefs",
    "sexual_orientation": "sex_life",
    "sex_life_data": "sex_life",
}
"""Category of data to the special category of an item."""
CRIMINAL = {"criminal_records"}
KINDS: Mapping[str, str] = {
    "health_data": "health",
    "genetic_data": "genetic",
    "racial_ethnic_origin": "ethnic_origin",
    "racial_or_ethnic_origin": "ethnic_origin",
    "political_opinions": "political",
    "religious_beliefs": "religion",
    "religious_or_philosophical_beliefs": "religion",
    "trade_union_membership": "trade_union",
    "sexual_orientation": "sex_life",
    "sex_life_data": "sex_life",
    "criminal_records": "criminal",
    "location_data": "location",
    "correspondence": "communications",
    "correspondence_content": "communications",
    "messaging_content": "communications",
    "communication_metadata": "communications",
    "bank_account": "payment",
    "bank_account_information": "payment",
    "payment_card": "payment",
    "payment_card_information": "payment",
    "transaction_history": "payment",
    "salary_information": "income_wealth",
    "government_identifiers": "national_id",
    "passport_information": "identity_documents",
    "drivers_license": "identity_documents",
}
"""Category of data to `screening.data_kinds`. Biometric data need not serve to recognise people."""
PEOPLE: Mapping[str, str] = {
    "employee": "employees",
    "minor": "children",
    "child_minor": "children",
    "vulnerable": "other_imbalance",
    "vulnerable_person": "other_imbalance",
}
ROLES: Mapping[str, str] = {
    "data_processor": "processor",
    "sub_processor": "sub_processor",
    "joint_controller": "joint",
    "independent_controller": "controller",
    **dict.fromkeys(
        (
            *("regulatory_authority", "tax_authority", "law_enforcement", "government_entity"),
            "court",
        ),
        "authority",
    ),
}
INSTRUMENTS: Mapping[str, str] = {
    "data_transfer_adequacy": "adequacy",
    "transfer_based_on_adequacy_decision": "adequacy",
    "data_transfer_binding_rules": "bcr",
    "transfer_subject_to_binding_corporate_rules": "bcr",
    "data_transfer_derogation": "derogation",
    "transfer_based_on_derogation_for_specific_situations": "derogation",
}
EEA = frozenset(
    (
        *("at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "gr", "hu", "is"),
        *("ie", "it", "lv", "li", "lt", "lu", "mt", "nl", "no", "pl", "pt", "ro", "sk", "si"),
        *("es", "se"),
    )
)
YES = frozenset(("true", "yes", "1", "oui", "ja"))
