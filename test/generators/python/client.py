import os
from datetime import datetime, timezone

import httpx
from tasks import ProblemType, Task, TaskCreate, TaskNotFoundProblem, TaskPage, TaskUpdate, ValidationProblem

json_body = {"content-type": "application/json"}
api = httpx.Client(
    base_url=f"{os.environ['BASE_URL']}/api/alice",
    headers={"authorization": f"Bearer {os.environ['TOKEN']}"},
)


def send(method, path, status, body=None):
    content = None if body is None else body.model_dump_json(exclude_unset=True)
    answer = api.request(method, path, content=content, headers=json_body if body else None)
    assert answer.status_code == status, answer.text
    return answer.text


now = datetime.now(timezone.utc)
created = Task.model_validate_json(send("POST", "/tasks", 201, TaskCreate(title="Buy milk", due_date=now)))
assert created.due_date == now
path = f"/tasks/{created.id.root}"
assert created in TaskPage.model_validate_json(send("GET", "/tasks", 200)).root
assert Task.model_validate_json(send("GET", path, 200)) == created
updated = Task.model_validate_json(send("PUT", path, 200, TaskUpdate(description="Oat")))
assert (updated.title, updated.description) == ("Buy milk", "Oat")
assert Task.model_validate_json(send("PATCH", f"{path}/complete", 200)).completed
send("DELETE", path, 204)
TaskNotFoundProblem.model_validate_json(send("GET", path, 404))
refused = ValidationProblem.model_validate_json(send("POST", "/tasks", 422, TaskCreate(title=" ")))
assert refused.type == ProblemType.ValidationFailed.value
assert refused.errors[0].pointer == "/title"
