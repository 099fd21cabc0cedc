import { AssertionError } from 'node:assert';
import fc from 'fast-check';
import type { Test } from 'tap';
import { isPart } from '../contract/document.ts';
import { requestViolations } from '../support/arbitraries/request-violations.ts';
import type { ContractOperation } from '../support/contract-operations.ts';
import { holds } from '../support/property.ts';
import { startServerWithoutDatabase } from '../support/server.ts';

/** The faults that a 422 lists; none for any other problem. */
function faultsIn(body: unknown): Record<string, unknown>[] {
  const errors: unknown = isPart(body) ? body['errors'] : undefined;
  return Array.isArray(errors) ? errors.filter(isPart) : [];
}

/** Tests that an operation refuses every single violation as declared, before it asks the database. */
export function testViolations(t: Test, operation: ContractOperation): void {
  void t.test(`${operation.id}: refuses every single violation as declared, before it asks the database`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const violations = requestViolations(operation);
    t.not(violations.length, 0);
    for (const { name, requests } of violations) {
      await t.test(name, async (t) => {
        const property = fc.asyncProperty(requests, async ({ request, status, type, areFaults }) => {
          const response = await server.request(request);
          const body: unknown = response.json();
          const isAsExpected =
            response.statusCode === status &&
            isPart(body) &&
            body['type'] === type &&
            areFaults?.(faultsIn(body)) !== false;
          if (isAsExpected) return;
          const sent = `${request.url} ${request.payload?.toString() ?? ''}`;
          throw new AssertionError({ message: `not ${status} ${type}: ${sent} answered ${response.payload}` });
        });
        await holds(t, 30, property);
      });
    }
  });
}
