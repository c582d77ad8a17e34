"""Which legal stage came before a step, of the same agreement, actor and track."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Cells = Mapping[str, str]


class Ladder:
    """The steps of one version, with the ranks and tracks that its terms give them."""

    def __init__(self, events: Iterable[Cells], terms: Iterable[Cells]) -> None:
        terms = [*terms]
        self._ranks = {
            term.get("value", ""): int(term["rank"])
            for term in terms
            if term.get("field") == "events.stage" and term.get("rank", "").isdecimal()
        }
        self._tracks = {
            term.get("value", ""): term.get("track", "")
            for term in terms
            if term.get("field") == "events.action"
        }
        self._steps: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
        for event in events:
            self._steps[self._strand(event)].append(event)

    def stage_before(self, event: Cells) -> str | None:
        """The highest live stage before a step, or None where none was reached or it is not lower.

        A step that was revoked, or a resumption, cancels what came before it.
        """
        live: list[str] = []
        for step in sorted(self._steps[self._strand(event)], key=self._place):
            if self._place(step) >= self._place(event):
                break
            if step.get("stage") == "revoked" or step.get("action") == "resume":
                live = []
            else:
                live.append(step.get("stage", ""))
        highest = max(live, key=self._rank, default=None)
        if highest is None or self._rank(highest) < self._rank(event.get("stage", "")):
            return highest
        return highest if event.get("stage") == "revoked" else None

    def _strand(self, event: Cells) -> tuple[str, ...]:
        action = event.get("action", "")
        return (
            event.get("agreement_id", ""),
            event.get("actor_id", ""),
            self._tracks.get(action, action),
        )

    def _place(self, event: Cells) -> tuple[str, int, str]:
        # the last day of a date that is not precise, as text: no month or day is after 99
        day = event.get("occurred_on", "").strip("[]").split("..")[-1].replace("~", "")
        latest = (day + "-99-99")[:10]
        return latest, self._rank(event.get("stage", "")), event.get("event_id", "")

    def _rank(self, stage: str) -> int:
        # a step that is taken back comes after those of its day
        return self._ranks.get(stage, 99 if stage == "revoked" else 0)
