from reports.models.briefings import Attendance, Briefing
from reports.models.conclusions import Conclusion

__all__ = ["Attendance", "Briefing", "Conclusion"]
