"""The states of what stands on this floor, and the steps between them."""

from members.states.measures import MEASURE
from members.states.membership import MEMBERSHIP

__all__ = ["MEASURE", "MEMBERSHIP", "TABLES"]

TABLES = (MEMBERSHIP, MEASURE)
