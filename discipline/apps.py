from django.apps import AppConfig


class DisciplineConfig(AppConfig):
    name = "discipline"
    verbose_name = "Kỷ luật"

    def ready(self):
        from discipline.papers import PAPER
        from inspections.papers import TEMPLATES

        TEMPLATES[PAPER.code] = PAPER
