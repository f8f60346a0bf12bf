"""Fields by which every form names an organization or a member."""

from core.lookups import LookupField
from members.models import Member, Organization


class OrganizationField(LookupField):
    """An organization by its code or name."""

    model, url_name, key_field = Organization, "organization-lookup", "code"


class MemberField(LookupField):
    """A member by card number or name."""

    model, url_name, key_field = Member, "member-lookup", "card_number"
