import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { LightMyRequestResponse } from 'fastify';
import { isPart, partOf, type Part } from '../contract/document.ts';
import type { ContractOperation } from './contract-operations.ts';

/** What HTTP itself says of an answer, whatever it is an answer to. */
const httpHeaders = ['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding'];

/** Says how a response breaks what the contract declares of the operation; undefined where it keeps it. */
export type ResponseOracle = (operation: ContractOperation, response: LightMyRequestResponse) => string | undefined;

function headerValue(schema: Part, text: string): unknown {
  return schema['type'] === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
}

/** Judges responses by the document alone: with an Ajv of its own, and none of the server's code. */
export function createResponseOracle(): ResponseOracle {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const compiled = new Map<Part, ValidateFunction>();

  function faultOf(what: string, schema: Part, value: unknown): string | undefined {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    return validate(value) ? undefined : `${what}: ${ajv.errorsText(validate.errors)}`;
  }

  function headerFault(declared: Part, { headers }: LightMyRequestResponse): string | undefined {
    const known = new Map(Object.entries(declared).map(([name, header]) => [name.toLowerCase(), header]));
    for (const name of Object.keys(headers)) {
      if (!known.has(name) && !httpHeaders.includes(name)) return `the header ${name} is not declared`;
    }
    for (const [name, header] of known) {
      const value = headers[name];
      if (value === undefined && isPart(header) && header['required'] === true) return `the header ${name} is missing`;
      if (value === undefined) continue;
      const schema = partOf(header, ['schema']);
      const fault = faultOf(`the header ${name}`, schema, headerValue(schema, String(value)));
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  function contentFault(content: Part, { headers, payload }: LightMyRequestResponse): string | undefined {
    const { 'content-type': mediaType } = headers;
    if (Object.keys(content).length === 0) {
      return payload === '' && mediaType === undefined ? undefined : 'there is a body, and none is declared';
    }
    // A parameter such as the charset says nothing of which media type it is.
    const [essence = ''] = String(mediaType).split(';');
    const media = content[essence];
    if (!isPart(media)) return `the media type ${String(mediaType)} is not declared`;
    return faultOf('the body', partOf(media, ['schema']), JSON.parse(payload));
  }

  return (operation, response) => {
    const declared = operation.responses[String(response.statusCode)];
    if (!declared) return `the status ${response.statusCode} is not declared`;
    const { headers = {}, content = {} } = declared;
    if (!isPart(headers) || !isPart(content)) return 'the contract is not as expected';
    return headerFault(headers, response) ?? contentFault(content, response);
  };
}
