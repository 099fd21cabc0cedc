import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from './ajv.ts';
import type { OperationPlan, ResponsePlan, Schema } from './plan.ts';

/** An answer as it is about to be sent. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Undefined together with `body` where there is none. */
  readonly mediaType: string | undefined;
  readonly body: unknown;
}

/** Says in one sentence, for the log, how an answer breaks the contract; undefined where it keeps it. */
export type ResponseCheck = (answer: OutgoingAnswer) => string | undefined;

type PartCheck = (answer: OutgoingAnswer) => string | undefined;

/** The same schema object stands in many operations: it is compiled once. */
function compileOnce(ajv: Ajv2020): (schema: Schema) => ValidateFunction {
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, validate);
    return validate;
  };
}

function compileHeaders(compile: (schema: Schema) => ValidateFunction, { headers }: ResponsePlan): PartCheck {
  const declared = new Map(headers.map(({ name, schema }) => [name, compile(schema)]));
  const required = headers.filter((header) => header.required).map(({ name }) => name);
  return (answer) => {
    for (const name of required) if (answer.headers[name] === undefined) return `the header ${name} is missing`;
    for (const [name, value] of Object.entries(answer.headers)) {
      const validate = declared.get(name);
      if (!validate) return `the header ${name} is not declared`;
      if (!validate(value)) return `the header ${name} ${validate.errors?.[0]?.message ?? 'is not valid'}`;
    }
    return undefined;
  };
}

function compileContent(compile: (schema: Schema) => ValidateFunction, { content }: ResponsePlan): PartCheck {
  const validators = new Map([...content].map(([mediaType, schema]) => [mediaType, compile(schema)]));
  return ({ mediaType, body }) => {
    if (mediaType === undefined) {
      if (body !== undefined) return 'there is a body without a media type';
      return validators.size > 0 ? 'the body is missing' : undefined;
    }
    const validate = validators.get(mediaType);
    if (!validate) return `the media type ${mediaType} is not declared`;
    if (validate(body)) return undefined;
    const [error] = validate.errors ?? [];
    return `the body breaks the schema: ${error?.instancePath ?? ''} ${error?.message ?? ''}`;
  };
}

/** Makes a compiler of response checks: each status, each of its media types, each header. All at boot, by the same Ajv. */
export function responseCheckCompiler(): (plan: OperationPlan) => ResponseCheck {
  const compile = compileOnce(createAjv({}));
  return (plan) => {
    const checks = new Map(
      [...plan.responses].map(([status, response]) => [
        status,
        { headers: compileHeaders(compile, response), content: compileContent(compile, response) },
      ]),
    );
    return (answer) => {
      const check = checks.get(answer.status);
      if (!check) return `the status ${answer.status} is not declared`;
      return check.headers(answer) ?? check.content(answer);
    };
  };
}
