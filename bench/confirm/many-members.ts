import { randomUUID } from 'node:crypto';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { err } from '../../src/shared/result.ts';
import { openTillStore } from '../../src/store/till-store.ts';
import { benchMember, page } from './shop.ts';

const perPage = 5000;

/** Writes members into the file of a till that is not running, in pages as the hub sends them. */
export function addMembers(path: string, from: number, to: number): void {
  const store = openTillStore(path, {
    clock: systemClock,
    bootId: randomUUID(),
    verifyPack: () => err('no pack is sent here'),
  });
  for (let start = from; start < to; start += perPage) {
    const count = Math.min(perPage, to - start);
    const members = Array.from({ length: count }, (_, index) => benchMember(start + index));
    store.sync.apply(
      page(
        'members',
        members.map((member) => [member.id, { ...member, lots: member.lots.slice(0, 1) }]),
      ),
    );
  }
  store.close();
}
