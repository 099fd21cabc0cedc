// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.
export interface paths {
    readonly "/api/{user_id}/tasks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        /**
         * List tasks
         * @description One page of the user's tasks, as a bare array. Where there are more, the `Link` header (RFC 8288) holds the
         *     address of the next page. Following it neither repeats nor skips a task while others are written.
         */
        readonly get: operations["listTasks"];
        readonly put?: never;
        /**
         * Create a task
         * @description Creates a task, not yet completed, and tells its address in `Location`. Send an `Idempotency-Key` to be able to
         *     try again after a lost answer without creating the task twice.
         */
        readonly post: operations["createTask"];
        /**
         * Delete completed tasks
         * @description Deletes the user's completed tasks for good, at most 10,000 in one request. If `deleted` is 10,000, more may be
         *     left: send the request again.
         */
        readonly delete: operations["clearCompletedTasks"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/{user_id}/tasks/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
                /**
                 * @description The task's id.
                 * @example 42
                 */
                readonly id: components["parameters"]["TaskId"];
            };
            readonly cookie?: never;
        };
        /**
         * Get a task
         * @description One task. A task of another user is answered exactly as a task that does not exist. With `If-None-Match`, a task
         *     that has not changed is answered with 304 and no body.
         */
        readonly get: operations["getTask"];
        /**
         * Update a task
         * @description Changes the members that are present. A member that is absent is **kept**; `null` clears `description` or
         *     `due_date`.
         *
         *     The body may be a task as a `GET` gave it, with some members changed. Then `id` and `user_id` must be those of
         *     the path, `version` must be the current one (or the answer is a 412), and the times are ignored. A request that
         *     changes nothing keeps the `version`.
         */
        readonly put: operations["updateTask"];
        readonly post?: never;
        /**
         * Delete a task
         * @description Deletes a task for good. A second call answers 404. `GET /api/{user_id}/changes` tells of the deletion for at
         *     least 30 days.
         */
        readonly delete: operations["deleteTask"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Patch a task
         * @description The same as `PUT`, as a JSON Merge Patch (RFC 7396): a member that is absent is **kept**; `null` clears
         *     `description` or `due_date`. Send an `Idempotency-Key` to be able to try again after a lost answer without
         *     undoing what others wrote in between.
         */
        readonly patch: operations["patchTask"];
        readonly trace?: never;
    };
    readonly "/api/{user_id}/tasks/{id}/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
                /**
                 * @description The task's id.
                 * @example 42
                 */
                readonly id: components["parameters"]["TaskId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Toggle completion
         * @description With a body, sets `completed` to its value; sending that again changes nothing. Without a body, flips
         *     `completed` in one atomic step: of two concurrent calls each flips it once. Send an `Idempotency-Key` to be able
         *     to repeat a flip after a lost answer.
         */
        readonly patch: operations["toggleTaskCompletion"];
        readonly trace?: never;
    };
    readonly "/api/{user_id}/changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        /**
         * List changes
         * @description What has changed since a position, in the order of `version`: each task once, in its newest state, and each
         *     deletion. To follow a user's tasks, begin with `since=0` and go on with the `since` of each answer. Go on at
         *     once while `has_more` is true. Whoever applies all changes has exactly the user's tasks.
         *
         *     Deletions are kept for at least 30 days. A position from before the oldest one that is kept is answered with
         *     410.
         */
        readonly get: operations["listChanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/{user_id}/tags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        /**
         * List tags
         * @description The tags of the user's tasks, and how many tasks have each: the most used first, then by code point. A user may
         *     have more than 1,000 tags; these are the 1,000 most used.
         */
        readonly get: operations["listTags"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/{user_id}/stats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        /**
         * Count tasks
         * @description How many tasks the user has, by their state. A pending task is overdue if its time has passed, or if its day has
         *     ended: in `time_zone` if that is given, otherwise everywhere on Earth, which is at 12:00 UTC of the next day.
         */
        readonly get: operations["getStats"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Is the process alive?
         * @description Answers without touching the database. Restart the process where it does not answer.
         */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Can it serve?
         * @description Answers 200 where the database can be reached and is migrated, and the keys that tokens are signed with are at
         *     hand. Send no traffic where it does not.
         */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: text
         * @description A user's id, as the token has it. Text without U+0000.
         * @example alice
         */
        readonly UserId: string;
        /**
         * Format: int64
         * @description A task's id. Ids are never used twice.
         * @example 42
         */
        readonly TaskId: number;
        /**
         * Format: date-time
         * @description A time in UTC with six fractional digits.
         * @example 2026-11-01T08:30:00.000000Z
         */
        readonly Timestamp: string;
        /**
         * Format: day-or-time
         * @description A calendar day (RFC 3339 full-date), or a time with any offset and up to nine fractional digits.
         * @example 2026-12-01
         */
        readonly DayOrTime: string;
        /**
         * Format: day-or-time
         * @description A calendar day (RFC 3339 full-date), which is that day wherever the user is; or a time with any offset and up to
         *     nine fractional digits. Times are kept to the microsecond: digits after the sixth are cut off, not rounded. Leap
         *     seconds and times outside the years 0001 to 9999 in UTC are refused.
         * @example 2026-12-01T18:00:00+01:00
         */
        readonly DueDate: string | null;
        /**
         * @description How much it matters.
         * @example high
         * @enum {string}
         */
        readonly Priority: "none" | "low" | "medium" | "high";
        /**
         * Format: non-blank-text
         * @description A word or two by which tasks are found. At least one character must not be white space.
         * @example errands
         */
        readonly Tag: string;
        /**
         * @description The tags of a task, each once. They keep their order.
         * @example [
         *       "errands",
         *       "home"
         *     ]
         */
        readonly Tags: readonly components["schemas"]["Tag"][];
        /**
         * Format: int64
         * @description The number of the user's change that last wrote this task. It grows with every write of any of the user's tasks,
         *     and no number is ever used twice.
         * @example 17
         */
        readonly Version: number;
        /**
         * Format: non-blank-text
         * @description What is to be done. At least one character must not be white space (Unicode's White_Space and U+FEFF), and none
         *     may be U+0000 or a lone surrogate.
         * @example Buy milk
         */
        readonly Title: string;
        /**
         * Format: text
         * @description Anything more to say. No character may be U+0000 or a lone surrogate.
         * @example Two litres, oat
         */
        readonly Description: string | null;
        /** @description One thing to do. */
        readonly Task: {
            readonly id: components["schemas"]["TaskId"];
            readonly user_id: components["schemas"]["UserId"];
            /**
             * Format: text
             * @description What is to be done.
             * @example Buy milk
             */
            readonly title: string;
            /**
             * Format: text
             * @description Anything more to say.
             * @example Two litres, oat
             */
            readonly description: string | null;
            /**
             * @description Whether it is done.
             * @example false
             */
            readonly completed: boolean;
            /**
             * Format: date-time
             * @description When it was completed, in UTC with six fractional digits. Null for a pending task.
             * @example 2026-11-01T12:00:00.250000Z
             */
            readonly completed_at: string | null;
            readonly priority: components["schemas"]["Priority"];
            /**
             * @description The tags of a task, in the order that they were sent in.
             * @example [
             *       "errands",
             *       "home"
             *     ]
             */
            readonly tags: readonly string[];
            /**
             * Format: day-or-time
             * @description When it should be done, a day as it was sent, or a time in UTC with six fractional digits.
             * @example 2026-12-01T17:00:00.000000Z
             */
            readonly due_date: string | null;
            readonly version: components["schemas"]["Version"];
            readonly created_at: components["schemas"]["Timestamp"];
            readonly updated_at: components["schemas"]["Timestamp"];
        };
        /** @description One page of tasks. */
        readonly TaskPage: readonly components["schemas"]["Task"][];
        /** @description What a new task may say. */
        readonly TaskCreate: {
            readonly title: components["schemas"]["Title"];
            readonly description?: components["schemas"]["Description"];
            readonly priority?: components["schemas"]["Priority"];
            readonly tags?: components["schemas"]["Tags"];
            readonly due_date?: components["schemas"]["DueDate"];
        };
        /**
         * @description What may be changed. At least one member; an absent one is kept. The members that a client cannot set may come
         *     along as a `GET` gave them.
         */
        readonly TaskUpdate: {
            readonly title?: components["schemas"]["Title"];
            readonly description?: components["schemas"]["Description"];
            /**
             * @description Whether it is done.
             * @example true
             */
            readonly completed?: boolean;
            readonly priority?: components["schemas"]["Priority"];
            readonly tags?: components["schemas"]["Tags"];
            readonly due_date?: components["schemas"]["DueDate"];
            /**
             * Format: int64
             * @description Must be the id in the path.
             * @example 42
             */
            readonly id?: number;
            /**
             * Format: text
             * @description Must be the user in the path.
             * @example alice
             */
            readonly user_id?: string;
            /**
             * Format: int64
             * @description Must be the current version of the task, or the answer is a 412. As `If-Match`, in the body.
             * @example 17
             */
            readonly version?: number;
            /**
             * Format: text
             * @description Ignored.
             * @example 2026-11-01T12:00:00.250000Z
             */
            readonly completed_at?: string | null;
            /**
             * Format: text
             * @description Ignored.
             * @example 2026-11-01T08:30:00.000000Z
             */
            readonly created_at?: string;
            /**
             * Format: text
             * @description Ignored.
             * @example 2026-11-01T08:30:00.000000Z
             */
            readonly updated_at?: string;
        };
        /** @description Whether the task is to be done. */
        readonly TaskCompletion: {
            /**
             * @description The value to set.
             * @example true
             */
            readonly completed: boolean;
        };
        /** @description How many tasks were deleted. */
        readonly Deletion: {
            /**
             * Format: int32
             * @description Their number.
             * @example 3
             */
            readonly deleted: number;
        };
        /** @description One page of changes, and the position after it. */
        readonly ChangePage: {
            /** @description The changes, in the order of `version`. */
            readonly changes: readonly (components["schemas"]["TaskWritten"] | components["schemas"]["TaskDeleted"])[];
            /**
             * Format: int64
             * @description Where to go on.
             * @example 18
             */
            readonly since: number;
            /**
             * @description True if more changes follow right now.
             * @example false
             */
            readonly has_more: boolean;
        };
        /** @description A task was created or changed. */
        readonly TaskWritten: {
            readonly version: components["schemas"]["Version"];
            readonly id: components["schemas"]["TaskId"];
            /**
             * @description Always false.
             * @example false
             * @constant
             */
            readonly deleted: false;
            readonly task: components["schemas"]["Task"];
        };
        /** @description A task was deleted. */
        readonly TaskDeleted: {
            readonly version: components["schemas"]["Version"];
            readonly id: components["schemas"]["TaskId"];
            /**
             * @description Always true.
             * @example true
             * @constant
             */
            readonly deleted: true;
        };
        /** @description Tags, the most used first. */
        readonly TagCounts: readonly components["schemas"]["TagCount"][];
        /** @description A tag, and how many tasks have it. */
        readonly TagCount: {
            /**
             * Format: text
             * @description The tag.
             * @example errands
             */
            readonly tag: string;
            /**
             * Format: int64
             * @description How many of the user's tasks have it.
             * @example 12
             */
            readonly count: number;
        };
        /** @description How many tasks a user has. */
        readonly Stats: {
            /**
             * Format: int64
             * @description All tasks.
             * @example 14
             */
            readonly total: number;
            /**
             * Format: int64
             * @description Those not completed.
             * @example 9
             */
            readonly pending: number;
            /**
             * Format: int64
             * @description Those completed.
             * @example 5
             */
            readonly completed: number;
            /**
             * Format: int64
             * @description Those pending whose due date has passed.
             * @example 2
             */
            readonly overdue: number;
        };
        /** @description The process is alive. */
        readonly Health: {
            /**
             * @description Always `ok`.
             * @example ok
             * @constant
             */
            readonly status: "ok";
        };
        /** @description The process can serve. */
        readonly Readiness: {
            /**
             * @description Always `ready`.
             * @example ready
             * @constant
             */
            readonly status: "ready";
        };
        /**
         * Format: uri-reference
         * @description What kind of problem it is. Stable; a program decides by it.
         * @example /problems/task-not-found
         * @enum {string}
         */
        readonly ProblemType: "/problems/malformed-request" | "/problems/malformed-path" | "/problems/malformed-body" | "/problems/invalid-query" | "/problems/invalid-cursor" | "/problems/invalid-token" | "/problems/forbidden" | "/problems/not-found" | "/problems/task-not-found" | "/problems/method-not-allowed" | "/problems/not-acceptable" | "/problems/request-timeout" | "/problems/request-in-progress" | "/problems/changes-gone" | "/problems/precondition-failed" | "/problems/content-too-large" | "/problems/unsupported-media-type" | "/problems/expectation-failed" | "/problems/validation-failed" | "/problems/too-many-requests" | "/problems/header-fields-too-large" | "/problems/internal-error" | "/problems/service-unavailable";
        /** @description What went wrong (RFC 9457). */
        readonly Problem: {
            readonly type: components["schemas"]["ProblemType"];
            /**
             * Format: single-line-text
             * @description The kind of problem, for a person. The same for every problem of this type.
             * @example Task not found
             */
            readonly title: string;
            /**
             * Format: int32
             * @description The HTTP status of the answer.
             * @example 404
             */
            readonly status: number;
            /**
             * Format: single-line-text
             * @description This problem, in sentences that are safe to show and say what to do.
             * @example Task not found
             */
            readonly detail: string;
            /**
             * Format: uri-reference
             * @description The path that was asked for, without its query.
             * @example /api/alice/tasks/42
             */
            readonly instance: string;
            /**
             * Format: uuid
             * @description Names this request in the server's log.
             * @example 7d3a1f5e-6f0b-4f6e-9a55-0a3c1f6f5a10
             */
            readonly request_id: string;
        };
        /** @description One value that breaks the contract, and where it stands. */
        readonly Fault: {
            /**
             * Format: single-line-text
             * @description What the value must be.
             * @example must be at most 100
             */
            readonly detail: string;
            /**
             * @description The JSON Schema keyword that the value breaks. A header that stands twice is `repeated`, and an
             *     `Idempotency-Key` of another request `reused`.
             * @example type
             */
            readonly code: string;
        };
        /** @description A fault in the request body. */
        readonly BodyFault: {
            /**
             * Format: json-pointer
             * @description Where in the body (RFC 6901). Empty for the body itself.
             * @example /title
             */
            readonly pointer: string;
        } & components["schemas"]["Fault"];
        /** @description A fault in the path or the query. */
        readonly ParameterFault: {
            /**
             * @description The name of the path or query parameter.
             * @example limit
             */
            readonly parameter: string;
        } & components["schemas"]["Fault"];
        /** @description A fault in a request header. */
        readonly HeaderFault: {
            /**
             * @description The name of the header.
             * @example Content-Type
             */
            readonly header: string;
        } & components["schemas"]["Fault"];
        /** @description 400 of an operation without a body. */
        readonly BadRequestProblem: {
            /**
             * @description Always this.
             * @example /problems/invalid-query
             * @constant
             */
            readonly type?: "/problems/invalid-query";
            /**
             * Format: int32
             * @description Always 400.
             * @example 400
             * @constant
             */
            readonly status?: 400;
        } & components["schemas"]["Problem"];
        /** @description 400 of a list. */
        readonly BadListRequestProblem: {
            /**
             * @description Which of the two.
             * @example /problems/invalid-cursor
             * @enum {string}
             */
            readonly type?: "/problems/invalid-query" | "/problems/invalid-cursor";
            /**
             * Format: int32
             * @description Always 400.
             * @example 400
             * @constant
             */
            readonly status?: 400;
        } & components["schemas"]["Problem"];
        /** @description 400 of an operation with a body. */
        readonly BadBodyRequestProblem: {
            /**
             * @description Which of the two.
             * @example /problems/malformed-body
             * @enum {string}
             */
            readonly type?: "/problems/invalid-query" | "/problems/malformed-body";
            /**
             * Format: int32
             * @description Always 400.
             * @example 400
             * @constant
             */
            readonly status?: 400;
        } & components["schemas"]["Problem"];
        /** @description A token is missing or cannot be accepted. */
        readonly UnauthorizedProblem: {
            /**
             * @description Always this.
             * @example /problems/invalid-token
             * @constant
             */
            readonly type?: "/problems/invalid-token";
            /**
             * Format: int32
             * @description Always 401.
             * @example 401
             * @constant
             */
            readonly status?: 401;
        } & components["schemas"]["Problem"];
        /** @description The token is another user's. */
        readonly ForbiddenProblem: {
            /**
             * @description Always this.
             * @example /problems/forbidden
             * @constant
             */
            readonly type?: "/problems/forbidden";
            /**
             * Format: int32
             * @description Always 403.
             * @example 403
             * @constant
             */
            readonly status?: 403;
        } & components["schemas"]["Problem"];
        /** @description 404 of an operation. */
        readonly TaskNotFoundProblem: {
            /**
             * @description Always this.
             * @example /problems/task-not-found
             * @constant
             */
            readonly type?: "/problems/task-not-found";
            /**
             * Format: int32
             * @description Always 404.
             * @example 404
             * @constant
             */
            readonly status?: 404;
        } & components["schemas"]["Problem"];
        /** @description The answer would be of a media type that is not accepted. */
        readonly NotAcceptableProblem: {
            /**
             * @description Always this.
             * @example /problems/not-acceptable
             * @constant
             */
            readonly type?: "/problems/not-acceptable";
            /**
             * Format: int32
             * @description Always 406.
             * @example 406
             * @constant
             */
            readonly status?: 406;
        } & components["schemas"]["Problem"];
        /** @description A request with the same key is still being answered. */
        readonly RequestInProgressProblem: {
            /**
             * @description Always this.
             * @example /problems/request-in-progress
             * @constant
             */
            readonly type?: "/problems/request-in-progress";
            /**
             * Format: int32
             * @description Always 409.
             * @example 409
             * @constant
             */
            readonly status?: 409;
        } & components["schemas"]["Problem"];
        /** @description The position is older than the deletions that are kept. */
        readonly ChangesGoneProblem: {
            /**
             * @description Always this.
             * @example /problems/changes-gone
             * @constant
             */
            readonly type?: "/problems/changes-gone";
            /**
             * Format: int32
             * @description Always 410.
             * @example 410
             * @constant
             */
            readonly status?: 410;
        } & components["schemas"]["Problem"];
        /** @description The task is not in the state that the client expects. */
        readonly PreconditionFailedProblem: {
            /**
             * @description Always this.
             * @example /problems/precondition-failed
             * @constant
             */
            readonly type?: "/problems/precondition-failed";
            /**
             * Format: int32
             * @description Always 412.
             * @example 412
             * @constant
             */
            readonly status?: 412;
            readonly task: components["schemas"]["Task"];
        } & components["schemas"]["Problem"];
        /** @description The request body is too large. */
        readonly ContentTooLargeProblem: {
            /**
             * @description Always this.
             * @example /problems/content-too-large
             * @constant
             */
            readonly type?: "/problems/content-too-large";
            /**
             * Format: int32
             * @description Always 413.
             * @example 413
             * @constant
             */
            readonly status?: 413;
        } & components["schemas"]["Problem"];
        /** @description The request body is of a media type that is not declared. */
        readonly UnsupportedMediaTypeProblem: {
            /**
             * @description Always this.
             * @example /problems/unsupported-media-type
             * @constant
             */
            readonly type?: "/problems/unsupported-media-type";
            /**
             * Format: int32
             * @description Always 415.
             * @example 415
             * @constant
             */
            readonly status?: 415;
        } & components["schemas"]["Problem"];
        /** @description 422. Every fault of the request at once. */
        readonly ValidationProblem: {
            /**
             * @description Always this.
             * @example /problems/validation-failed
             * @constant
             */
            readonly type?: "/problems/validation-failed";
            /**
             * Format: int32
             * @description Always 422.
             * @example 422
             * @constant
             */
            readonly status?: 422;
            /** @description Every fault, at most a hundred. */
            readonly errors: readonly (components["schemas"]["BodyFault"] | components["schemas"]["ParameterFault"] | components["schemas"]["HeaderFault"])[];
        } & components["schemas"]["Problem"];
        /** @description Too many requests within a minute. */
        readonly TooManyRequestsProblem: {
            /**
             * @description Always this.
             * @example /problems/too-many-requests
             * @constant
             */
            readonly type?: "/problems/too-many-requests";
            /**
             * Format: int32
             * @description Always 429.
             * @example 429
             * @constant
             */
            readonly status?: 429;
        } & components["schemas"]["Problem"];
        /** @description The server failed. */
        readonly InternalErrorProblem: {
            /**
             * @description Always this.
             * @example /problems/internal-error
             * @constant
             */
            readonly type?: "/problems/internal-error";
            /**
             * Format: int32
             * @description Always 500.
             * @example 500
             * @constant
             */
            readonly status?: 500;
        } & components["schemas"]["Problem"];
        /** @description Something the server needs cannot be reached. */
        readonly ServiceUnavailableProblem: {
            /**
             * @description Always this.
             * @example /problems/service-unavailable
             * @constant
             */
            readonly type?: "/problems/service-unavailable";
            /**
             * Format: int32
             * @description Always 503.
             * @example 503
             * @constant
             */
            readonly status?: 503;
        } & components["schemas"]["Problem"];
        /** @description What arrived names no operation, because it is not HTTP or its path cannot be read. */
        readonly MalformedRequestProblem: {
            /**
             * @description Which of the two.
             * @example /problems/malformed-path
             * @enum {string}
             */
            readonly type?: "/problems/malformed-request" | "/problems/malformed-path";
            /**
             * Format: int32
             * @description Always 400.
             * @example 400
             * @constant
             */
            readonly status?: 400;
        } & components["schemas"]["Problem"];
        /** @description The path names nothing. */
        readonly NotFoundProblem: {
            /**
             * @description Always this.
             * @example /problems/not-found
             * @constant
             */
            readonly type?: "/problems/not-found";
            /**
             * Format: int32
             * @description Always 404.
             * @example 404
             * @constant
             */
            readonly status?: 404;
        } & components["schemas"]["Problem"];
        /** @description The path does not have the method. */
        readonly MethodNotAllowedProblem: {
            /**
             * @description Always this.
             * @example /problems/method-not-allowed
             * @constant
             */
            readonly type?: "/problems/method-not-allowed";
            /**
             * Format: int32
             * @description Always 405.
             * @example 405
             * @constant
             */
            readonly status?: 405;
        } & components["schemas"]["Problem"];
        /** @description The request did not arrive in time. */
        readonly RequestTimeoutProblem: {
            /**
             * @description Always this.
             * @example /problems/request-timeout
             * @constant
             */
            readonly type?: "/problems/request-timeout";
            /**
             * Format: int32
             * @description Always 408.
             * @example 408
             * @constant
             */
            readonly status?: 408;
        } & components["schemas"]["Problem"];
        /** @description The `Expect` header asks for what the server does not do. */
        readonly ExpectationFailedProblem: {
            /**
             * @description Always this.
             * @example /problems/expectation-failed
             * @constant
             */
            readonly type?: "/problems/expectation-failed";
            /**
             * Format: int32
             * @description Always 417.
             * @example 417
             * @constant
             */
            readonly status?: 417;
        } & components["schemas"]["Problem"];
        /** @description The request line and headers are too large. */
        readonly HeaderFieldsTooLargeProblem: {
            /**
             * @description Always this.
             * @example /problems/header-fields-too-large
             * @constant
             */
            readonly type?: "/problems/header-fields-too-large";
            /**
             * Format: int32
             * @description Always 431.
             * @example 431
             * @constant
             */
            readonly status?: 431;
        } & components["schemas"]["Problem"];
    };
    responses: {
        /** @description The task. */
        readonly Task: {
            headers: {
                readonly ETag: components["headers"]["ETag"];
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Task"];
            };
        };
        /** @description The task as it is now. */
        readonly WrittenTask: {
            headers: {
                readonly ETag: components["headers"]["ETag"];
                /**
                 * @description Present if this is the kept answer to an earlier request with the same `Idempotency-Key`.
                 * @example true
                 */
                readonly "Idempotent-Replayed"?: "true";
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Task"];
            };
        };
        /** @description The request cannot be read as a request of this operation. */
        readonly BadRequest: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["BadRequestProblem"];
            };
        };
        /** @description The request cannot be read as a request of this operation, or its cursor is not one of this list. */
        readonly BadListRequest: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["BadListRequestProblem"];
            };
        };
        /** @description The request cannot be read as a request of this operation, or its body is not JSON. */
        readonly BadBodyRequest: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["BadBodyRequestProblem"];
            };
        };
        /** @description There is no token, or none that can be accepted. Which of its parts is wrong is not told. */
        readonly Unauthorized: {
            headers: {
                readonly "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnauthorizedProblem"];
            };
        };
        /** @description The token is another user's than the one in the path. */
        readonly Forbidden: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ForbiddenProblem"];
            };
        };
        /** @description The user has no such task. */
        readonly TaskNotFound: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["TaskNotFoundProblem"];
            };
        };
        /** @description A request with the same `Idempotency-Key` is still being answered. Send this one again later. */
        readonly RequestInProgress: {
            headers: {
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["RequestInProgressProblem"];
            };
        };
        /** @description The position is older than the deletions that are kept. */
        readonly ChangesGone: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ChangesGoneProblem"];
            };
        };
        /**
         * @description The task has changed since the state that `If-Match`, or `version` in the body, names. Nothing was written. The
         *     problem holds the task as it is now.
         */
        readonly PreconditionFailed: {
            headers: {
                readonly ETag: components["headers"]["ETag"];
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
            };
        };
        /** @description The `Accept` header allows none of the media types that this operation answers in. */
        readonly NotAcceptable: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotAcceptableProblem"];
            };
        };
        /** @description The request body is larger than 65,536 bytes. */
        readonly ContentTooLarge: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ContentTooLargeProblem"];
            };
        };
        /** @description The request body is not of a media type that this operation declares, or it declares none. */
        readonly UnsupportedMediaType: {
            headers: {
                /**
                 * @description The media types that are accepted instead (RFC 9110). Absent where no body is.
                 * @example application/json
                 */
                readonly Accept?: string;
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
            };
        };
        /** @description The request can be read, but values in it break the contract. Every fault is named. */
        readonly ValidationFailed: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ValidationProblem"];
            };
        };
        /** @description The user, or the address where there is no user, asked too often. */
        readonly TooManyRequests: {
            headers: {
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
            };
        };
        /** @description The server failed. The log holds the cause under `request_id`. */
        readonly InternalError: {
            headers: {
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InternalErrorProblem"];
            };
        };
        /** @description Something the server needs cannot be reached right now. A write may or may not have happened. */
        readonly ServiceUnavailable: {
            headers: {
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
            };
        };
        /** @description There is no time for the request. It was not looked at, so nothing was done and no rate was counted. */
        readonly ServerOverloaded: {
            headers: {
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
            };
        };
        /** @description The methods of the path, to `OPTIONS`. */
        readonly Options: {
            headers: {
                readonly Allow: components["headers"]["Allow"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        /** @description What arrived names no operation. */
        readonly MalformedRequest: {
            headers: {
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["MalformedRequestProblem"];
            };
        };
        /** @description The path names nothing. */
        readonly NotFound: {
            headers: {
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotFoundProblem"];
            };
        };
        /** @description The path does not have the method. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow: components["headers"]["Allow"];
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["MethodNotAllowedProblem"];
            };
        };
        /** @description The request did not arrive in time. */
        readonly RequestTimeout: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
            };
        };
        /** @description The `Expect` header asks for what the server does not do. */
        readonly ExpectationFailed: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ExpectationFailedProblem"];
            };
        };
        /** @description The request line and headers are too large. */
        readonly HeaderFieldsTooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["HeaderFieldsTooLargeProblem"];
            };
        };
        /** @description The server failed before an operation was found. The log holds the cause under `request_id`. */
        readonly ServerFailed: {
            headers: {
                readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InternalErrorProblem"];
            };
        };
    };
    parameters: {
        /**
         * @description The user whose tasks these are. It must be the token's user; any other is a 403.
         * @example alice
         */
        readonly UserId: components["schemas"]["UserId"];
        /**
         * @description The task's id.
         * @example 42
         */
        readonly TaskId: components["schemas"]["TaskId"];
        /**
         * @description Makes the write happen only if the task is still the one that this `ETag` names (RFC 9110); otherwise the answer
         *     is a 412. Several tags name several states. `*` and no header allow any state. A weak tag (`W/"17"`) never
         *     matches.
         * @example "17"
         */
        readonly IfMatch: string;
        /**
         * @description The `ETag` of the task that the client already has (RFC 9110). If the task is still that one, the answer is a
         *     304 without a body.
         * @example "17"
         */
        readonly IfNoneMatch: string;
        /**
         * @description Names this request among those of the user: a new random text, such as a UUID, for each request, and the same
         *     text each time that request is sent again. The request is done once; every later one gets the first answer
         *     again, for at least 24 hours. Refusals are not kept. A request with another method, path or body under a used
         *     key is a 422.
         * @example 0b9f4c1e-3f53-4d0a-9c53-5f1b1f6f1c55
         */
        readonly IdempotencyKey: string;
    };
    requestBodies: {
        /** @description The new task. */
        readonly TaskCreate: {
            readonly content: {
                readonly "application/json": components["schemas"]["TaskCreate"];
            };
        };
        /** @description The members to change. */
        readonly TaskUpdate: {
            readonly content: {
                readonly "application/json": components["schemas"]["TaskUpdate"];
            };
        };
        /** @description The members to change. */
        readonly TaskPatch: {
            readonly content: {
                readonly "application/json": components["schemas"]["TaskUpdate"];
                readonly "application/merge-patch+json": components["schemas"]["TaskUpdate"];
            };
        };
        /** @description The value to set. Without a body, `completed` is flipped. */
        readonly TaskCompletion: {
            readonly content: {
                readonly "application/json": components["schemas"]["TaskCompletion"];
            };
        };
    };
    headers: {
        /**
         * @description The state of the task, as its `version` in quotes (RFC 9110). Send it as `If-Match` to write only if the task
         *     has not changed since.
         * @example "17"
         */
        readonly ETag: string;
        /**
         * @description Where the new task is.
         * @example /api/alice/tasks/42
         */
        readonly Location: string;
        /**
         * @description The challenge (RFC 6750). `error` is absent where no token was sent.
         * @example Bearer realm="tasks-api", error="invalid_token"
         */
        readonly "WWW-Authenticate": string;
        /**
         * @description How many requests a minute allows.
         * @example 1000
         */
        readonly "RateLimit-Limit": number;
        /**
         * @description How many of them are left.
         * @example 987
         */
        readonly "RateLimit-Remaining": number;
        /**
         * @description After how many seconds a new minute begins.
         * @example 42
         */
        readonly "RateLimit-Reset": number;
        /**
         * @description The origin that asked, where the server is configured to let its pages read the answer (Fetch, CORS protocol).
         * @example https://app.example.com
         */
        readonly "Access-Control-Allow-Origin": string;
        /**
         * @description The methods that the path has (RFC 9110).
         * @example GET, HEAD, POST, OPTIONS
         */
        readonly Allow: string;
        /**
         * @description After how many seconds to try again (RFC 9110).
         * @example 5
         */
        readonly "Retry-After": number;
    };
    pathItems: never;
}
export type UserId = components['schemas']['UserId'];
export type TaskId = components['schemas']['TaskId'];
export type Timestamp = components['schemas']['Timestamp'];
export type DayOrTime = components['schemas']['DayOrTime'];
export type DueDate = components['schemas']['DueDate'];
export type Priority = components['schemas']['Priority'];
export type Tag = components['schemas']['Tag'];
export type Tags = components['schemas']['Tags'];
export type Version = components['schemas']['Version'];
export type Title = components['schemas']['Title'];
export type Description = components['schemas']['Description'];
export type Task = components['schemas']['Task'];
export type TaskPage = components['schemas']['TaskPage'];
export type TaskCreate = components['schemas']['TaskCreate'];
export type TaskUpdate = components['schemas']['TaskUpdate'];
export type TaskCompletion = components['schemas']['TaskCompletion'];
export type Deletion = components['schemas']['Deletion'];
export type ChangePage = components['schemas']['ChangePage'];
export type TaskWritten = components['schemas']['TaskWritten'];
export type TaskDeleted = components['schemas']['TaskDeleted'];
export type TagCounts = components['schemas']['TagCounts'];
export type TagCount = components['schemas']['TagCount'];
export type Stats = components['schemas']['Stats'];
export type Health = components['schemas']['Health'];
export type Readiness = components['schemas']['Readiness'];
export type ProblemType = components['schemas']['ProblemType'];
export type Problem = components['schemas']['Problem'];
export type Fault = components['schemas']['Fault'];
export type BodyFault = components['schemas']['BodyFault'];
export type ParameterFault = components['schemas']['ParameterFault'];
export type HeaderFault = components['schemas']['HeaderFault'];
export type BadRequestProblem = components['schemas']['BadRequestProblem'];
export type BadListRequestProblem = components['schemas']['BadListRequestProblem'];
export type BadBodyRequestProblem = components['schemas']['BadBodyRequestProblem'];
export type UnauthorizedProblem = components['schemas']['UnauthorizedProblem'];
export type ForbiddenProblem = components['schemas']['ForbiddenProblem'];
export type TaskNotFoundProblem = components['schemas']['TaskNotFoundProblem'];
export type NotAcceptableProblem = components['schemas']['NotAcceptableProblem'];
export type RequestInProgressProblem = components['schemas']['RequestInProgressProblem'];
export type ChangesGoneProblem = components['schemas']['ChangesGoneProblem'];
export type PreconditionFailedProblem = components['schemas']['PreconditionFailedProblem'];
export type ContentTooLargeProblem = components['schemas']['ContentTooLargeProblem'];
export type UnsupportedMediaTypeProblem = components['schemas']['UnsupportedMediaTypeProblem'];
export type ValidationProblem = components['schemas']['ValidationProblem'];
export type TooManyRequestsProblem = components['schemas']['TooManyRequestsProblem'];
export type InternalErrorProblem = components['schemas']['InternalErrorProblem'];
export type ServiceUnavailableProblem = components['schemas']['ServiceUnavailableProblem'];
export type MalformedRequestProblem = components['schemas']['MalformedRequestProblem'];
export type NotFoundProblem = components['schemas']['NotFoundProblem'];
export type MethodNotAllowedProblem = components['schemas']['MethodNotAllowedProblem'];
export type RequestTimeoutProblem = components['schemas']['RequestTimeoutProblem'];
export type ExpectationFailedProblem = components['schemas']['ExpectationFailedProblem'];
export type HeaderFieldsTooLargeProblem = components['schemas']['HeaderFieldsTooLargeProblem'];
export type ResponseTask = components['responses']['Task'];
export type ResponseWrittenTask = components['responses']['WrittenTask'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseBadListRequest = components['responses']['BadListRequest'];
export type ResponseBadBodyRequest = components['responses']['BadBodyRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseTaskNotFound = components['responses']['TaskNotFound'];
export type ResponseRequestInProgress = components['responses']['RequestInProgress'];
export type ResponseChangesGone = components['responses']['ChangesGone'];
export type ResponsePreconditionFailed = components['responses']['PreconditionFailed'];
export type ResponseNotAcceptable = components['responses']['NotAcceptable'];
export type ResponseContentTooLarge = components['responses']['ContentTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseValidationFailed = components['responses']['ValidationFailed'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseServiceUnavailable = components['responses']['ServiceUnavailable'];
export type ResponseServerOverloaded = components['responses']['ServerOverloaded'];
export type ResponseOptions = components['responses']['Options'];
export type ResponseMalformedRequest = components['responses']['MalformedRequest'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseMethodNotAllowed = components['responses']['MethodNotAllowed'];
export type ResponseRequestTimeout = components['responses']['RequestTimeout'];
export type ResponseExpectationFailed = components['responses']['ExpectationFailed'];
export type ResponseHeaderFieldsTooLarge = components['responses']['HeaderFieldsTooLarge'];
export type ResponseServerFailed = components['responses']['ServerFailed'];
export type ParameterUserId = components['parameters']['UserId'];
export type ParameterTaskId = components['parameters']['TaskId'];
export type ParameterIfMatch = components['parameters']['IfMatch'];
export type ParameterIfNoneMatch = components['parameters']['IfNoneMatch'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type RequestBodyTaskCreate = components['requestBodies']['TaskCreate'];
export type RequestBodyTaskUpdate = components['requestBodies']['TaskUpdate'];
export type RequestBodyTaskPatch = components['requestBodies']['TaskPatch'];
export type RequestBodyTaskCompletion = components['requestBodies']['TaskCompletion'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderLocation = components['headers']['Location'];
export type HeaderWwwAuthenticate = components['headers']['WWW-Authenticate'];
export type HeaderRateLimitLimit = components['headers']['RateLimit-Limit'];
export type HeaderRateLimitRemaining = components['headers']['RateLimit-Remaining'];
export type HeaderRateLimitReset = components['headers']['RateLimit-Reset'];
export type HeaderAccessControlAllowOrigin = components['headers']['Access-Control-Allow-Origin'];
export type HeaderAllow = components['headers']['Allow'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type $defs = Record<string, never>;
export interface operations {
    readonly listTasks: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Which tasks to list, by completion.
                 * @example pending
                 */
                readonly status?: "all" | "pending" | "completed";
                /**
                 * @description Keeps the tasks of this priority.
                 * @example high
                 */
                readonly priority?: components["schemas"]["Priority"];
                /**
                 * @description Keeps the tasks that have this tag, exactly as written. If it is repeated, a task must have all.
                 * @example [
                 *       "home",
                 *       "errands"
                 *     ]
                 */
                readonly tag?: readonly components["schemas"]["Tag"][];
                /**
                 * @description Keeps the tasks that are due at this time or later. A day begins at 00:00 UTC.
                 * @example 2026-12-01
                 */
                readonly due_after?: components["schemas"]["DayOrTime"];
                /**
                 * @description Keeps the tasks that are due at this time or earlier. A day ends with its last moment in UTC.
                 * @example 2026-12-31
                 */
                readonly due_before?: components["schemas"]["DayOrTime"];
                /**
                 * @description Keeps the tasks whose title or description contains this text. Both are folded before they are compared: by
                 *     Unicode's full case folding and compatibility normalisation, so that `strasse` finds `Straße`. Accents
                 *     count. Nothing in the text is special; an empty one keeps all tasks. U+0000 is refused.
                 * @example milk
                 */
                readonly q?: string;
                /**
                 * @description `created`: newest first. `title`: ascending by the folded text (see `q`), by code point. `due_date`:
                 *     soonest first. `priority`: high first. `updated`: latest first. Ties are broken by `id`, in the direction of
                 *     the sort. A day is sorted as its 00:00 UTC, and as sooner than a time at that moment. Tasks without a due
                 *     date come last in both orders.
                 * @example due_date
                 */
                readonly sort?: "created" | "title" | "due_date" | "priority" | "updated";
                /**
                 * @description `asc` is oldest, A to Z, soonest or low first, and `desc` the reverse. Without it, each sort has the order
                 *     that is described there.
                 * @example desc
                 */
                readonly order?: "asc" | "desc";
                /**
                 * @description The most tasks that one page may hold.
                 * @example 20
                 */
                readonly limit?: number;
                /**
                 * @description How many tasks to pass over. Its cost grows with its value, so it is bounded; the `Link` header goes on from
                 *     there without bound.
                 * @example 0
                 */
                readonly offset?: number;
                /**
                 * @description Opaque; taken from the `Link` header. It belongs to the list it was given for, so every parameter but
                 *     `limit` stays the same, and it cannot be combined with an `offset`: anything else is a 400.
                 * @example eyJ2IjoxLCJrIjoiMjAyNi0xMS0wMVQwODozMDowMC4wMDAwMDBaIiwiaWQiOjQyfQ
                 */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of tasks, empty where none matches. */
            readonly 200: {
                headers: {
                    /**
                     * @description The next page (RFC 8288, `rel="next"`). Absent on the last one.
                     * @example </api/alice/tasks?limit=20&cursor=eyJ2IjoxfQ>; rel="next"
                     */
                    readonly Link?: string;
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskPage"];
                };
            };
            readonly 400: components["responses"]["BadListRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly createTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Names this request among those of the user: a new random text, such as a UUID, for each request, and the same
                 *     text each time that request is sent again. The request is done once; every later one gets the first answer
                 *     again, for at least 24 hours. Refusals are not kept. A request with another method, path or body under a used
                 *     key is a 422.
                 * @example 0b9f4c1e-3f53-4d0a-9c53-5f1b1f6f1c55
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["TaskCreate"];
        readonly responses: {
            /** @description The task as it was stored. */
            readonly 201: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly ETag: components["headers"]["ETag"];
                    /**
                     * @description Present if this is the kept answer to an earlier request with the same `Idempotency-Key`.
                     * @example true
                     */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Task"];
                };
            };
            readonly 400: components["responses"]["BadBodyRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["RequestInProgress"];
            readonly 413: components["responses"]["ContentTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly clearCompletedTasks: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Must be `completed`, so that no request deletes all tasks by mistake.
                 * @example completed
                 */
                readonly status: "completed";
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The tasks are gone. */
            readonly 200: {
                headers: {
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Deletion"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly getTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The `ETag` of the task that the client already has (RFC 9110). If the task is still that one, the answer is a
                 *     304 without a body.
                 * @example "17"
                 */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
                /**
                 * @description The task's id.
                 * @example 42
                 */
                readonly id: components["parameters"]["TaskId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: components["responses"]["Task"];
            /** @description The task has not changed. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["TaskNotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly updateTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes the write happen only if the task is still the one that this `ETag` names (RFC 9110); otherwise the answer
                 *     is a 412. Several tags name several states. `*` and no header allow any state. A weak tag (`W/"17"`) never
                 *     matches.
                 * @example "17"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
                /**
                 * @description The task's id.
                 * @example 42
                 */
                readonly id: components["parameters"]["TaskId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["TaskUpdate"];
        readonly responses: {
            readonly 200: components["responses"]["Task"];
            readonly 400: components["responses"]["BadBodyRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["TaskNotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["ContentTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly deleteTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes the write happen only if the task is still the one that this `ETag` names (RFC 9110); otherwise the answer
                 *     is a 412. Several tags name several states. `*` and no header allow any state. A weak tag (`W/"17"`) never
                 *     matches.
                 * @example "17"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
                /**
                 * @description The task's id.
                 * @example 42
                 */
                readonly id: components["parameters"]["TaskId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The task is gone. There is no body. */
            readonly 204: {
                headers: {
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["TaskNotFound"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly patchTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes the write happen only if the task is still the one that this `ETag` names (RFC 9110); otherwise the answer
                 *     is a 412. Several tags name several states. `*` and no header allow any state. A weak tag (`W/"17"`) never
                 *     matches.
                 * @example "17"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Names this request among those of the user: a new random text, such as a UUID, for each request, and the same
                 *     text each time that request is sent again. The request is done once; every later one gets the first answer
                 *     again, for at least 24 hours. Refusals are not kept. A request with another method, path or body under a used
                 *     key is a 422.
                 * @example 0b9f4c1e-3f53-4d0a-9c53-5f1b1f6f1c55
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
                /**
                 * @description The task's id.
                 * @example 42
                 */
                readonly id: components["parameters"]["TaskId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: components["requestBodies"]["TaskPatch"];
        readonly responses: {
            readonly 200: components["responses"]["WrittenTask"];
            readonly 400: components["responses"]["BadBodyRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["TaskNotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["RequestInProgress"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["ContentTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly toggleTaskCompletion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes the write happen only if the task is still the one that this `ETag` names (RFC 9110); otherwise the answer
                 *     is a 412. Several tags name several states. `*` and no header allow any state. A weak tag (`W/"17"`) never
                 *     matches.
                 * @example "17"
                 */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Names this request among those of the user: a new random text, such as a UUID, for each request, and the same
                 *     text each time that request is sent again. The request is done once; every later one gets the first answer
                 *     again, for at least 24 hours. Refusals are not kept. A request with another method, path or body under a used
                 *     key is a 422.
                 * @example 0b9f4c1e-3f53-4d0a-9c53-5f1b1f6f1c55
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
                /**
                 * @description The task's id.
                 * @example 42
                 */
                readonly id: components["parameters"]["TaskId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: components["requestBodies"]["TaskCompletion"];
        readonly responses: {
            readonly 200: components["responses"]["WrittenTask"];
            readonly 400: components["responses"]["BadBodyRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["TaskNotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["RequestInProgress"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["ContentTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly listChanges: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description `0` for all changes, or the `since` of an earlier answer. It is the number of a change, except in the course
                 *     of a first run over a long history: then it also holds the day on which that run began.
                 * @example 17
                 */
                readonly since?: number;
                /**
                 * @description The most changes that one page may hold. A page may hold fewer although more follow.
                 * @example 50
                 */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of changes, empty if there are none. */
            readonly 200: {
                headers: {
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChangePage"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 410: components["responses"]["ChangesGone"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly listTags: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The tags, empty if no task has any. */
            readonly 200: {
                headers: {
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TagCounts"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly getStats: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Where the user is, as an IANA name. It decides when a day has ended.
                 * @example Europe/Berlin
                 */
                readonly time_zone?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The user whose tasks these are. It must be the token's user; any other is a 403.
                 * @example alice
                 */
                readonly user_id: components["parameters"]["UserId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The numbers, all of the same moment. */
            readonly 200: {
                headers: {
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Stats"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["ValidationFailed"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The process answers. */
            readonly 200: {
                headers: {
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Requests can be served. */
            readonly 200: {
                headers: {
                    readonly "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    readonly "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    readonly "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    readonly "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
        };
    };
}
type FlattenedDeepRequired<T> = {
    [K in keyof T]-?: FlattenedDeepRequired<T[K] extends unknown[] | undefined | null ? Extract<T[K], unknown[]>[number] : T[K]>;
};
type ReadonlyArray<T> = [
    Exclude<T, undefined>
] extends [
    unknown[]
] ? Readonly<Exclude<T, undefined>> : Readonly<Exclude<T, undefined>[]>;
export const pathsApiUser_idTasksGetParametersQueryStatusValues: ReadonlyArray<FlattenedDeepRequired<paths>["/api/{user_id}/tasks"]["get"]["parameters"]["query"]["status"]> = ["all", "pending", "completed"];
export const pathsApiUser_idTasksGetParametersQuerySortValues: ReadonlyArray<FlattenedDeepRequired<paths>["/api/{user_id}/tasks"]["get"]["parameters"]["query"]["sort"]> = ["created", "title", "due_date", "priority", "updated"];
export const pathsApiUser_idTasksGetParametersQueryOrderValues: ReadonlyArray<FlattenedDeepRequired<paths>["/api/{user_id}/tasks"]["get"]["parameters"]["query"]["order"]> = ["asc", "desc"];
export const pathsApiUser_idTasksDeleteParametersQueryStatusValues: ReadonlyArray<FlattenedDeepRequired<paths>["/api/{user_id}/tasks"]["delete"]["parameters"]["query"]["status"]> = ["completed"];
export const priorityValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["Priority"]> = ["none", "low", "medium", "high"];
export const problemTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["ProblemType"]> = ["/problems/malformed-request", "/problems/malformed-path", "/problems/malformed-body", "/problems/invalid-query", "/problems/invalid-cursor", "/problems/invalid-token", "/problems/forbidden", "/problems/not-found", "/problems/task-not-found", "/problems/method-not-allowed", "/problems/not-acceptable", "/problems/request-timeout", "/problems/request-in-progress", "/problems/changes-gone", "/problems/precondition-failed", "/problems/content-too-large", "/problems/unsupported-media-type", "/problems/expectation-failed", "/problems/validation-failed", "/problems/too-many-requests", "/problems/header-fields-too-large", "/problems/internal-error", "/problems/service-unavailable"];
export const badListRequestProblemTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["BadListRequestProblem"]["type"]> = ["/problems/invalid-query", "/problems/invalid-cursor"];
export const badBodyRequestProblemTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["BadBodyRequestProblem"]["type"]> = ["/problems/invalid-query", "/problems/malformed-body"];
export const malformedRequestProblemTypeValues: ReadonlyArray<FlattenedDeepRequired<components>["schemas"]["MalformedRequestProblem"]["type"]> = ["/problems/malformed-request", "/problems/malformed-path"];
