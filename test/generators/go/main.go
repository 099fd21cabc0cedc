// Command client uses the generated client once.
package main

import (
	"context"
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
	created, err := api.CreateTaskWithResponse(ctx, "alice", tasks.TaskCreate{Title: "Buy milk", DueDate: &now})
	check(err)
	expect(created.JSON201 != nil, "create", created.Body)
	task := *created.JSON201
	expect(task.DueDate.Equal(now.Truncate(time.Microsecond)), "due date", created.Body)

	listed, err := api.ListTasksWithResponse(ctx, "alice", &tasks.ListTasksParams{})
	check(err)
	expect(listed.JSON200 != nil && (*listed.JSON200)[0].Id == task.Id, "list", listed.Body)

	found, err := api.GetTaskWithResponse(ctx, "alice", task.Id)
	check(err)
	expect(found.JSON200 != nil && found.JSON200.Title == "Buy milk", "get", found.Body)

	description := "Oat"
	updated, err := api.UpdateTaskWithResponse(ctx, "alice", task.Id, tasks.TaskUpdate{Description: &description})
	check(err)
	expect(updated.JSON200 != nil && *updated.JSON200.Description == "Oat", "update", updated.Body)
	expect(updated.JSON200.Title == "Buy milk", "update keeps", updated.Body)

	toggled, err := api.ToggleTaskCompletionWithResponse(ctx, "alice", task.Id)
	check(err)
	expect(toggled.JSON200 != nil && toggled.JSON200.Completed, "toggle", toggled.Body)

	deleted, err := api.DeleteTaskWithResponse(ctx, "alice", task.Id)
	check(err)
	expect(deleted.StatusCode() == http.StatusNoContent, "delete", deleted.Body)

	absent, err := api.GetTaskWithResponse(ctx, "alice", task.Id)
	check(err)
	expect(absent.ApplicationproblemJSON404 != nil, "get after delete", absent.Body)

	refused, err := api.CreateTaskWithResponse(ctx, "alice", tasks.TaskCreate{Title: " "})
	check(err)
	expect(refused.ApplicationproblemJSON422 != nil, "refused", refused.Body)
	problem := *refused.ApplicationproblemJSON422
	expect(string(problem.Type) == string(tasks.ProblemTypeValidationFailed), "type", refused.Body)
	fault, err := problem.Errors[0].AsBodyFault()
	check(err)
	expect(fault.Pointer == "/title", "pointer", refused.Body)
}
