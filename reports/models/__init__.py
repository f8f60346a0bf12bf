from reports.models.actor_sets import ActorSet
from reports.models.baselines import Baseline
from reports.models.layouts import LayoutVersion, ReportLayout, style_of
from reports.models.period_reports import PeriodReport

__all__ = ["ActorSet", "Baseline", "LayoutVersion", "PeriodReport", "ReportLayout", "style_of"]
