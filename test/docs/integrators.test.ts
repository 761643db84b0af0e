import { describe, expect, it } from 'vitest';
import { parseTillConfig } from '../../src/agent/till-config.ts';
import { blocksOf } from './doc-blocks.ts';

const configs = blocksOf('docs/integrators.md').filter(({ info }) => info === 'json config');

describe('the page for integrators', () => {
  it.each(configs)('shows a config that a till takes (line $line)', ({ text }) => {
    const parsed = parseTillConfig(JSON.parse(text));
    expect(parsed.ok ? [] : parsed.error).toEqual([]);
  });

  it('shows one', () => {
    expect(configs.length).toBeGreaterThan(0);
  });
});
