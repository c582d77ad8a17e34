"""The pages of the record say what the package answers: where each thing stands, and since when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from html_trees import classes, first, links, of_class, one, words
from pactexit.asking import ask
from record_pages import KEYS, Row, last, listed, pages, read, rows, target


@cache
def statuses() -> dict[str, Row]:
    return {row["agreement_id"]: row for row in ask("agreement_status")}


def flat(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize("kind", KEYS)
def test_each_row_has_a_page_and_the_list_leads_to_it(built: Path, kind: str) -> None:
    ids = [row[KEYS[kind]] for row in rows(kind)]
    assert sorted(pages(built, kind)) == sorted(ids)
    body = first(one(listed(built, kind), "list"), "tbody")
    assert Counter(last(links(row)[0]) for row in body) == Counter(ids)


def test_an_agreement_stands_where_the_package_says(built: Path) -> None:
    bilateral = {row["agreement_id"] for row in rows("partners") if row["is_bilateral"]}
    for named, page in pages(built, "agreements").items():
        verdict = one(page, "verdict")
        chip = words(one(verdict, "chip"))
        if named not in statuses():
            assert chip.startswith("context"), named
            continue
        status = statuses()[named]
        only_for_russia = status["status"] == "ended" and named not in bilateral
        assert chip == status["status"] + " for Russia" * only_for_russia, named
        if status["stage"]:
            expected = (status["reached_on"], status["actor_id"], status["order_id"])
            assert since(verdict) == expected, named


def since(verdict: Element) -> tuple[str, str, str | None]:
    """The day, the actor and the act that the first lines of an agreement name."""
    (day,) = verdict.iter("time")
    actor, *order = map(last, links(verdict))
    return day.get("datetime", ""), actor, next(iter(order), None)


def test_a_suspension_has_the_day_of_its_highest_stage(built: Path) -> None:
    suspended = [named for named, row in statuses().items() if "suspen" in row["status"]]
    assert suspended
    for named in suspended:
        live = [
            step
            for step in rows("steps")
            if step["agreement_id"] == named
            and step["track"] == "suspension"
            and step["actor_id"] == "RUS"
            and step["cancelled_on"] is None
        ]
        highest = max(step["stage_rank"] for step in live)
        day = min(step["occurred_on"] for step in live if step["stage_rank"] == highest)
        assert since(one(pages(built, "agreements")[named], "verdict"))[0] == day


def test_each_ladder_has_the_steps_of_its_actor_and_track(built: Path) -> None:
    verbs = {row["event_id"]: row["verb_ru"] for row in rows("events")}
    expected = {
        (
            *(step["agreement_id"], step["actor_id"], step["track"], step["stage"]),
            *(step["event_id"], step["occurred_on"], step["order_id"]),
            flat(verbs[step["event_id"]]),
        )
        for step in rows("steps")
    }
    found = {
        (named, *step)
        for named, page in pages(built, "agreements").items()
        for ladder in of_class(page, "ladder")
        for step in rungs(ladder)
    }
    assert found == expected


def rungs(ladder: Element) -> Iterator[tuple[Any, ...]]:
    """Actor, track, stage, event, day, act and verb of each step that a ladder shows as reached."""
    _, track = classes(ladder)
    actor = last(links(ladder)[0])
    for rung in of_class(ladder, "rung"):
        assert ("reached" in classes(rung)) == bool([*of_class(rung, "step")])
        for step in of_class(rung, "step"):
            event, *order = links(step)
            yield (
                *(actor, track, classes(rung)[1], event.removeprefix("#")),
                *(words(first(step, "code")), next(map(last, order), None)),
                "".join(map(words, step.iter("q"))),
            )


def test_nothing_but_an_effective_exit_is_called_ended(built: Path) -> None:
    for named, page in pages(built, "agreements").items():
        ended = named in statuses() and statuses()[named]["status"] == "ended"
        assert ("ended" in words(one(page, "verdict")).split()) == ended, named
        for ladder in of_class(page, "ladder"):
            for rung in of_class(ladder, "rung"):
                is_end = {"exit", "effective", "reached"} <= {*classes(ladder), *classes(rung)}
                assert ("ended" in words(one(rung, "mark")).split()) == is_end, named


def test_the_steps_stand_in_the_order_of_time(built: Path) -> None:
    days = {step["event_id"]: step["occurred_on_latest"] for step in rows("steps")}
    found = []
    for page in pages(built, "agreements").values():
        for steps in of_class(page, "chronology"):
            events = [item.get("id", "") for item in steps]
            assert [days[event] for event in events] == sorted(days[event] for event in events)
            found += events
    assert sorted(found) == sorted(days)


def test_a_country_has_the_counts_of_the_package(built: Path) -> None:
    exits = {row.pop("partner_id"): row for row in ask("exits_by_partner")}
    agreements: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("partners"):
        agreements[row["partner_id"]].append(row["agreement_id"])
    poland = {row["agreement_id"] for row in ask("agreement_status", partner_id="Poland")}
    assert poland == {*agreements["POL"]}
    for named, page in pages(built, "countries").items():
        # Russia is the partner of nobody: its page counts everything on record
        counted = statuses() if named == "RUS" else agreements[named]
        counts = Counter(statuses()[agreement]["status"] for agreement in counted)
        stand = one(page, "stand")
        assert of_status(stand) == {status: str(count) for status, count in counts.items()}
        total = [words(count) for count in of_class(stand, "count")]
        assert total == [str(counts.total())] * bool(counts)
        numbers = {
            words(first(pair, "dt")): words(first(pair, "dd"))
            for numbers in of_class(stand, "counts")
            for pair in numbers
        }
        row = exits.get(named, {})
        note = row.pop("note", None)
        assert numbers == {name: "NULL" if v is None else str(v) for name, v in row.items()}
        assert (note or "") in words(stand)


def of_status(stand: Element) -> dict[str, str]:
    """How many agreements of a country have each status."""
    return {
        item.get("data-status", ""): words(first(item, "b"))
        for tally in of_class(stand, "tally")
        for item in tally
    }


def test_the_lists_count_as_the_package_and_the_pages_do(built: Path) -> None:
    said: Counter[str] = Counter()
    for item in one(listed(built, "agreements"), "tally"):
        count, _, status = words(item).partition(" ")
        said[status.removesuffix(" for Russia")] += int(count)
    context = len(rows("agreements")) - len(statuses())
    counts = Counter(row["status"] for row in statuses().values())
    assert said == counts + Counter({"context, no agreement": context})

    rests = Counter(claim["source_id"] for claim in rows("claims"))
    for row in first(one(listed(built, "sources"), "list"), "tbody"):
        name, *_, claims = row
        assert int(words(claims)) == rests[last(links(name)[0])]

    for row in first(one(listed(built, "countries"), "list"), "tbody"):
        name, _, _, agreements, ended = row
        page = read(built / "countries" / last(links(name)[0]) / "index.html")
        total = [words(count) for count in of_class(page, "count")]
        assert words(agreements) == next(iter(total), "–")
        assert words(ended) == of_status(page).get("ended", "–")


def test_an_act_has_the_steps_behind_which_it_stands(built: Path) -> None:
    for named, page in pages(built, "orders").items():
        steps = [step for step in rows("steps") if step["order_id"] == named]
        shown = [
            target("", link)[1]
            for table in of_class(page, "list")
            for link in links(table)
            if "#" in link
        ]
        assert sorted(shown) == sorted(step["event_id"] for step in steps)
        stages = {(s["track"], s["stage"], s["agreement_id"]) for s in steps}
        said = {
            tuple(classes(one(part, "chip"))[1:]): int(words(part).split()[1])
            for part in one(page, "verdict")
        }
        assert said == Counter((track, stage) for track, stage, _ in stages), named


def test_every_field_of_a_row_is_shown(built: Path) -> None:
    for kind, key in KEYS.items():
        for row in rows(kind):
            fields = one(pages(built, kind)[row[key]], "fields")
            shown = {words(first(pair, "dt")): words(first(pair, "dd")) for pair in fields}
            columns = [c for c in row if not c.endswith(("_earliest", "_latest"))]
            assert [*shown] == [column.replace("_", " ") for column in columns]
            for column in columns:
                said, value = shown[column.replace("_", " ")], row[column]
                assert (value is None) == said.startswith("not established"), (row[key], column)
                if column in {"note", "number", "title_ru", "signatory", "url", "wikidata_id"}:
                    assert flat(value) in said


def test_records_that_belong_together_lead_to_one_another(built: Path) -> None:
    leads = {
        f"{kind}/{named}": {target(f"{kind}/{named}", link)[0] for link in links(page)}
        for kind in KEYS
        for named, page in pages(built, kind).items()
    }
    for one_end, other in related():
        assert other in leads[one_end], (one_end, other)
        assert one_end in leads[other], (other, one_end)


def related() -> Iterator[tuple[str, str]]:
    """The pages of two records that belong together."""
    for party in rows("parties"):
        yield f"agreements/{party['agreement_id']}", f"countries/{party['country_id']}"
    for step in rows("events"):
        yield f"agreements/{step['agreement_id']}", f"countries/{step['actor_id']}"
        if step["order_id"]:
            yield f"agreements/{step['agreement_id']}", f"orders/{step['order_id']}"
    for order in rows("orders"):
        yield f"orders/{order['order_id']}", f"countries/{order['issuing_country_id']}"
    for row in rows("agreements"):
        if row["parent_agreement_id"]:
            yield f"agreements/{row['agreement_id']}", f"agreements/{row['parent_agreement_id']}"
    for row in rows("countries"):
        if row["succeeded_by"]:
            yield f"countries/{row['country_id']}", f"countries/{row['succeeded_by']}"


def test_links_between_records_end_at_what_is_there(built: Path) -> None:
    anchors = {
        f"{kind}/{named}": {e.get("id") for e in page.iter() if e.get("id")}
        for kind in KEYS
        for named, page in pages(built, kind).items()
    }
    for kind in KEYS:
        for named, page in pages(built, kind).items():
            for link in links(page):
                path, anchor = target(f"{kind}/{named}", link)
                if path.partition("/")[0] in KEYS and "/" in path:
                    assert path in anchors, (named, link)
                    assert not anchor or anchor in anchors[path], (named, link)
