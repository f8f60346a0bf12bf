from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Giao ban, báo cáo"

    def ready(self):
        from inspections.papers import TEMPLATES
        from reports.outputs import period_word, record_word

        for paper in (record_word.PAPER, period_word.PAPER):
            TEMPLATES[paper.code] = paper
