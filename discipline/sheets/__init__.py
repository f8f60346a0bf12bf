from discipline.sheets.decisions import AppealSheet, DecisionSheet

__all__ = ["AppealSheet", "DecisionSheet"]
