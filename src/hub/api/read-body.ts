import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { describeIssues } from '../../contracts/describe-issues.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { badFields, notJson } from './refusal-sentences.ts';

/** Bodies stay bytes until a handler asks: signatures are over bytes, and NDJSON is read line by line. */
export function keepBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  for (const type of ['application/json', 'application/x-ndjson']) {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  }
}

export const bodyBytes = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** The body as `schema` reads it; `malformed-json` and `invalid` with paths otherwise. */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): Result<z.output<Schema>, Refusal> {
  let value: unknown;
  try {
    value = JSON.parse(bodyBytes(body).toString('utf8'));
  } catch {
    return err(refusal('malformed-json', notJson));
  }
  return readValue(schema, value);
}

/** The same for a value that is already there, such as a query. */
export function readValue<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, Refusal> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return err(refusal('invalid', badFields, describeIssues(parsed.error)));
}
