import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTillStore } from '../../src/store/till-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { identity, page, tillConfig } from '../support/till-fixtures.ts';
import { acceptGoodSignature, handClock } from '../support/till-pieces.ts';

const signed = (number: number, members: string[], more: { chain?: string; signature?: string } = {}) => ({
  list: JSON.stringify({ chain: more.chain ?? identity.chain, number, members }),
  signature: more.signature ?? 'good',
  keyId: 'k1',
});

function openStore(path = join(temporaryFolder(), 'till.db')) {
  const store = openTillStore(path, {
    ...{ clock: handClock(), bootId: 'b', verifyPack: acceptGoodSignature },
    isHubSigned: ({ signature }) => signature === 'good',
  });
  store.identity.set(identity);
  const hear = (stopList: ReturnType<typeof signed>) =>
    store.sync.apply(page('config', [['till', tillConfig]], { stopList }));
  return { store, hear, path };
}

describe('the stop-list', () => {
  it('is kept over a restart, and a later one takes its place', () => {
    const { store, hear, path } = openStore();
    expect(store.sync.isStopped('m1')).toBe(false);
    hear(signed(3, ['m1']));
    expect(store.sync.isStopped('m1')).toBe(true);
    store.close();
    const again = openStore(path);
    expect(again.store.sync.isStopped('m1')).toBe(true);
    again.hear(signed(4, ['m2']));
    expect([again.store.sync.isStopped('m1'), again.store.sync.isStopped('m2')]).toEqual([false, true]);
    again.store.close();
  });

  it('of a restored hub is taken though its number is lower, and the old one holds until then', () => {
    const { store, hear } = openStore();
    store.sync.heedGeneration('first');
    hear(signed(9, ['m1']));
    store.sync.heedGeneration('restored');
    expect(store.sync.isStopped('m1')).toBe(true);
    hear(signed(2, ['m2']));
    expect([store.sync.isStopped('m1'), store.sync.isStopped('m2')]).toEqual([false, true]);
    store.close();
  });

  it.each([
    ['an older one, sent again', signed(2, [])],
    ['one that the hub did not sign', signed(9, [], { signature: 'forged' })],
    ['one of another chain', signed(9, [], { chain: 'other' })],
  ])('lets nobody off by %s', (_name, list) => {
    const { store, hear } = openStore();
    hear(signed(3, ['m1']));
    hear(list);
    expect(store.sync.isStopped('m1')).toBe(true);
    store.close();
  });
});
