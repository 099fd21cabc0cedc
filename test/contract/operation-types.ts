import type { Answer, OperationHandler, OperationHandlers, OperationRequest } from '../../src/contract/operation.ts';
import { problem } from '../../src/problems.ts';
const x: Answer<'getTask'> = problem('/problems/task-not-found');
const y: Answer<'deleteTask'> = { status: 204 };
// @ts-expect-error undeclared
const z: Answer<'deleteTask'> = { status: 200 };
// @ts-expect-error undeclared problem
const a: Answer<'listTasks'> = problem('/problems/task-not-found');
// @ts-expect-error header is missing
const b: Answer<'createTask'> = { status: 201, body: {} as Exclude<Answer<'getTask'>, { problem: string }>['body'] };
type Q = OperationRequest<'listTasks'>['query'];
const q: Q = { status: 'all', sort: 'created', limit: 1, offset: 0 };
// @ts-expect-error undeclared
q.foo;
const r: OperationRequest<'getTask'>['query'] = {};
const l: Answer<'listTasks'> = { status: 200, body: [] };
const l2: Answer<'listTasks'> = { status: 200, body: [], headers: { Link: 'x' } };
// @ts-expect-error undeclared header
const l3: Answer<'listTasks'> = { status: 200, body: [], headers: { Lin: 'x' } };
const s: number = ({} as Q).limit;
