import fastJson from 'fast-json-stringify';
import type { CompiledContract } from '../../src/contract/types/compiled.ts';
import { createAjv } from './ajv.ts';
import { assembleContract } from './assemble.ts';
import { readDeclaredContract, type ContractDocument } from './declared-contract.ts';
import type { Schema } from './declared-operation.ts';
import { checkExamples } from './examples.ts';
import { serialisableSchema } from './serialisable.ts';

/** Ajv's options for what comes in: every fault is told, with the schema that says it in words, and defaults are filled in. */
export const requestOptions = { allErrors: true, useDefaults: true, verbose: true } as const;

/** Ajv's options for what goes out: the first fault is enough. */
export const responseOptions = {};

/** The same schema stands in many operations: one function serves them all. */
export function once<S, Code>(make: (schema: S) => Code): (schema: S) => Code {
  const made = new Map<string, Code>();
  return (schema) => {
    const key = JSON.stringify(schema);
    const code = made.get(key) ?? make(schema);
    made.set(key, code);
    return code;
  };
}

/**
 * Compiles a contract to functions, at once: what tests and the benchmark hold against the code that generation writes.
 *
 * @param digest of the document's text
 * @throws ContractError naming the place, where the engine does not support the contract, or an example or a default breaks its schema
 */
export async function compileContract(document: ContractDocument, digest: string): Promise<CompiledContract> {
  const declared = await readDeclaredContract(document);
  checkExamples(declared.document, createAjv(responseOptions));
  const requests = createAjv(requestOptions);
  const responses = createAjv(responseOptions);
  return assembleContract(
    declared,
    {
      requestValidator: once((schema: Schema) => requests.compile(schema)),
      responseValidator: once((schema: Schema) => responses.compile(schema)),
      serialiser: once((schema: Schema) => fastJson(serialisableSchema(schema))),
    },
    digest,
  );
}
