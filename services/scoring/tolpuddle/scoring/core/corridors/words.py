"""Sentences about the rules of corridors. What is only general knowledge is never worded as law."""

from collections.abc import Mapping
from typing import Final

CERTAINTY: Final[Mapping[str, str]] = {
    "S": "a source was read; still a lead with a date, to be checked against the law",
    "D": "compiled data, coded by others; a lead, to be checked against the law",
    "G": "general knowledge, not verified: not to be taken for the law",
    "": "nothing is known",
}

DESTINATION: Final[Mapping[str, str]] = {
    "tie_to_employer": "A worker's right to stay is tied to one employer",
    "consent_to_change": "Changing employer needs the employer's consent",
    "exit_permit": "Leaving the country needs a permit, or leaving the employer without notice is an offence",
    "domestic_work_carved_out": "Domestic work is left out of the rules for other workers",
    "domestic_work_outside_labour_code": "Domestic work is outside the labour code",
    "leave_after_termination": "After the job ends, the worker has to leave soon",
    "live_in_required": "Domestic workers have to live with the employer",
    "nationality_bar": "Workers of some nationalities are barred",
    "passport_rule": "A rule on who may hold the passport",
    "reform": "Reform",
    "state_recruitment": "Recruitment is run by the State",
    "trainee_scheme": "Workers come as trainees",
    "visa_length": "Length of stay",
    "working_day_limit": "Limit of the working day",
}
CORE: Final = ("tie_to_employer", "consent_to_change", "exit_permit")
"""What is said to be unknown of every destination where no fact is held."""
DOMESTIC: Final = "domestic_work_carved_out"

ORIGIN: Final[Mapping[str, str]] = {
    "regime": "How recruitment is governed",
    "ban": "Ban on going for this work",
    "ban_lifted": "A ban was said to be lifted",
    "age_limit": "Minimum age",
    "destinations_open": "Only some destinations are open",
    "family_report": "A report on the family is asked for",
    "fee_rule": "Rule on fees",
    "pay_floor": "Least pay",
    "unknown": "Restrictions",
}
REGIMES: Final[Mapping[str, str]] = {
    "laissez_faire": "terms are left to worker and employer",
    "regulated": "private agencies under law and penalties",
    "state_managed": "the State regulates and also places workers",
    "state_monopoly": "no private agencies",
    "unknown": "unknown",
}
INSTRUMENTS: Final[Mapping[str, str]] = {
    "C029": "Forced Labour Convention, 1930",
    "P029": "Protocol of 2014 to the Forced Labour Convention",
    "C105": "Abolition of Forced Labour Convention, 1957",
    "C097": "Migration for Employment Convention, 1949",
    "C143": "Migrant Workers Convention, 1975",
    "C181": "Private Employment Agencies Convention, 1997",
    "C188": "Work in Fishing Convention, 2007",
    "C189": "Domestic Workers Convention, 2011",
    "C190": "Violence and Harassment Convention, 2019",
    "ICRMW": "Convention on the Rights of All Migrant Workers, 1990",
}
NOTES: Final = (
    "Rules of a corridor are exposure, not a finding about any employer or agency.",
    "Law and practice are two things; where practice is unknown, nothing says that the law is kept.",
    "The benchmark for fees and related costs is zero, whatever a law allows.",
    "A ban or an age limit for workers pushes people onto irregular routes; it never counts as protection.",
    "Ratified is not applied.",
    "This is a lead with dates, not legal advice.",
)

_EXTENT: Final = {"0": "no", "0.5": "in part", "1": "yes"}
_LAW: Final = {
    "yes": "by law, yes",
    "partly": "by law, in part",
    "no": "by law, no",
    "unknown": "by law, unknown",
}
_PRACTICE: Final = {
    "yes": "in practice, yes",
    "partly": "in practice, in part",
    "no": "in practice, no",
    "unknown": "in practice, unknown",
}


def destination_says(fact: str, value: str, in_law: str, in_practice: str, certainty: str) -> str:
    """A destination's fact in a sentence."""
    title = DESTINATION.get(fact, fact.replace("_", " ").capitalize())
    told = "" if value in _EXTENT or value == "unknown" else f" {value}."
    if certainty == "G":
        guess = f"“{_EXTENT[value]}”" if value in _EXTENT else "not settled"
        return f"{title}: {guess} by general knowledge, which nobody verified.{told}"
    return f"{title}: {_LAW.get(in_law, _LAW['unknown'])}; {_PRACTICE.get(in_practice, _PRACTICE['unknown'])}.{told}"


def origin_says(rule: str, regime: str, sex: str, age: str, certainty: str) -> str:
    """An origin's rule in a sentence."""
    title = ORIGIN.get(rule, rule.replace("_", " ").capitalize())
    parts = [REGIMES.get(regime, regime) if rule == "regime" else "", sex, f"{age} years" if age else ""]
    told = ", ".join(part for part in parts if part)
    if rule == "unknown" or regime == "unknown":
        return f"{title}: unknown."
    if certainty == "G":
        return f"{title}{f', {told}' if told else ''}: said from general knowledge, which nobody verified."
    return f"{title}: {told or 'reported'}."


def fee_says(rule: str, limit: str, covers: str, certainty: str) -> str:
    """A fee rule in a sentence, always beside the benchmark."""
    of = f" ({covers})" if covers else ""
    match rule:
        case "zero":
            told = f"Workers may not be charged anything{of}."
        case "cap":
            told = f"What workers may be charged is capped at {limit or 'an amount that is not stated'}{of}."
        case "banned_heads":
            told = f"These costs may not be put on workers: {covers}."
        case "employer_ceiling":
            told = f"What employers may be charged is capped at {limit}{of}; a large outlay makes employers hold on to workers."
        case _:
            return f"No rule on fees is known{of}. The benchmark is zero all the same."
    if certainty == "G":
        told = f"By general knowledge, which nobody verified: {told[0].lower()}{told[1:]}"
    return f"{told} The benchmark is zero all the same."


def ratification_says(name: str, title: str, status: str, year: str | None) -> str:
    """A country and a treaty in a sentence."""
    match status:
        case "ratified" | "in_force":
            return f"{name} is a party to the {title}{f', since {year}' if year else ''}."
        case "not_in_force":
            return f"{name} was not a party to the {title} on that day."
        case _:
            return f"Whether {name} is a party to the {title} is not known here."
