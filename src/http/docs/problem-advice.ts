import type { ProblemType } from '../../values/problems.ts';

interface Advice {
  readonly meaning: string;
  readonly remedy: string;
}

/** Explains each problem on its page: what it means, and what a developer does about it. */
export const advice: Readonly<Record<ProblemType, Advice>> = {
  '/problems/malformed-request': {
    meaning: 'The server cannot read the bytes as an HTTP request.',
    remedy: 'Check the client or the proxy in front of the server: one Host header, no transfer coding but chunked.',
  },
  '/problems/malformed-path': {
    meaning: 'The path is not valid percent-encoded UTF-8.',
    remedy: 'Encode each part of the path, for example with encodeURIComponent.',
  },
  '/problems/malformed-body': {
    meaning: 'The body is missing, is not JSON in UTF-8, or names a member twice.',
    remedy: 'Send one JSON object, made by a JSON library.',
  },
  '/problems/invalid-query': {
    meaning: 'The query names a parameter that the operation does not have, or one twice, or is badly encoded.',
    remedy: 'Compare the query with the parameters of the operation in the documentation.',
  },
  '/problems/invalid-cursor': {
    meaning: 'The cursor was made for another list: a parameter other than limit has changed.',
    remedy: 'Follow the address in the Link header as it is, or start again without a cursor.',
  },
  '/problems/invalid-token': {
    meaning: 'The bearer token is missing, expired, or not accepted by this server.',
    remedy: 'Send a new token as "Authorization: Bearer …". The log of the server names the reason of the refusal.',
  },
  '/problems/forbidden': {
    meaning: 'The token belongs to another user than the one in the path.',
    remedy: 'Use the id of the signed-in user in the path.',
  },
  '/problems/not-found': {
    meaning: 'The server has nothing at this path.',
    remedy: 'Use the path in the detail, or look it up in the documentation. A trailing slash makes another path.',
  },
  '/problems/task-not-found': {
    meaning: 'The user has no task with this id. It may have been deleted.',
    remedy: 'List the tasks to see which there are.',
  },
  '/problems/method-not-allowed': {
    meaning: 'The path exists, but not with this method.',
    remedy: 'Use one of the methods in the detail and in the Allow header.',
  },
  '/problems/not-acceptable': {
    meaning: 'The Accept header allows none of the media types that the operation answers in.',
    remedy: 'Accept application/json and application/problem+json, or leave the header out.',
  },
  '/problems/request-timeout': {
    meaning: 'The request did not arrive in time.',
    remedy: 'Send it again. If this repeats, look at the network between client and server.',
  },
  '/problems/request-in-progress': {
    meaning: 'An earlier request with the same Idempotency-Key is still being answered.',
    remedy: 'Wait for the number of seconds in the Retry-After header. Then send the same request with the same key.',
  },
  '/problems/changes-gone': {
    meaning:
      'The position in since is older than the deletions that the server keeps. Your copy may hold deleted tasks.',
    remedy: 'Drop your copy of the tasks and follow the changes from since=0.',
  },
  '/problems/precondition-failed': {
    meaning: 'The task has changed since the state that If-Match, or version in the body, names. Nothing was written.',
    remedy: 'Merge your change into the task that the problem holds, and write again with its version.',
  },
  '/problems/content-too-large': {
    meaning: 'The request body is larger than the operation allows.',
    remedy: 'Send less. The detail of the problem names the limit.',
  },
  '/problems/unsupported-media-type': {
    meaning: 'The body has a media type that the operation does not take, or the operation takes no body.',
    remedy:
      'Send one of the media types in the Accept header, such as application/json, or no body where none is declared.',
  },
  '/problems/expectation-failed': {
    meaning: 'The Expect header asks for something other than 100-continue.',
    remedy: 'Leave the Expect header out.',
  },
  '/problems/validation-failed': {
    meaning: 'The server can read the request, but values in it break the contract.',
    remedy: 'Correct every value in errors. Each entry names the place and says what the value must be.',
  },
  '/problems/too-many-requests': {
    meaning: 'The user, or the address of requests without a user, has used up the requests of this minute.',
    remedy: 'Wait for the number of seconds in the Retry-After header.',
  },
  '/problems/header-fields-too-large': {
    meaning: 'The request line and the headers are larger than 16 KiB together.',
    remedy: 'Shorten the query, or send fewer or smaller headers and cookies.',
  },
  '/problems/internal-error': {
    meaning: 'The server failed. The request was not at fault.',
    remedy: 'Report it with the request_id. The log of the server has the cause under it.',
  },
  '/problems/service-unavailable': {
    meaning: 'The server is overloaded, closes, or cannot reach its database or the keys of tokens.',
    remedy:
      'Try again after the number of seconds in the Retry-After header. The detail says if a write may be stored.',
  },
};
