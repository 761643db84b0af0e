import { closeSync, openSync, writeSync } from 'node:fs';
import { CATEGORIES, categoryName } from '../quote/workload.ts';
import { between, createRandom, createZipf } from '../random.ts';

const MEMBERS = 20_000;
const FLUSH_CHARACTERS = 1_000_000;

/** Two days of December, so that receipts do not all fall into one minute. */
function instantOf(random: () => number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(between(random, 8, 21))}:${two(between(random, 0, 59))}:${two(between(random, 0, 59))}`;
  return `2026-12-0${between(random, 5, 6)}T${time}+03:00`;
}

/** Writes a file of stored receipts as tills keep them; two of three are of members. Returns its size in bytes. */
export function writeReceipts(path: string, receipts: number, lines: number, seed = 3): number {
  const random = createRandom(seed);
  const category = createZipf(CATEGORIES, random);
  const memberOf = () => ({
    id: `m${between(random, 1, MEMBERS)}`,
    tier: random() < 0.8 ? 'silver' : 'gold',
    spend: 4_000_000,
    purchases: 12,
    segments: ['family'],
    wallets: { main: { spendable: 700, expiringSoon: 50 } },
    firstName: 'Анна',
  });
  const file = openSync(path, 'w');
  let bytes = 0;
  let text = '';
  const flush = (): void => {
    bytes += writeSync(file, text);
    text = '';
  };
  for (let i = 0; i < receipts; i += 1) {
    const receipt = {
      purchaseId: `S1-T1-${i}`,
      at: instantOf(random),
      store: `s${between(random, 1, 40)}`,
      till: 't1',
      lines: Array.from({ length: lines }, (_, line) => {
        const name = categoryName(category());
        const sku = String(4_600_000_000_000 + between(random, 0, 5_000));
        const goods = { sku, name: 'Молоко «Лукошко» 3,2 %', category: name, brand: 'Лукошко' };
        return {
          id: String(line + 1),
          ...goods,
          quantity: between(random, 1, 4),
          price: between(random, 2000, 40_000),
        };
      }),
    };
    text += `${JSON.stringify(random() < 0.67 ? { receipt, member: memberOf() } : receipt)}\n`;
    if (text.length > FLUSH_CHARACTERS) flush();
  }
  flush();
  closeSync(file);
  return bytes;
}
