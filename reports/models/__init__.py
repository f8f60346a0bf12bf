from reports.models.staffing import StaffMember, StaffQualification, Training
from reports.models.statistical_forms import StatisticalForm

__all__ = ["StaffMember", "StaffQualification", "StatisticalForm", "Training"]
