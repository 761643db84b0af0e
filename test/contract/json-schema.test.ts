import { describe, it } from 'vitest';
import { z } from 'zod';
import { memberSchema } from '../../src/contracts/member.ts';
import { programSchema } from '../../src/contracts/program.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import { expectGolden } from '../support/golden.ts';

const documents = {
  program: programSchema,
  member: memberSchema,
  receipt: receiptSchema,
  context: quoteContextSchema,
  quote: quoteSchema,
};

describe('the published JSON Schemas', () => {
  it.each(Object.entries(documents))('say of %s what the code accepts', (name, schema) => {
    const json = z.toJSONSchema(schema, { io: name === 'quote' ? 'output' : 'input' });
    expectGolden(`docs/api/${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`);
  });
});
