import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { posExamples } from '../../../src/agent/pos-api/examples.ts';
import { openExampleShop } from '../../support/example-shop.ts';
import { registerCall } from '../../support/pos-client.ts';
import { token } from '../../support/pos-server.ts';

// What OpenAPI 3.1 asks of a document, as far as ours uses it. The whole standard was checked against it once with
// @seriousme/openapi-schema-validator 2.11.0, which is no package of the project.

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Content = Record<string, { schema: Schema }>;
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  parameters?: { name: string; in: string; description: string; required: boolean; schema: Schema }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description?: string; content?: Content; $ref?: string }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
};

async function openDocument() {
  const { port } = await openExampleShop();
  const call = (method: string, path: string, body?: unknown) =>
    registerCall(port, token, method, path, body);
  const document: Document = JSON.parse((await call('GET', '/v1/openapi.json')).text);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return { document, operations, call };
}

/** Every value under a key, at any depth. */
function valuesOf(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === key ? [inner] : valuesOf(key, inner)));
}

const jsonOf = (content: Content | undefined, type = 'application/json'): Schema => {
  const schema = content?.[type]?.schema;
  if (schema === undefined) throw new Error(`no ${type}`);
  return schema;
};

describe('the OpenAPI document', () => {
  it('is shaped as OpenAPI 3.1 asks', async () => {
    const { document, operations } = await openDocument();
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect([typeof document.info.title, typeof document.info.version]).toEqual(['string', 'string']);
    const schemes = Object.keys(document.components.securitySchemes ?? {});
    expect(document.security.flatMap(Object.keys).filter((name) => !schemes.includes(name))).toEqual([]);
    expect(operations.length).toBeGreaterThan(12);
    for (const { path, method, operation } of operations) {
      expect(path).toMatch(/^\/v1(\/(\w+|\{\w+\}))+$/);
      expect(['get', 'put', 'post']).toContain(method);
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      const { parameters = [] } = operation;
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(parameters.every((one) => ['path', 'query', 'header'].includes(one.in))).toBe(true);
      for (const text of [
        operation.summary,
        operation.description,
        ...parameters.map((one) => one.description),
      ])
        expect(text).toMatch(/^[A-Z].{8,}/);
      if (method === 'get') expect(operation.requestBody).toBeUndefined();
      expect(Object.keys(operation.responses).sort()).toEqual(['200', 'default']);
      expect(operation.responses['200']?.description).toBeTypeOf('string');
    }
  });

  it('refers to nothing that is not in it', async () => {
    const { document } = await openDocument();
    const references = valuesOf('$ref', document).filter((one) => String(one).startsWith('#/components'));
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      const found = String(reference)
        .slice(2)
        .split('/')
        .reduce<unknown>((here, step) => Reflect.get(Object(here), step), document);
      expect([reference, typeof found]).toEqual([reference, 'object']);
    }
  });

  it('says of the examples what the till takes and answers, and of wrong ones that they are wrong', async () => {
    const { document, call } = await openDocument();
    for (const { method, call: route, path, body } of posExamples) {
      const template = `/v1${route.replace(/:(\w+)/g, '{$1}')}`;
      const operation = document.paths[template]?.[method.toLowerCase()];
      if (body !== undefined) {
        const accepts = z.fromJSONSchema(jsonOf(operation?.requestBody?.content));
        expect([path, accepts.safeParse(body).error?.issues ?? []]).toEqual([path, []]);
        expect(accepts.safeParse({ ...Object(body), colour: 'red' }).success).toBe(false);
        // A call that needs nothing takes nothing.
        expect(accepts.safeParse({}).success).toBe(Object.keys(Object(body)).length === 0);
      }
      const answer: unknown = JSON.parse((await call(method, path, body)).text);
      const answers = z.fromJSONSchema(jsonOf(operation?.responses['200']?.content));
      expect([path, answers.safeParse(answer).error?.issues ?? []]).toEqual([path, []]);
      expect(answers.safeParse({}).success).toBe(false);
    }
  });

  it('says of a refusal what it is', async () => {
    const { document, call } = await openDocument();
    const refused = await call('POST', '/v1/identify', { phone: '1', card: '2' });
    const schema = document.components.schemas?.Problem as Schema;
    const problem = z.fromJSONSchema(schema);
    expect(problem.safeParse(JSON.parse(refused.text)).error?.issues ?? []).toEqual([]);
    expect(problem.safeParse({ code: 'invalid' }).success).toBe(false);
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});
