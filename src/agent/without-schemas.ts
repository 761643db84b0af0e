import { AssertionFailure } from '../shared/assert.ts';

const noSchemas = (): never => {
  throw new AssertionFailure('no route of a till has a JSON schema: bodies are read by the contracts');
};

/** Fastify's options for a server whose routes have no JSON schema: without them it loads two compilers for schemas. */
export const withoutSchemas = {
  schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
};
