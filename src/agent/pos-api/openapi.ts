import { z } from 'zod';
import { POS_API_PREFIX } from '../../contracts/pos-api.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { problemCodes } from '../../contracts/problem-codes.ts';
import { defined } from '../../shared/assert.ts';
import { parameterTexts, templateOf, textsOf } from './call-texts.ts';
import type { PosRoute } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of the API, made from the same schemas that check its calls. */
export function openApiDocument(routes: readonly PosRoute[], version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = POS_API_PREFIX + templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  paths[`${POS_API_PREFIX}/events`] = { get: eventsOperation };
  return {
    openapi: '3.1.0',
    info: { title: 'Kopilka POS API', version },
    security: [{ installToken: [] }],
    paths,
    components: {
      securitySchemes: { installToken: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      responses: {
        Problem: {
          description: `A refusal. Its code is one of: ${Object.keys(problemCodes).join(', ')}.`,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operation(route: PosRoute): Json {
  return {
    ...englishOf(route.method, route.path),
    operationId: operationId(route),
    parameters: [...parametersOf(route.parameters, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
          },
        }),
    responses: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(route.answer, 'output') } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

/** The document is for programs and those who write them: English, whatever the till speaks. */
function englishOf(method: string, path: string): Json {
  const { summary, description } = textsOf(method, path);
  return { summary: summary.en, description: description.en };
}

const parameterText = (name: string): string => defined(parameterTexts[name], `${name} is described`).en;

/** `putReceipts`, `postReceiptsConfirm`: stable names for generated clients. */
const operationId = (route: PosRoute): string =>
  route.method.toLowerCase() +
  route.path
    .split('/')
    .filter((part) => part !== '' && !part.startsWith(':'))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('') +
  (route.method === 'GET' && route.path.includes(':') ? 'One' : '');

const parametersOf = (schema: z.ZodObject, place: 'path' | 'query'): Json[] =>
  Object.entries(schema.shape).map(([name, one]) => ({
    name,
    in: place,
    description: parameterText(name),
    required: true,
    schema: schemaOf(one as z.ZodType, 'input'),
  }));

/** JSON Schema of what goes over the wire. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}

const eventsOperation: Json = {
  ...englishOf('GET', '/events'),
  operationId: 'getEvents',
  parameters: [
    {
      name: 'Last-Event-ID',
      in: 'header',
      description: parameterText('Last-Event-ID'),
      required: false,
      schema: { type: 'string' },
    },
  ],
  responses: {
    200: {
      description: 'An endless stream',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    default: { $ref: '#/components/responses/Problem' },
  },
};
