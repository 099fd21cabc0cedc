import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.JSON;
import org.openapitools.client.api.TasksApi;
import org.openapitools.client.model.PreconditionFailedProblem;
import org.openapitools.client.model.ProblemType;
import org.openapitools.client.model.Task;
import org.openapitools.client.model.TaskCompletion;
import org.openapitools.client.model.TaskCreate;
import org.openapitools.client.model.TaskNotFoundProblem;
import org.openapitools.client.model.TaskUpdate;
import org.openapitools.client.model.ValidationProblem;

/** Uses the generated client once. Runs with assertions enabled. */
class Client {
  interface Call {
    void run() throws ApiException;
  }

  static ApiException refusal(Call call) throws ApiException {
    try {
      call.run();
    } catch (ApiException refused) {
      return refused;
    }
    throw new AssertionError("The call was not refused.");
  }

  /** The tag of a state holds until the next write. */
  static void writesOverNothingNewer(TasksApi api, Task task) throws Exception {
    var tag = "\"" + task.getVersion() + "\"";
    assert refusal(() -> api.getTask("alice", task.getId(), tag)).getCode() == 304;
    Task newer = api.updateTask("alice", task.getId(), new TaskUpdate().title("Buy bread"), tag);
    var failed = refusal(() -> api.updateTask("alice", task.getId(), new TaskUpdate().title("Buy rice"), tag));
    assert failed.getCode() == 412 : failed;
    PreconditionFailedProblem problem = JSON.deserialize(failed.getResponseBody(), PreconditionFailedProblem.class);
    assert problem.getTask().equals(newer) : problem;
  }

  /** A request that is sent twice is done once. */
  static void createsOnce(TasksApi api) throws Exception {
    Task first = api.createTask("alice", new TaskCreate().title("Once"), "java");
    var again = api.createTaskWithHttpInfo("alice", new TaskCreate().title("Once"), "java");
    assert again.getData().equals(first) : again.getData();
    assert again.getHeaders().get("idempotent-replayed").get(0).equals("true") : again.getHeaders();
  }

  /** The changes after a position, deletions included. */
  static void followsChanges(TasksApi api, Task task) throws Exception {
    assert api.clearCompletedTasks("completed", "alice").getDeleted() > 0;
    var page = api.listChanges("alice", task.getVersion(), null);
    assert page.getChanges().size() == 2 && !page.getHasMore() : page;
    var written = page.getChanges().get(0).getTaskWritten();
    assert written.getTask().getTitle().equals("Once") : page;
    var deleted = page.getChanges().get(1).getTaskDeleted();
    assert deleted.getId().equals(task.getId()) && deleted.getVersion().equals(page.getSince()) : page;
    api.deleteTask("alice", written.getId(), null);
  }

  public static void main(String[] arguments) throws Exception {
    var client = new ApiClient().setBasePath(System.getenv("BASE_URL"));
    client.setBearerToken(System.getenv("TOKEN"));
    var api = new TasksApi(client);

    // Nine fractional digits, in whatever zone.
    var now = OffsetDateTime.now();
    var body = new TaskCreate().title("Buy milk").tags(Set.of("home")).dueDate(ISO_OFFSET_DATE_TIME.format(now));
    Task created = api.createTask("alice", body, null);
    var due = OffsetDateTime.parse(created.getDueDate()).toInstant();
    assert due.equals(now.toInstant().truncatedTo(ChronoUnit.MICROS)) : created;
    long id = created.getId();
    var tag = List.of("home");
    var listed = api.listTasks("alice", null, null, tag, null, null, null, null, null, null, null, null);
    assert listed.get(0).equals(created) : listed;
    assert api.getTask("alice", id, null).equals(created);
    Task updated = api.updateTask("alice", id, new TaskUpdate().description("Oat"), null);
    assert updated.getTitle().equals("Buy milk") && updated.getDescription().equals("Oat") : updated;
    assert api.toggleTaskCompletion("alice", id, null, null, null).getCompleted();

    Task patched = api.patchTask("alice", id, new TaskUpdate().title("Buy oat milk"), null, null);
    assert patched.getTitle().equals("Buy oat milk") && patched.getCompleted() : patched;
    var completion = new TaskCompletion().completed(true);
    assert api.toggleTaskCompletion("alice", id, null, null, completion).equals(patched);
    writesOverNothingNewer(api, patched);
    createsOnce(api);
    followsChanges(api, patched);
    var absent = refusal(() -> api.getTask("alice", id, null));
    assert absent.getCode() == 404 : absent;
    JSON.deserialize(absent.getResponseBody(), TaskNotFoundProblem.class);

    var refused = refusal(() -> api.createTask("alice", new TaskCreate().title(" "), null));
    assert refused.getCode() == 422 : refused;
    ValidationProblem problem = JSON.deserialize(refused.getResponseBody(), ValidationProblem.class);
    assert problem.getType().getValue().equals(ProblemType.ValidationFailed.getValue()) : problem;
    assert problem.getErrors().get(0).getBodyFault().getPointer().equals("/title") : problem;
  }
}
