"""How a signed-in user is fetched for a request."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class MemberBackend(ModelBackend):
    """The user together with the party member they are, which every page asks for: one statement instead of three."""

    def get_user(self, user_id):
        users = get_user_model()._default_manager.select_related("as_member__member")
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
