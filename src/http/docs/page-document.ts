import { isRecord } from '../../values/is-record.ts';

type Part = Readonly<Record<string, unknown>>;

/** Headers of every answer. Redoc would show them with each answer of each operation. */
const commonHeaders = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'Access-Control-Allow-Origin'];

function parts(value: unknown): Part {
  return isRecord(value) ? value : {};
}

function firstPage(givesToken: boolean): string {
  const token = givesToken
    ? 'The samples on this page hold a token that was made for this page and is good for twelve hours. ' +
      'For one of another user, run `npm run --silent token -- <user>`.'
    : 'Put a token of your issuer, for example Better Auth, in the place of `YOUR_TOKEN` in the samples, ' +
      'and its user in the place of `alice`. In development, `npm run --silent token -- alice` prints one.';
  return `## The first call

1. **Get a token.** ${token}
2. **Create a task.** Paste this into a terminal:

   \`\`\`sh
   curl -i http://127.0.0.1:8000/api/alice/tasks -H 'authorization: Bearer YOUR_TOKEN' \\
     -H 'content-type: application/json' \\
     -d '{"title":"Buy milk"}'
   \`\`\`

3. **Read the answer.** It is a 201 with the new task. Its \`id\` belongs in the path of the calls for one task, in the
   place of \`42\`. Any other status comes with a problem, whose \`type\` leads to a page that says what to do.

Every answer to a request also has the headers ${commonHeaders.map((name) => `\`${name}\``).join(', ')},
the last one for allowed origins only. This page does not repeat them.

## The contract

`;
}

/** Copies a part of the contract without the common headers, wherever a response declares them. */
function folded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(folded);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name !== 'headers') return [name, folded(member)];
      const kept = Object.entries(parts(member)).filter(([header]) => !commonHeaders.includes(header));
      return [name, Object.fromEntries(kept)];
    }),
  );
}

/**
 * The contract as the documentation page shows it: it begins with the first call, tasks come before health checks, and
 * headers of every answer are named once. `/openapi.json` stays the contract.
 */
export function pageDocument(json: string, givesToken: boolean): string {
  const document = parts(JSON.parse(json));
  const { info, tags, paths, components } = document;
  const { headers, ...others } = parts(components);
  return JSON.stringify({
    ...document,
    info: { ...parts(info), description: firstPage(givesToken) + String(parts(info)['description']) },
    tags: Array.isArray(tags) ? tags.toReversed() : tags,
    paths: folded(paths),
    components: { ...parts(folded(others)), headers },
  });
}

/** The user whose tasks the samples are about. */
export function sampleUser(json: string): string {
  const parameters = parts(parts(parts(JSON.parse(json))['components'])['parameters']);
  return String(parts(parameters['UserId'])['example']);
}
