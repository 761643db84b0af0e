import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { readPhone, usualCountry } from '../../contracts/phone.ts';
import type { setupCalls, TriedScan } from '../../contracts/setup.ts';
import { learnRule } from '../../drivers/recogniser/learn-rule.ts';
import type { RecogniserRules } from '../../drivers/recogniser/rules.ts';
import { writeDurably } from '../../sqlite/write-durably.ts';

type Learned = z.output<(typeof setupCalls)['setup.learn']['result']>;

/**
 * A rule from scans of the chain's cards, and beside the till's config a file of all rules with it in front, as `kopilka
 * hub settings --recogniser` takes it: rules belong to the chain, not to one till.
 */
export function keepLearnedRule(
  configFile: string,
  known: RecogniserRules,
  scans: readonly TriedScan[],
): Learned {
  const names = new Set(known.rules.map(({ id }) => id));
  let id = 'learned';
  for (let n = 2; names.has(id); n++) id = `learned-${n}`;
  // The text of a bank card is never told; that it was one is enough to refuse.
  if (scans.some(({ text }) => text === null)) return { refused: 'payment-card' };
  const learned = learnRule(
    scans.map(({ text, aim }) => ({ text: text ?? '', aim })),
    (text) => readPhone(text, usualCountry),
    id,
  );
  if (!learned.ok) return { refused: learned.error };
  const { rule, warning } = learned.value;
  const file = join(dirname(configFile), 'recogniser.json');
  writeDurably(file, `${JSON.stringify({ ...known, rules: [rule, ...known.rules] }, null, 2)}\n`);
  return { refused: null, rule: JSON.stringify(rule, null, 2), file, warning };
}
