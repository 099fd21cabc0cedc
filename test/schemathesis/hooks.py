"""What JSON Schema cannot say about a valid request. Read by scripts/schemathesis.ts."""

from datetime import datetime, timezone
from random import Random
from zoneinfo import available_timezones

import schemathesis
from hypothesis import strategies as st

random = Random(0)

# Schemathesis makes up headers of letters and digits only. Small versions are those that tasks really have.
versions = st.integers(1, 100).map(lambda version: f'"{version}"')
tags = st.from_regex(r'\A(W/)?"[!#-~\x80-\xff]{0,20}"\Z')
lists = st.lists(versions | tags, min_size=1, max_size=20).map(", ".join)
schemathesis.openapi.format("entity-tags", st.just("*") | lists)

days = st.dates().map(str)
times = st.datetimes(timezones=st.just(timezone.utc)).map(lambda time: time.isoformat())
schemathesis.openapi.format("day-or-time", days | times)
schemathesis.openapi.format("time-zone", st.sampled_from(["Europe/Berlin", "UTC", "Asia/Kolkata"]))


def is_time(text):
    try:
        return datetime.fromisoformat(text).year > 1
    except ValueError:
        return False


def in_words(name, value):
    """Returns a value for a text that has the pattern of its parameter or member, and is no day, time or zone."""
    if not isinstance(value, str):
        return value
    if name == "time_zone":
        return value if value in available_timezones() else "UTC"
    return value if is_time(value) else "2026-12-01"


@schemathesis.hook
def before_call(context, case, kwargs):
    """Lets a valid request hold what the contract asks for in words. A request that is to be refused stays as it is."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # A key belongs to one request. Under a used one, another request is a 422.
    if case.headers.get("Idempotency-Key") is not None:
        case.headers["Idempotency-Key"] = f"{random.getrandbits(128):032x}"
    # A body that names its task or its user names the one in the path. Any other is a 422.
    if isinstance(case.body, dict):
        own = {"id": int, "user_id": str}
        named = {name: read(case.path_parameters[name]) for name, read in own.items() if name in case.body}
        case.body = {**case.body, **named}
        case.body = {name: in_words(name, value) if name == "due_date" else value for name, value in case.body.items()}
    for name in ("due_after", "due_before", "time_zone"):
        if name in (case.query or {}):
            case.query[name] = in_words(name, case.query[name])
