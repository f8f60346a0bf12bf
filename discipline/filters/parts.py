"""What lists of discipline are searched by."""

SUBJECT_NAMES = ("subject_organization__search_key", "subject_member__search_key")
SUBJECT_KEYS = ("subject_organization__code", "subject_member__card_number")
