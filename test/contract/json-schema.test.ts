import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agentEventSchema } from '../../src/contracts/events.ts';
import * as leases from '../../src/contracts/leases.ts';
import { memberSchema } from '../../src/contracts/member.ts';
import { memberDetailsSchema } from '../../src/contracts/member-details.ts';
import { memberViewSchema } from '../../src/contracts/member-view.ts';
import * as pack from '../../src/contracts/pack.ts';
import * as pos from '../../src/contracts/pos-api.ts';
import { problemSchema } from '../../src/contracts/problem.ts';
import { programSchema } from '../../src/contracts/program.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import * as sync from '../../src/contracts/sync.ts';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { uiCalls, uiReplySchema, uiRequestSchema } from '../../src/contracts/ui-api.ts';
import { expectGolden } from '../support/golden.ts';

const documents = {
  program: programSchema,
  member: memberSchema,
  receipt: receiptSchema,
  context: quoteContextSchema,
  quote: quoteSchema,
};

/** All messages of one wire in one document, each under its name. */
function messagesOf(exports: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(exports).filter(
    (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
  );
  const $defs = Object.fromEntries(
    entries.map(([name, schema]) => {
      const { $schema: _schema, ...body } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      return [name.replace(/Schema$/, ''), body];
    }),
  );
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs };
}

const wires = {
  'pos-api': {
    ...pos,
    tillStatusSchema,
    agentEventSchema,
    memberViewSchema,
    memberDetailsSchema,
    problemSchema,
  },
  'ui-api': {
    ...Object.fromEntries(
      Object.entries(uiCalls).flatMap(([name, call]) => [
        [`${name} params`, call.params],
        [`${name} result`, call.result],
      ]),
    ),
    uiRequestSchema,
    uiReplySchema,
  },
  sync: { ...sync, ...pack, ...leases },
};

describe('the published JSON Schemas', () => {
  it.each(Object.entries(documents))('say of %s what the code accepts', (name, schema) => {
    const json = z.toJSONSchema(schema, { io: name === 'quote' ? 'output' : 'input' });
    expectGolden(`docs/api/${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`);
  });

  it.each(Object.entries(wires))('hold every message of %s', (name, exports) => {
    const document: Record<string, unknown> = messagesOf(exports);
    expect(Object.keys(document.$defs ?? {}).length).toBeGreaterThan(10);
    expectGolden(`docs/api/${name}.schema.json`, `${JSON.stringify(document, null, 2)}\n`);
  });
});
