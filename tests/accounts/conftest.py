import pytest

from accounts import actions

PASSWORD = "cây đa bến nước 27"


@pytest.fixture
def user(db):
    """Somebody with an account and no role anywhere."""
    return actions.create_user(username="canbo", full_name="Trần Thị Thu", password=PASSWORD, by=None)


@pytest.fixture
def signed_in(client, user):
    """A browser in which the user is signed in."""
    response = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    assert response.status_code == 302
    return client


@pytest.fixture
def password():
    return PASSWORD
