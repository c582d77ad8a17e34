"""Where each agreement stands: the steps of each actor on each track, rung by rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.record import Record

Row = dict[str, Any]


@dataclass(frozen=True)
class Rung:
    """One stage of a ladder with the steps that are on record for it."""

    stage: str
    steps: tuple[Row, ...]

    @property
    def is_reached(self) -> bool:
        """Whether a step holds that nothing has cancelled."""
        return any(is_live(step) for step in self.steps)


@dataclass(frozen=True)
class Ladder:
    """The steps of one actor on one track; `cancelling` are revocations and resumptions."""

    actor_id: str
    track: str
    rungs: tuple[Rung, ...]
    cancelling: tuple[Row, ...]

    @property
    def actions(self) -> list[str]:
        """What its steps do, each action once."""
        steps = [step for rung in self.rungs for step in rung.steps] + [*self.cancelling]
        return list(dict.fromkeys(step["action"] for step in steps))

    @property
    def highest(self) -> Row | None:
        """The step with which it stands on its highest rung, where it stands on any."""
        return highest(step for rung in self.rungs for step in rung.steps if is_live(step))


@dataclass(frozen=True)
class Standing:
    """The derived status of an agreement and the step to which it owes it, where there is one.

    The status is None for what is only context and so has none.
    """

    status: str | None
    step: Row | None
    partners: tuple[str, ...]
    is_bilateral: bool

    @property
    def words(self) -> str:
        """The status in words; a multilateral agreement ends for Russia, not for the others."""
        if self.status is None:
            return "context, no agreement"
        return self.status if self.is_bilateral or self.status != "ended" else "ended for Russia"

    @property
    def look(self) -> str:
        """The classes of its mark: the track and the stage where a step decides it."""
        return f"{self.step['track']} {self.step['stage']}" if self.step else "no-step"


def is_live(step: Row) -> bool:
    """Whether a step stands on the ladder and nothing has cancelled it."""
    return step["stage_rank"] is not None and step["cancelled_on"] is None


def highest(steps: Iterable[Row]) -> Row | None:
    """The step of the highest stage, the first of them as agreement_status takes it."""
    return min(
        steps,
        key=lambda step: (-step["stage_rank"], step["occurred_on_latest"], step["event_id"]),
        default=None,
    )


def ladders(record: Record, agreement_id: str) -> list[Ladder]:
    """The ladders of an agreement, those of Russia first, then by track as the schema has them."""
    steps = record.steps_of[agreement_id]
    keys = {(step["actor_id"], step["track"]) for step in steps}
    return [
        _ladder(record.stages, *key, [s for s in steps if (s["actor_id"], s["track"]) == key])
        for key in sorted(keys, key=lambda key: (key[0] != "RUS", key[0], _place(record, key[1])))
    ]


def standings(record: Record) -> dict[str, Standing]:
    """Where each agreement stands, as the question agreement_status says."""
    sizes = dict(
        record.database.execute(
            "select distinct agreement_id, is_bilateral from partners"
        ).fetchall()
    )
    return {
        named: _standing(record, named, is_bilateral=sizes.get(named, False))
        for named in record.agreements
    }


def _ladder(stages: Iterable[str], actor: str, track: str, steps: list[Row]) -> Ladder:
    ranked = [step for step in steps if step["stage_rank"] is not None]
    return Ladder(
        actor,
        track,
        tuple(Rung(stage, tuple(s for s in ranked if s["stage"] == stage)) for stage in stages),
        tuple(step for step in steps if step["stage_rank"] is None),
    )


def _standing(record: Record, agreement_id: str, *, is_bilateral: bool) -> Standing:
    status = record.statuses.get(agreement_id)
    if status is None:
        return Standing(None, None, (), is_bilateral)
    track = "exit" if status["stage"] else "suspension"
    deciding = [
        step
        for step in record.steps_of[agreement_id]
        if is_live(step) and step["track"] == track and (step["actor_id"] == "RUS" or is_bilateral)
    ]
    partners = tuple((status["partners"] or "").split())
    return Standing(status["status"], highest(deciding), partners, is_bilateral)


def _place(record: Record, track: str) -> int:
    return record.tracks.index(track)
