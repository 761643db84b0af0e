import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agentEventSchema } from '../../src/contracts/events.ts';
import * as leases from '../../src/contracts/leases.ts';
import { memberSchema } from '../../src/contracts/member.ts';
import { memberDetailsSchema } from '../../src/contracts/member-details.ts';
import * as pack from '../../src/contracts/pack.ts';
import * as pos from '../../src/contracts/pos-api.ts';
import { problemSchema } from '../../src/contracts/problem.ts';
import { programSchema } from '../../src/contracts/program.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import * as sync from '../../src/contracts/sync.ts';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { UI_PROTOCOL, uiCalls, uiReplySchema, uiRequestSchema } from '../../src/contracts/ui-api.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { expectGolden } from '../support/golden.ts';

/** Every zod schema among a module's exports, by name, as one text whatever their order. */
function shapeOf(exports: Record<string, unknown>): string {
  const shapes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(exports)) {
    if (value instanceof z.ZodType)
      shapes[name] = z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' });
  }
  return canonicalJson(shapes);
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const uiShapes = Object.fromEntries(
  Object.entries(uiCalls).flatMap(([name, call]) => [
    [`${name} params`, call.params],
    [`${name} result`, call.result],
  ]),
);

/**
 * What goes over a wire is versioned: when this test fails, a message changed its shape. If peers of the version
 * before still understand it, set the golden anew (UPDATE_GOLDENS=1); if not, raise the version first.
 */
describe('a wire protocol', () => {
  it('changes its shape only together with its golden hash', () => {
    const versions = {
      sync: { version: sync.SYNC_PROTOCOL, hash: hash(shapeOf({ ...sync, ...pack, ...leases })) },
      pos: {
        version: pos.POS_API_PREFIX,
        hash: hash(
          shapeOf({ ...pos, tillStatusSchema, agentEventSchema, memberDetailsSchema, problemSchema }),
        ),
      },
      program: {
        version: 1,
        hash: hash(shapeOf({ programSchema, memberSchema, receiptSchema, quoteContextSchema, quoteSchema })),
      },
      ui: { version: UI_PROTOCOL, hash: hash(shapeOf({ ...uiShapes, uiRequestSchema, uiReplySchema })) },
    };
    expectGolden('test/contract/protocol-versions.json', `${JSON.stringify(versions, null, 2)}\n`);
  });

  it('has another hash as soon as one field is added', () => {
    const before = shapeOf({ message: z.strictObject({ a: z.int() }) });
    expect(hash(shapeOf({ message: z.strictObject({ a: z.int(), b: z.int() }) }))).not.toBe(hash(before));
  });
});
