import type { Task } from '../../../src/app/tasks/task.ts';

/** One conditional write of a task, as its client saw it. */
export interface ConditionalWrite {
  /** When the request was sent and when its answer was read, in ms. */
  readonly sent: number;
  readonly answered: number;
  /** The version that the write named. */
  readonly expected: number;
  /** The members that it set. */
  readonly change: Partial<Task>;
  /** The task that it wrote, or that the 412 holds. */
  readonly task: Task;
  readonly isWritten: boolean;
}

function describe({ expected, isWritten, task: { version } }: ConditionalWrite): string {
  return `${isWritten ? 'a write' : 'a refusal'} of version ${expected} that got version ${version}`;
}

/** Faults of the chain of writes: each must follow the one before, and keep what it does not set. */
function chainFaults(first: Task, written: readonly ConditionalWrite[]): string[] {
  return written.flatMap((write, index) => {
    const previous = written[index - 1]?.task ?? first;
    const { version, updated_at } = write.task;
    const changed = { ...previous, ...write.change, version, updated_at };
    const completed_at = changed.completed ? (previous.completed_at ?? updated_at) : null;
    const isKept = JSON.stringify(write.task) === JSON.stringify({ ...changed, completed_at });
    return [
      ...(version > previous.version ? [] : [`${describe(write)}, which is not above ${previous.version}`]),
      ...(write.expected === previous.version ? [] : [`${describe(write)}, after version ${previous.version}`]),
      ...(isKept ? [] : [`${describe(write)}, whose members are not those of the task before and the change`]),
      ...(updated_at > previous.updated_at ? [] : [`${describe(write)}, updated at the time of the one before`]),
    ];
  });
}

/** Faults of the order in time: a write that was answered before another was sent must not come after it. */
function orderFaults(written: readonly ConditionalWrite[]): string[] {
  let latest = -Infinity;
  return written.flatMap((write) => {
    const isLate = write.answered < latest;
    latest = Math.max(latest, write.sent);
    return isLate ? [`${describe(write)}, answered before one of an earlier version was sent`] : [];
  });
}

/** Faults of a refusal: it must hold a task that was written, newer than the client's, and newest at some moment. */
function refusalFaults(first: Task, written: readonly ConditionalWrite[], refusal: ConditionalWrite): string[] {
  const { task, expected, sent, answered } = refusal;
  const isReal = [first, ...written.map((write) => write.task)].some(
    (known) => JSON.stringify(known) === JSON.stringify(task),
  );
  const missed = written.filter((write) => write.answered < sent && write.task.version > task.version);
  const isFromTheFuture = written.some((write) => write.task.version === task.version && write.sent > answered);
  return [
    ...(isReal ? [] : [`${describe(refusal)}, with a task that no write has made`]),
    ...(task.version > expected ? [] : [`${describe(refusal)}, although the task had not changed`]),
    ...(missed.length === 0 ? [] : [`${describe(refusal)}, although a newer one was answered before`]),
    ...(isFromTheFuture ? [`${describe(refusal)}, which was written later`] : []),
  ];
}

/**
 * Checks that conditional writes of one task are linearisable: they took effect one after another, each at a moment
 * between its request and its answer. Versions give the order, so nothing has to be searched.
 *
 * @param first the task before all writes
 * @returns the faults; none for a linearisable history
 */
export function historyFaults(first: Task, history: readonly ConditionalWrite[]): readonly string[] {
  const written = history
    .filter(({ isWritten }) => isWritten)
    .sort((left, right) => left.task.version - right.task.version);
  const refusals = history.filter(({ isWritten }) => !isWritten);
  return [
    ...chainFaults(first, written),
    ...orderFaults(written),
    ...refusals.flatMap((refusal) => refusalFaults(first, written, refusal)),
  ];
}
