import { problem, type ProblemAnswer } from '../../values/problems.ts';
import { targetPath } from '../request/target-path.ts';
import type { CompiledContract } from '../types/compiled.ts';
import { nearestPathAmong } from './nearest-path.ts';

/** Answers the target of a request that reaches no route. */
export type RefusePath = (target: string) => ProblemAnswer;

const unknown = problem('/problems/not-found');

/**
 * Makes the function that answers 404 to an undeclared path, with the path that was probably meant. It names the
 * template, and nothing of what came: the ids in the path say nothing about the mistake.
 */
export function refuseUndeclaredPaths({ operations }: CompiledContract): RefusePath {
  const nearestPath = nearestPathAmong(operations.map(({ path }) => path));
  return (target) => {
    const nearest = nearestPath(targetPath(target));
    if (nearest === undefined) return unknown;
    const detail = `Not found. Did you mean ${nearest}? Every slash and the letter case count.`;
    return problem('/problems/not-found', { detail });
  };
}
