from discipline.models.appeals import Appeal, AppealGround, AppealStep, Restoration
from discipline.models.cases import (
    Case,
    CaseDocument,
    CaseRelation,
    CaseStep,
    CaseSubject,
    Circumstance,
    Deferral,
    Override,
    Violation,
    Vote,
    VoteCount,
)
from discipline.models.decisions import Decision, DecisionChange, DecisionGroup
from discipline.models.suspensions import StrikeOff, Suspension, SuspensionExtension

__all__ = [
    "Appeal",
    "AppealGround",
    "AppealStep",
    "Case",
    "CaseDocument",
    "CaseRelation",
    "CaseStep",
    "CaseSubject",
    "Circumstance",
    "Decision",
    "DecisionChange",
    "DecisionGroup",
    "Deferral",
    "Override",
    "Restoration",
    "StrikeOff",
    "Suspension",
    "SuspensionExtension",
    "Violation",
    "Vote",
    "VoteCount",
]
