// Command client uses the generated client once.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"example.com/client/tasks"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func expect(holds bool, what string, body []byte) {
	if !holds {
		log.Fatalf("%s: %s", what, body)
	}
}

// The tag of a state holds until the next write.
func writesOverNothingNewer(ctx context.Context, api *tasks.ClientWithResponses, task tasks.Task) {
	etag := fmt.Sprintf("\"%d\"", task.Version)
	same, err := api.GetTaskWithResponse(ctx, "alice", task.Id, &tasks.GetTaskParams{IfNoneMatch: &etag})
	check(err)
	expect(same.StatusCode() == http.StatusNotModified, "not modified", same.Body)

	title, params := "Buy bread", &tasks.UpdateTaskParams{IfMatch: &etag}
	updated, err := api.UpdateTaskWithResponse(ctx, "alice", task.Id, params, tasks.TaskUpdate{Title: &title})
	check(err)
	expect(updated.JSON200 != nil && updated.JSON200.Title == title, "condition", updated.Body)
	completed := false
	failed, err := api.UpdateTaskWithResponse(ctx, "alice", task.Id, params, tasks.TaskUpdate{Completed: &completed})
	check(err)
	expect(failed.ApplicationproblemJSON412 != nil, "precondition failed", failed.Body)
	expect(failed.ApplicationproblemJSON412.Task.Version == updated.JSON200.Version, "current task", failed.Body)
}

// A request that is sent twice is done once.
func createsOnce(ctx context.Context, api *tasks.ClientWithResponses) {
	key := "go"
	create := func() *tasks.CreateTaskResponse {
		params := &tasks.CreateTaskParams{IdempotencyKey: &key}
		created, err := api.CreateTaskWithResponse(ctx, "alice", params, tasks.TaskCreate{Title: "Once"})
		check(err)
		expect(created.JSON201 != nil, "create with a key", created.Body)
		return created
	}
	first, again := create(), create()
	expect(string(again.Body) == string(first.Body), "the first answer", again.Body)
	expect(again.HTTPResponse.Header.Get("Idempotent-Replayed") == "true", "replayed", again.Body)
}

// The changes after a position, deletions included.
func followsChanges(ctx context.Context, api *tasks.ClientWithResponses, task tasks.Task) {
	cleared, err := api.ClearCompletedTasksWithResponse(
		ctx, "alice", &tasks.ClearCompletedTasksParams{Status: "completed"})
	check(err)
	expect(cleared.JSON200 != nil && cleared.JSON200.Deleted > 0, "clear", cleared.Body)

	since := task.Version
	page, err := api.ListChangesWithResponse(ctx, "alice", &tasks.ListChangesParams{Since: &since})
	check(err)
	expect(page.JSON200 != nil && len(page.JSON200.Changes) == 2 && !page.JSON200.HasMore, "changes", page.Body)
	written, err := page.JSON200.Changes[0].AsTaskWritten()
	check(err)
	expect(!bool(written.Deleted) && written.Task.Title == "Once", "written", page.Body)
	deleted, err := page.JSON200.Changes[1].AsTaskDeleted()
	check(err)
	expect(bool(deleted.Deleted) && deleted.Id == task.Id && deleted.Version == page.JSON200.Since, "deleted", page.Body)
	one, err := api.DeleteTaskWithResponse(ctx, "alice", written.Id, nil)
	check(err)
	expect(one.StatusCode() == http.StatusNoContent, "delete", one.Body)
}

func main() {
	ctx := context.Background()
	token := tasks.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
		return nil
	})
	api, err := tasks.NewClientWithResponses(os.Getenv("BASE_URL"), token)
	check(err)

	// Nine fractional digits, in whatever zone.
	now := time.Now()
	dueDate := tasks.DueDate(now.Format(time.RFC3339Nano))
	tags := tasks.Tags{"home", "errands"}
	task0 := tasks.TaskCreate{Title: "Buy milk", DueDate: &dueDate, Tags: &tags}
	created, err := api.CreateTaskWithResponse(ctx, "alice", nil, task0)
	check(err)
	expect(created.JSON201 != nil, "create", created.Body)
	task := *created.JSON201
	due, err := time.Parse(time.RFC3339, *task.DueDate)
	check(err)
	expect(due.Equal(now.Truncate(time.Microsecond)), "due date", created.Body)

	wanted := []tasks.Tag{"errands", "home"}
	listed, err := api.ListTasksWithResponse(ctx, "alice", &tasks.ListTasksParams{Tag: &wanted})
	check(err)
	expect(listed.JSON200 != nil && (*listed.JSON200)[0].Id == task.Id, "list", listed.Body)

	found, err := api.GetTaskWithResponse(ctx, "alice", task.Id, nil)
	check(err)
	expect(found.JSON200 != nil && found.JSON200.Title == "Buy milk", "get", found.Body)

	description := "Oat"
	updated, err := api.UpdateTaskWithResponse(ctx, "alice", task.Id, nil, tasks.TaskUpdate{Description: &description})
	check(err)
	expect(updated.JSON200 != nil && *updated.JSON200.Description == "Oat", "update", updated.Body)
	expect(updated.JSON200.Title == "Buy milk", "update keeps", updated.Body)

	flipped, err := api.ToggleTaskCompletionWithBodyWithResponse(ctx, "alice", task.Id, nil, "application/json", nil)
	check(err)
	expect(flipped.JSON200 != nil && flipped.JSON200.Completed, "flip", flipped.Body)
	set, err := api.ToggleTaskCompletionWithResponse(ctx, "alice", task.Id, nil, tasks.TaskCompletion{Completed: true})
	check(err)
	expect(set.JSON200 != nil && set.JSON200.Version == flipped.JSON200.Version, "set", set.Body)

	title := "Buy oat milk"
	patched, err := api.PatchTaskWithApplicationMergePatchPlusJSONBodyWithResponse(
		ctx, "alice", task.Id, nil, tasks.TaskUpdate{Title: &title})
	check(err)
	expect(patched.JSON200 != nil && patched.JSON200.Title == title, "patch", patched.Body)

	writesOverNothingNewer(ctx, api, *patched.JSON200)
	createsOnce(ctx, api)
	followsChanges(ctx, api, *patched.JSON200)

	absent, err := api.GetTaskWithResponse(ctx, "alice", task.Id, nil)
	check(err)
	expect(absent.ApplicationproblemJSON404 != nil, "get after delete", absent.Body)

	refused, err := api.CreateTaskWithResponse(ctx, "alice", nil, tasks.TaskCreate{Title: " "})
	check(err)
	expect(refused.ApplicationproblemJSON422 != nil, "refused", refused.Body)
	problem := *refused.ApplicationproblemJSON422
	expect(string(problem.Type) == string(tasks.ProblemTypeValidationFailed), "type", refused.Body)
	fault, err := problem.Errors[0].AsBodyFault()
	check(err)
	expect(fault.Pointer == "/title", "pointer", refused.Body)
}
