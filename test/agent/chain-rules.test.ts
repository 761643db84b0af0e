import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChainRules } from '../../src/agent/chain-rules.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { err } from '../../src/shared/result.ts';
import { openTillStore } from '../../src/store/till-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('what a chain says about codes', () => {
  it('reads a code the same whether the reader split off its AIM identifier or the register passed it on', () => {
    const path = join(temporaryFolder(), 'till.sqlite');
    const store = openTillStore(path, { clock: systemClock, bootId: 'b', verifyPack: () => err('none') });
    const { recognise } = createChainRules(store, () => {});
    const card = { kind: 'loyalty', identifier: { type: 'card', value: '2900000000018' } };
    expect(recognise('2900000000018', 'E0')).toEqual(card);
    expect(recognise(']E02900000000018', null)).toEqual(card);
    expect(recognise('2900000000018', null)).toEqual(card);
    store.close();
  });
});
