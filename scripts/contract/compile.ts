/** Compiles a contract to functions in memory. */
import fastJson from 'fast-json-stringify';
import type { CompiledContract } from '../../src/contract/types/compiled.ts';
import { createAjv } from './ajv.ts';
import { assembleContract, type OwnedSchema } from './assemble.ts';
import { readDeclaredContract, type ContractDocument } from './declared-contract.ts';
import type { Schema } from './declared-operation.ts';
import { checkExamples } from './examples.ts';
import { checkPatterns } from './portable-patterns.ts';
import { serialisableSchema } from './serialisable.ts';
import { textPattern } from './text-pattern.ts';

/**
 * Ajv's options for requests: report every fault with its schema, which may have an `x-fault`, and fill in defaults.
 */
export const requestOptions = { allErrors: true, useDefaults: true, verbose: true } as const;

/** Ajv's options for responses: the first fault is enough. */
export const responseOptions = {};

/** Makes code once for equal schemas: the same schema is part of many operations. */
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
 * Compiles a contract to functions in memory. Tests compare them with the generated code.
 *
 * @param digest of the text of the bundled contract
 * @throws ContractError naming the place, if the engine does not support the contract, a pattern is not
 * portable, or a sample value breaks its schema
 */
export async function compileContract(document: ContractDocument, digest: string): Promise<CompiledContract> {
  const declared = await readDeclaredContract(document);
  checkPatterns(declared.document);
  checkExamples(declared.document, createAjv(responseOptions));
  const requests = createAjv(requestOptions);
  const responses = createAjv(responseOptions);
  return assembleContract(
    declared,
    {
      requestValidator: once((schema: Schema) => requests.compile(schema)),
      responseValidator: once((schema: Schema) => responses.compile(schema)),
      serialiser: once((schema: Schema) => fastJson(serialisableSchema(schema))),
      textPattern: once(({ schema, owner }: OwnedSchema) => textPattern(schema, owner)),
    },
    digest,
  );
}
