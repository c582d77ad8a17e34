"""A form filled for the small dataset, and what makes it a bad one."""

from __future__ import annotations

from pactexit import dataset
from pactexit.contributing.form import questions

#: Poland is told of what the order of 10 March 2020 permits.
GOOD = {
    "partner": "Poland",
    "agreement": "Invented agreement with Poland on military cooperation",
    "agreement_standing": "I do not know",
    "actor": "Россия",
    "act": "Ministry of Foreign Affairs",
    "act_kind": "note",
    "act_number": "7-n",
    "act_published_on": "2020-05-04",
    "act_text": "reported",
    "action": "terminate",
    "stage": "notified",
    "occurred_on": "4 May 2020",
    "date_basis": "published",
    "publisher": "Агентство Э",
    "source_title": "Польше вручена нота",
    "source_url": "https://example.org/agency-e/1",
    "source_published_on": "2020-05-04",
    "read_on": "2024-02-01",
    "read_as": "page",
    "language": "ru",
    "source_kind": "news",
    "quote": "уведомила о\n  прекращении",
    "details": "orders.signatory: Invented Person",
}
#: The same partner, and an agreement that is not on record.
NEW = {
    "agreement": "Invented treaty with Poland on joint patrols",
    "agreement_standing": "no, it is new",
    "agreement_signed_on": "1988-02",
    "agreement_kind": "treaty",
    "agreement_scope": "military",
    "agreement_name": "The Joint Patrols",
}
UNNAMED = {"act": "", "act_kind": "", "act_number": "", "act_published_on": "", "act_text": ""}
UNNAMED |= {"details": "", "date_basis": "reported"}
ON_RECORD = {
    **UNNAMED,
    "stage": "authorised",
    "act": "rus-government-2020-03-10",
    "occurred_on": "2020-03-10",
    "date_basis": "published",
}


def changed(*changes: dict[str, str]) -> dict[str, str]:
    """The good form with other answers; an empty one is none."""
    answers = dict(GOOD)
    for change in changes:
        answers |= change
    return {name: answer for name, answer in answers.items() if answer}


def issue(answers: dict[str, str]) -> str:
    """The body of an issue as GitHub writes it: every question, CRLF, and no heading of a part."""
    form = questions(dataset.read())
    parts = [f"### {q.label}\n\n{answers.get(name) or '_No response_'}" for name, q in form.items()]
    return "\n\n".join(parts).replace("\n", "\r\n") + "\r\n"


#: What is changed, and what the one line says of it.
REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "no source": (
        {"publisher": "", "source_title": "", "source_url": ""},
        "Publisher: has no answer. Write one, such as TASS. Title of the source: has no answer.",
    ),
    "no address": ({"source_url": ""}, "Address of the source: has no answer. Write one, such as"),
    "no address but a word": (
        {"source_url": "javascript:alert(1)"},
        'Address of the source: "javascript:alert(1)" has not the form of this answer.',
    ),
    "unknown country": (
        {"partner": "Poleland"},
        'Partner country: "Poleland" is no country of tables/countries.csv. Did you mean Poland?',
    ),
    "Russia as its own partner": ({"partner": "Russia"}, "Partner country: is Russia itself."),
    "a day that does not exist": (
        {"occurred_on": "2020-02-30"},
        'Day of the step: "2020-02-30": it is no day of the calendar. Write year, month and day',
    ),
    "a day with two readings": (
        {"occurred_on": "05/04/2020"},
        'Day of the step: "05/04/2020": day and month cannot be told apart.',
    ),
    "no day": ({"occurred_on": "in spring"}, 'Day of the step: "in spring" has not the form'),
    "unknown action": (
        {"action": "teminate"},
        'Action: "teminate" is not offered. Did you mean terminate?',
    ),
    "an option not offered": (
        {"stage": "cancelled by press"},
        'Stage: "cancelled by press" is not offered. Choose announced or proposed or',
    ),
    "markup": (
        {"publisher": "<img src=x onerror=alert(1)>"},
        'Publisher: "<img src=x onerror=alert(1)>" holds markup. Write plain text.',
    ),
    "formula": (
        {"note": '=HYPERLINK("https://example.org")'},
        'Note: "=HYPERLINK("https://example.org")" begins like a spreadsheet formula.',
    ),
    "what a terminal obeys": (
        {"publisher": "A\x1b[2J"},
        'Publisher: "A\\x1b[2J" holds characters that cannot be seen.',
    ),
    "two agreements": (
        {"partner": "GBR", "agreement": "The one on defence", "agreement_standing": "yes"},
        "Agreement: gbr-1998-information-protection, gbr-2005-joint-exercises, multi-",
    ),
    "only the partner fits": (
        {"agreement": "Treaty on fish"},
        "Agreement: multi-2010-launch-moratorium, pol-1995-military-cooperation, ",
    ),
    "only the partner and the year fit": (
        {"agreement": "Treaty on fish", "agreement_signed_on": "1995"},
        "Agreement: pol-1995-military-cooperation can be meant.",
    ),
    "none on record": (
        {
            "partner": "AUT",
            "agreement": "X",
            "agreement_standing": "yes",
            "agreement_signed_on": "1950",
        },
        "Agreement: none on record fits. With this partner: aut-2003-mountain-rescue.",
    ),
    "a misspelt identifier": (
        {"agreement": "pol-1995-military-coperation"},
        "Agreement: there is no pol-1995-military-coperation in tables/agreements.csv. Did you",
    ),
    "the identifier of another": (
        {"agreement": "bgr-2001-logistics"},
        "Partner country: is no party of bgr-2001-logistics.",
    ),
    "new, and on record": (
        {"agreement_standing": "no, it is new"},
        "Is the agreement in the dataset?: it is, as pol-1995-military-cooperation. Answer yes.",
    ),
    "new without a kind": (NEW | {"agreement_kind": ""}, "Kind of agreement: has no answer, but"),
    "new without a name": (NEW | {"agreement_name": ""}, "Short name: has no answer, nor has"),
    "new in Russian": (NEW | {"agreement": "Договор"}, "Agreement: is new, and its title is not"),
    "Soviet or Russian": (
        NEW | {"agreement_signed_on": "1991"},
        "Agreement signed on: may lie before or",
    ),
    "an act without a kind": ({"act_kind": ""}, "Kind of act: has no answer, but the act is new."),
    "an act without a day": (
        {"act_published_on": ""},
        "Act published on: has no answer, but the act is new.",
    ),
    "the act of another": (
        {"act": "gbr-government-2019-04-01"},
        "Who acted: did not issue gbr-government-2019-04-01.",
    ),
    "a step on record": (
        ON_RECORD,
        "Stage: this step is on record as pol-1995-military-cooperation-rus-authorised (2020-03-10",
    ),
    "a step on record by another act of the day": (
        {"stage": "authorised", "occurred_on": "2020-03"},
        "Stage: this step is on record as pol-1995-military-cooperation-rus-authorised (2020-03-10",
    ),
    "against the record": (
        ON_RECORD | {"stage": "decided", "details": "orders.addressee: Another ministry"},
        "addressee of rus-government-2020-03-10: is Invented ministry on record, and Another",
    ),
    "a detail that is asked": (
        {"details": "events.stage: effective"},
        'Further details: "events.stage: effective" gives no cell that is open here.',
    ),
    "a detail of no column": (
        {"details": "orders.signatori: X"},
        'Further details: "orders.signatori: X" gives no cell that is open here. Did you mean',
    ),
    "a detail twice": (
        {"details": "orders.signatory: X\norders.signatory: Y"},
        "Further details: orders.signatory stands twice.",
    ),
    "a detail of a wrong form": (
        {"details": "orders.instruments_named: two"},
        'Further details: orders.instruments_named: "two" has not the form of this answer.',
    ),
}

#: What is changed, and the rule by which the validation refuses it.
NOT_VALID: dict[str, tuple[dict[str, str], str]] = {
    "a stage that goes back": (
        {**UNNAMED, "stage": "effective", "occurred_on": "2019-12-31"},
        "stages_come_in_order",
    ),
    "a step before the signature": (
        {"occurred_on": "1990-01-01", "act_published_on": "1990-01-01", "stage": "announced"},
        "signed_before_the_order",
    ),
    "the day of signing where none is known": ({"date_basis": "signed"}, "steps_are_dated_as"),
    "time alone with an act": ({"action": "expire"}, "time_alone_needs_no_order"),
    "read before it was published": ({"read_on": "2019-01-01"}, "read_after_publication"),
}
