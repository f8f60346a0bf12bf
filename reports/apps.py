from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Giao ban, báo cáo"

    def ready(self):
        from inspections.papers import TEMPLATES
        from reports.outputs.record_word import PAPER

        TEMPLATES[PAPER.code] = PAPER
