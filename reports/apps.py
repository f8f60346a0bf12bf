from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Giao ban, báo cáo"

    def ready(self):
        from inspections.papers import TEMPLATES
        from reports.outputs import notice_word, record_word, word

        for paper in (word.PAPER, notice_word.PAPER, record_word.PAPER):
            TEMPLATES[paper.code] = paper
