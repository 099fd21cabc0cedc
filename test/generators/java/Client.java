import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.JSON;
import org.openapitools.client.api.TasksApi;
import org.openapitools.client.model.ProblemType;
import org.openapitools.client.model.Task;
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

  public static void main(String[] arguments) throws Exception {
    var client = new ApiClient().setBasePath(System.getenv("BASE_URL"));
    client.setBearerToken(System.getenv("TOKEN"));
    var api = new TasksApi(client);

    // Nine fractional digits, in whatever zone.
    var now = OffsetDateTime.now();
    Task created = api.createTask("alice", new TaskCreate().title("Buy milk").dueDate(now));
    assert created.getDueDate().toInstant().equals(now.toInstant().truncatedTo(ChronoUnit.MICROS)) : created;
    long id = created.getId();
    assert api.listTasks("alice", null, null, null, null, null, null).get(0).equals(created);
    assert api.getTask("alice", id).equals(created);
    Task updated = api.updateTask("alice", id, new TaskUpdate().description("Oat"));
    assert updated.getTitle().equals("Buy milk") && updated.getDescription().equals("Oat") : updated;
    assert api.toggleTaskCompletion("alice", id).getCompleted();
    api.deleteTask("alice", id);
    var absent = refusal(() -> api.getTask("alice", id));
    assert absent.getCode() == 404 : absent;
    JSON.deserialize(absent.getResponseBody(), TaskNotFoundProblem.class);

    var refused = refusal(() -> api.createTask("alice", new TaskCreate().title(" ")));
    assert refused.getCode() == 422 : refused;
    ValidationProblem problem = JSON.deserialize(refused.getResponseBody(), ValidationProblem.class);
    assert problem.getType().getValue().equals(ProblemType.ValidationFailed.getValue()) : problem;
    assert problem.getErrors().get(0).getBodyFault().getPointer().equals("/title") : problem;
  }
}
