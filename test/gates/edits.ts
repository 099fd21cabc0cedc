import { inc, type ReleaseType } from 'semver';
import { isCollection, isSeq, type Document } from 'yaml';

/** An edit of the contract that a gate must stop. */
export interface ContractEdit {
  readonly title: string;
  readonly edit: (contract: Document) => void;
  /** The script that stops it. */
  readonly gate: string;
  /** Parts of its message: the place and the fault. */
  readonly says: readonly string[];
}

type Path = readonly (string | number)[];

const list = '/api/{user_id}/tasks';
const one = `${list}/{id}`;

/** A copy of a part of the contract. */
function copyOf(contract: Document, path: Path): unknown {
  const node = contract.getIn(path, true);
  if (!isCollection(node)) throw new Error(`${path.join('/')} is not in the contract`);
  return node.clone();
}

function append(contract: Document, path: Path, value: string | object): void {
  const node = contract.getIn(path, true);
  if (!isSeq(node)) throw new Error(`${path.join('/')} is not a list of the contract`);
  node.add(contract.createNode(value));
}

/** Removes a part. Fails if it is missing: an edit that changes nothing must not count as stopped. */
function remove(contract: Document, path: Path): void {
  if (!contract.deleteIn(path)) throw new Error(`${path.join('/')} is not in the contract`);
}

/** Raises `info.version`. */
export function raiseVersion(contract: Document, step: ReleaseType): void {
  contract.setIn(['info', 'version'], inc(String(contract.getIn(['info', 'version'])), step));
}

/** The place of a query parameter of the list. */
function queryParameter(contract: Document, name: string): Path {
  const parameters = ['paths', list, 'get', 'parameters'];
  const node = contract.getIn(parameters, true);
  const index = isSeq(node) ? node.items.findIndex((item) => isCollection(item) && item.get('name') === name) : -1;
  if (index === -1) throw new Error(`${name} is not a parameter of the list`);
  return [...parameters, index];
}

function addOperation(contract: Document): void {
  const patch = {
    operationId: 'archiveTask',
    tags: ['Tasks'],
    summary: 'Archive a task',
    description: 'Takes a task out of the list, and keeps it.',
    responses: copyOf(contract, ['paths', `${one}/complete`, 'patch', 'responses']),
  };
  const item = { parameters: copyOf(contract, ['paths', one, 'parameters']), patch };
  contract.setIn(['paths', `${one}/archive`], contract.createNode(item));
}

function addRequiredMember(contract: Document): void {
  const uptime = {
    description: 'In seconds.',
    type: 'integer',
    format: 'int32',
    minimum: 0,
    maximum: 9,
    examples: [1],
  };
  contract.setIn(['components', 'schemas', 'Health', 'properties', 'uptime'], contract.createNode(uptime));
  append(contract, ['components', 'schemas', 'Health', 'required'], 'uptime');
  const media = ['paths', '/healthz', 'get', 'responses', '200', 'content', 'application/json'];
  contract.setIn([...media, 'examples', 'alive', 'value', 'uptime'], 1);
}

function renameMediaType(contract: Document): void {
  const content = ['components', 'responses', 'Task', 'content'];
  contract.setIn([...content, 'application/vnd.tasks+json'], copyOf(contract, [...content, 'application/json']));
  remove(contract, [...content, 'application/json']);
}

/** Adds a required parameter to the deletion of a task. */
function addRequiredParameter(contract: Document, place: 'header' | 'cookie', name: string): void {
  const schema = { type: 'string', minLength: 1, maxLength: 64, pattern: '^[a-z]+$' };
  const parameter = { name, in: place, required: true, description: 'The reason.', schema, example: 'done' };
  append(contract, ['paths', one, 'delete', 'parameters'], parameter);
}

/** Edits that need a higher version, and edits that a higher version does not make right. */
export const contractEdits: readonly ContractEdit[] = [
  {
    title: 'a new operation',
    edit: addOperation,
    gate: 'changes:contract',
    says: [`${one}/archive`, 'added', 'require a minor bump'],
  },
  {
    title: 'a new operation without a handler, with a raised version',
    edit: (contract) => {
      addOperation(contract);
      raiseVersion(contract, 'minor');
    },
    gate: 'types',
    says: ['src/app/operations/index.ts', "'archiveTask'"],
  },
  {
    title: 'a removed operation',
    edit: (contract) => remove(contract, ['paths', one, 'delete']),
    gate: 'changes:contract',
    says: [`Operation \`DELETE ${one}\` was removed`],
  },
  {
    title: 'a new required response member',
    edit: addRequiredMember,
    gate: 'changes:contract',
    says: ['GET /healthz', 'properties/uptime', 'schema · required', 'require a minor bump'],
  },
  {
    title: 'a new required response member that no handler sets, with a raised version',
    edit: (contract) => {
      addRequiredMember(contract);
      raiseVersion(contract, 'minor');
    },
    gate: 'types',
    says: ['src/app/operations/get-health.ts', "'uptime'"],
  },
  {
    title: 'a removed response status',
    edit: (contract) => remove(contract, ['paths', one, 'get', 'responses', '404']),
    gate: 'changes:contract',
    says: [`GET ${one}`, 'responses/404', 'Response `404` was removed'],
  },
  {
    title: 'a narrowed maxLength',
    edit: (contract) => contract.setIn(['components', 'schemas', 'Title', 'maxLength'], 100),
    gate: 'changes:contract',
    says: [`POST ${list}`, "`maxLength` of `title` changed from '200' to '100'"],
  },
  {
    title: 'a breaking change with too low a version',
    edit: (contract) => {
      contract.setIn(['components', 'schemas', 'Title', 'maxLength'], 100);
      raiseVersion(contract, 'patch');
    },
    gate: 'changes:contract',
    says: [`POST ${list}`, '`maxLength` of `title`', 'info.version went'],
  },
  {
    title: 'a widened enum',
    edit: (contract) => append(contract, [...queryParameter(contract, 'status'), 'schema', 'enum'], 'overdue'),
    gate: 'changes:contract',
    says: [`GET ${list}`, 'parameters/0/schema · enum'],
  },
  {
    title: 'a renamed parameter',
    edit: (contract) => contract.setIn([...queryParameter(contract, 'q'), 'name'], 'search'),
    gate: 'changes:contract',
    says: [`GET ${list}`, '`q` query parameter was renamed to `search`'],
  },
  {
    title: 'a new required request header',
    edit: (contract) => addRequiredParameter(contract, 'header', 'X-Reason'),
    gate: 'changes:contract',
    says: [`DELETE ${one}`, 'Required `X-Reason` header parameter was added'],
  },
  {
    title: 'a cookie, which the engine does not read',
    edit: (contract) => addRequiredParameter(contract, 'cookie', 'reason'),
    gate: 'generate',
    says: ['deleteTask cookie parameter reason', 'the engine reads no cookies'],
  },
  {
    title: 'an array in one value of the query, which the engine does not split',
    edit: (contract) => {
      const schema = { type: 'array', maxItems: 9, items: { type: 'string', maxLength: 9, pattern: '^[a-z]+$' } };
      const parameter = { name: 'label', in: 'query', explode: false, description: 'Labels.', schema, example: ['a'] };
      append(contract, ['paths', list, 'get', 'parameters'], parameter);
    },
    gate: 'generate',
    says: ['listTasks query parameter label', 'only with style form and explode true'],
  },
  {
    title: 'another response media type',
    edit: renameMediaType,
    gate: 'generate',
    says: ['getTask response 200', 'the engine does not support application/vnd.tasks+json'],
  },
  {
    title: 'a removed example',
    edit: (contract) =>
      remove(contract, ['components', 'responses', 'Forbidden', 'content', 'application/problem+json', 'examples']),
    gate: 'lint:contract',
    says: ['#/components/responses/Forbidden/content/application~1problem+json', 'has examples'],
  },
  {
    title: 'a dropped security requirement',
    edit: (contract) => contract.setIn(['paths', list, 'get', 'security'], contract.createNode([])),
    gate: 'changes:contract',
    says: [`GET ${list}`, 'added     security'],
  },
];
