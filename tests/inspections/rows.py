"""Rows of forms as a browser sends them."""


def rows(*subjects, initial=0):
    """The rows of subjects of a form."""
    management = {"form-TOTAL_FORMS": str(len(subjects)), "form-INITIAL_FORMS": str(initial)}
    empty = {"organization": "", "member": "", "result": "", "contents": "", "topics": ""}
    typed = ((number, empty | subject) for number, subject in enumerate(subjects))
    return management | {f"form-{number}-{name}": text for number, row in typed for name, text in row.items()}
