from reports.models.analyses import SavedAnalysis

__all__ = ["SavedAnalysis"]
