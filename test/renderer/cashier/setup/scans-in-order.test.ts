import { expect, it } from 'vitest';
import type { TriedScan } from '../../../../src/contracts/setup.ts';
import { scansInOrder } from '../../../../src/renderer/cashier/setup/use-scans-in-order.ts';

const scan = (text: string): TriedScan => ({ deviceId: 'scanner', kind: 'goods', text, aim: null });
const trial = (heard: number, ...texts: string[]) => ({ devices: [], scans: texts.map(scan), heard });
const nothing = { heard: 0, typed: 0, scans: [] };
const texts = ({ scans }: { scans: readonly TriedScan[] }) => scans.map(({ text }) => text);

it('shows codes in the order in which they came, whoever typed or sent them', () => {
  const typed = ['t1', 't2', 't3', 't4', 't5'].map(scan);
  let seen = scansInOrder(nothing, trial(1, 'a'), []);
  seen = scansInOrder(seen, trial(1, 'a'), typed);
  seen = scansInOrder(seen, trial(3, 'a', 'b', 'c'), typed);
  expect(texts(seen)).toEqual(['a', 't1', 't2', 't3', 't4', 't5', 'b', 'c']);
});

it('goes on where the trial keeps its last codes only, and forgets what an earlier trial heard', () => {
  const typed = [scan('t')];
  let seen = scansInOrder(nothing, trial(3, 'b', 'c'), typed);
  seen = scansInOrder(seen, trial(4, 'c', 'd'), typed);
  expect(texts(seen)).toEqual(['b', 'c', 't', 'd']);
  seen = scansInOrder(seen, trial(0), typed);
  expect(texts(seen)).toEqual(['t']);
  expect(texts(scansInOrder(seen, trial(1, 'a'), typed))).toEqual(['t', 'a']);
});
