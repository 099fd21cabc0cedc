/** Compiles a contract to the source code in `generated/engine/`. */
import type { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import fastJson, { type AnySchema } from 'fast-json-stringify';
import { createAjv } from './ajv.ts';
import { assembleContract, type OwnedSchema } from './assemble.ts';
import { once, requestOptions, responseOptions } from './compile.ts';
import type { DeclaredContract } from './declared-contract.ts';
import type { Schema } from './declared-operation.ts';
import { checkExamples } from './examples.ts';
import { expression, Name } from './expression.ts';
import { checkPatterns } from './portable-patterns.ts';
import { serialisableSchema } from './serialisable.ts';
import { textPattern } from './text-pattern.ts';

/** Gives each schema a name, and equal schemas the same one. */
function namer<S>(prefix: string, define: (name: string, schema: S) => void): (schema: S) => Name {
  let count = 0;
  return once((schema) => {
    const name = `${prefix}${(count += 1)}`;
    define(name, schema);
    return new Name(name);
  });
}

/** Turns the `require` calls of CommonJS code into imports. */
function importing(code: string): string {
  const modules = new Map<string, string>();
  const body = code.replace(/require\("([^"]+)"\)/g, (_match, specifier: string) => {
    const name = modules.get(specifier) ?? `module${modules.size}`;
    modules.set(specifier, name);
    return name;
  });
  return [...modules].map(([specifier, name]) => `import ${name} from '${specifier}.js';\n`).join('') + body;
}

const header = '// Made by "npm run build" from generated/openapi.json. Do not edit.\n';
/** Ajv and fast-json-stringify write JavaScript. contract.ts gives it the types of src/contract/types/compiled.ts. */
const untyped = `${header}// @ts-nocheck\n`;

function validators(prefix: string, options: Parameters<typeof createAjv>[0]) {
  const ajv: Ajv2020 = createAjv(options);
  const names = new Map<string, string>();
  const make = namer<Schema>(prefix, (name, schema) => {
    ajv.addSchema(schema, name);
    names.set(name, name);
  });
  const code = (): string => {
    const made = standaloneCode.default(ajv, Object.fromEntries(names)).replace(/^"use strict";/, '');
    return [
      `${untyped}import { formats } from '../../src/contract/formats.ts';\n`,
      "import { compilePattern } from '../../src/contract/patterns.ts';\n",
      `${importing(made)}\n`,
    ].join('');
  };
  return { make, code };
}

function serialisers() {
  const functions: string[] = [];
  const byShape = namer<AnySchema>('serialise', (name, schema) => {
    const code = fastJson(schema, { mode: 'standalone' });
    const start = code.indexOf('module.exports =');
    if (start === -1 || !code.includes('const validator = null')) throw new Error('A serialiser would validate.');
    functions.push(`export const ${name} = ${code.slice(start + 'module.exports ='.length).trim()};\n`);
  });
  const make = (schema: Schema): Name => byShape(serialisableSchema(schema));
  const code = (): string =>
    [
      untyped,
      "import Serializer from 'fast-json-stringify/lib/serializer.js';\n",
      "const serializer = Serializer.restoreFromState({ mode: 'standalone' });\nconst validator = null;\n",
      ...functions,
    ].join('');
  return { make, code };
}

function textPatterns() {
  const patterns: string[] = [];
  const byCode = namer<string>('text', (name, pattern) => {
    patterns.push(`export const ${name}: TextPattern = ${pattern};\n`);
  });
  const make = once(({ schema, owner }: OwnedSchema): Name | undefined => {
    const pattern = textPattern(schema, owner);
    return pattern && byCode(expression(pattern));
  });
  const code = (): string =>
    [`${header}import type { TextPattern } from '../../src/contract/types/text-pattern.ts';\n`, ...patterns].join('');
  return { make, code };
}

/**
 * Compiles a contract to standalone code: at run time the server reads no schema and compiles nothing.
 *
 * @param digest of the text of the bundled contract
 * @returns the text of each file by name; `contract.ts` exports the CompiledContract
 * @throws ContractError naming the place, if a pattern is not portable, or an example or a default breaks its schema
 */
export function contractCode(declared: DeclaredContract, digest: string): ReadonlyMap<string, string> {
  checkPatterns(declared.document);
  checkExamples(declared.document, createAjv(responseOptions));
  const requests = validators('request', requestOptions);
  const responses = validators('response', responseOptions);
  const written = serialisers();
  const texts = textPatterns();
  const contract = assembleContract(
    declared,
    {
      requestValidator: requests.make,
      responseValidator: responses.make,
      serialiser: written.make,
      textPattern: texts.make,
    },
    digest,
  );
  const text = expression(contract);
  const used = (prefix: string): string => [...new Set(text.match(new RegExp(`\\b${prefix}\\d+\\b`, 'g')))].join(', ');
  return new Map([
    ['request-validators.ts', requests.code()],
    ['response-validators.ts', responses.code()],
    ['serialisers.ts', written.code()],
    ['text-patterns.ts', texts.code()],
    [
      'contract.ts',
      `${header}import type { CompiledContract } from '../../src/contract/types/compiled.ts';
import { ${used('request')} } from './request-validators.ts';
import { ${used('response')} } from './response-validators.ts';
import { ${used('serialise')} } from './serialisers.ts';
import { ${used('text')} } from './text-patterns.ts';

/** The contract as code. */
export const contract: CompiledContract = ${text};
`,
    ],
  ]);
}
