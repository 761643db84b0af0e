import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { partial } from '../support/partial-match.ts';
import { type QuoteDocument, quoteDocument } from '../support/quote-document.ts';

const folder = join(import.meta.dirname, 'cases');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

type Example = QuoteDocument & { readonly about: string; readonly expect: unknown };
const read = (name: string): Example => JSON.parse(readFileSync(join(folder, name), 'utf8'));

describe('the published examples', () => {
  it('are all there', () => {
    expect(files.length).toBeGreaterThanOrEqual(76);
  });

  it.each(files.sort())('%s comes out as published', (name) => {
    const example = read(name);
    const result = quoteDocument(example);
    expect(result).toEqual(partial(example.expect));
    expect(quoteSchema.parse(result)).toEqual(result);
  });
});
