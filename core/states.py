"""A record's way through its states as a table: which step leads from where to where, who may take it.

A table is data: the page offers the steps of a state, the action asks `require`, and docs/states.md is written from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


@dataclass(frozen=True)
class Move:
    """A step: from any of `sources` to `target`; without a target the state stays (or is worked out by the action).

    `label` is what a button says, `done` what a timeline says afterwards, `needs` what must be there, in Vietnamese.
    """

    verb: str
    label: str
    done: str
    sources: tuple
    target: TextChoices | None
    may: Callable
    needs: str = ""
    irreversible: bool = False


@dataclass(frozen=True)
class StateTable:
    """The states of one kind of record and the steps between them."""

    title: str
    states: type[TextChoices]
    moves: tuple[Move, ...]

    def move(self, verb) -> Move | None:
        return next((move for move in self.moves if move.verb == verb), None)

    def moves_from(self, state) -> list[Move]:
        """The steps that a state allows, in the order of the table."""
        return [move for move in self.moves if state in move.sources]

    def require(self, state, verb) -> Move:
        """The step, if the state allows it; otherwise a refusal that says what would be allowed."""
        move = self.move(verb)
        if move is not None and state in move.sources:
            return move
        what = f"không làm được bước “{move.label}”" if move else "không có bước này"
        allowed = ", ".join(f"“{one.label}”" for one in self.moves_from(state)) or "không còn bước nào"
        label = self.states(state).label
        raise ValidationError(
            f"Đang ở tình trạng “{label}”, {what}. Việc làm được lúc này: {allowed}.", code="illegal_step"
        )
