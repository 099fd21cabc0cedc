import os
from datetime import datetime, timezone

import httpx
from tasks import (
    ChangePage,
    Deletion,
    PreconditionFailedProblem,
    ProblemType,
    Task,
    TaskCompletion,
    TaskCreate,
    TaskDeleted,
    TaskNotFoundProblem,
    TaskPage,
    TaskUpdate,
    TaskWritten,
    ValidationProblem,
)

api = httpx.Client(
    base_url=f"{os.environ['BASE_URL']}/api/alice",
    headers={"authorization": f"Bearer {os.environ['TOKEN']}"},
)


def answer_of(method, path, status, body=None, media_type="application/json", **headers):
    content = None if body is None else body.model_dump_json(exclude_unset=True)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        sent["content-type"] = media_type
    answer = api.request(method, path, content=content, headers=sent)
    assert answer.status_code == status, answer.text
    return answer


def send(method, path, status, body=None, **headers):
    return answer_of(method, path, status, body, **headers).text


now = datetime.now(timezone.utc)
new = TaskCreate(title="Buy milk", priority="high", tags=["home", "errands"], due_date=now.isoformat())
created = Task.model_validate_json(send("POST", "/tasks", 201, new))
assert datetime.fromisoformat(created.due_date) == now
path = f"/tasks/{created.id.root}"
assert created in TaskPage.model_validate_json(send("GET", "/tasks?tag=home&tag=errands", 200)).root
assert Task.model_validate_json(send("GET", path, 200)) == created
updated = Task.model_validate_json(send("PUT", path, 200, TaskUpdate(description="Oat", due_date="2026-12-01")))
assert updated.due_date == "2026-12-01"
assert (updated.title, updated.description) == ("Buy milk", "Oat")
assert Task.model_validate_json(send("PATCH", f"{path}/complete", 200)).completed

# A patch, and a completion that is set instead of flipped.
patch = TaskUpdate(title="Buy oat milk", description=None)
patched = answer_of("PATCH", path, 200, patch, media_type="application/merge-patch+json")
task = Task.model_validate_json(patched.text)
assert (task.title, task.description, task.completed) == ("Buy oat milk", None, True)
completion = TaskCompletion(completed=True)
assert Task.model_validate_json(send("PATCH", f"{path}/complete", 200, completion)) == task

# A condition: the tag of a state holds until the next write.
etag = patched.headers["etag"]
assert etag == f'"{task.version.root}"'
send("GET", path, 304, If_None_Match=etag)
send("PUT", path, 200, TaskUpdate(title="Buy bread"), If_Match=etag)
failed = PreconditionFailedProblem.model_validate_json(
    send("PUT", path, 412, TaskUpdate(title="Buy rice"), If_Match=etag)
)
assert failed.task.title == "Buy bread"

# A request that is sent twice is done once.
first = answer_of("POST", "/tasks", 201, TaskCreate(title="Once"), Idempotency_Key="python")
again = answer_of("POST", "/tasks", 201, TaskCreate(title="Once"), Idempotency_Key="python")
assert again.text == first.text and again.headers["idempotent-replayed"] == "true"
once = Task.model_validate_json(first.text)

# The changes from a position on, deletions included.
since = once.version.root
assert Deletion.model_validate_json(send("DELETE", "/tasks?status=completed", 200)).deleted >= 1
send("PATCH", f"/tasks/{once.id.root}", 200, TaskUpdate(title="Once more"))
page = ChangePage.model_validate_json(send("GET", f"/changes?since={since}", 200))
*deletions, written = page.changes
assert all(isinstance(change, TaskDeleted) for change in deletions)
assert created.id in [change.id for change in deletions]
assert isinstance(written, TaskWritten) and written.task.title == "Once more"
assert page.since == written.version.root and not page.has_more
TaskNotFoundProblem.model_validate_json(send("GET", path, 404))
send("DELETE", f"/tasks/{once.id.root}", 204)
refused = ValidationProblem.model_validate_json(send("POST", "/tasks", 422, TaskCreate(title=" ")))
assert refused.type == ProblemType.ValidationFailed.value
assert refused.errors[0].pointer == "/title"
