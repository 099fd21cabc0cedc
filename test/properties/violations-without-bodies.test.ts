/** Violations of the operations that take no body. In a file of its own, because files run side by side. */
import t from 'tap';
import { contractOperations } from '../support/contract-operations.ts';
import { testViolations } from './violations.ts';

const operations = (await contractOperations()).filter((operation) => operation.body === undefined);
t.not(operations.length, 0);
for (const operation of operations) testViolations(t, operation);
