from django.db import transaction

from accounts import history
from accounts.choices import Act
from rules.families import parse
from rules.models import RuleSet


@transaction.atomic
def add_rule_set(*, by, family, effective_from, document, text, reason):
    """Put a version of a family into force from a day on (inclusive). Acts dated before it keep their rules.

    Raises ValidationError when a rule lacks something or says what nobody could apply.
    """
    parse(family, text)
    version = RuleSet(family=family, effective_from=effective_from, document=document, text=text, reason=reason, by=by)
    version.full_clean()
    version.save()
    history.record(by=by, act=Act.CREATE, obj=version, after=history.snapshot(version), reason=reason)
    return version
