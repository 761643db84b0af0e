import type { QuoteResults, Scenario } from './run.ts';
import { microsOf, type Target } from './targets.ts';

const three = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const titleOf = ({ lines, promotions }: Scenario): string => `${lines} × ${promotions.toLocaleString('en')}`;

/** `µs (× of Kopilka)`: how many times Kopilka's time it takes. */
function cell(scenario: Scenario, name: string): string {
  const micros = microsOf(scenario, name);
  const own = microsOf(scenario, 'Kopilka');
  if (micros === null || own === null) return '—';
  return name === 'Kopilka' ? `**${three(micros)}**` : `${three(micros)} (${three(micros / own)} ×)`;
}

const targetLine = ({ text, value, limit, atLeast, met }: Target): string =>
  `- ${met ? 'met' : '**missed**'}: ${three(value)} ${text} (${atLeast ? 'at least' : 'at most'} ${limit.toLocaleString('en')})`;

/** The results as a page of Markdown. */
export function reportOf(results: QuoteResults): string {
  const { machine, scenarios, rounds, date, compileMillis, latencyMicros, heapBytes } = results;
  const engines = scenarios[0]?.engines ?? [];
  return [
    '# Quote: CPU time of one cart',
    '',
    `${date}, ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}. CPU`,
    `microseconds a cart, median of ${rounds} rounds in which all take turns; in brackets how many times Kopilka's time.`,
    'Columns: lines of the cart × promotions in force. Before timing, every engine gave the same discounts on every line of',
    'every cart; Medusa within 10 kopecks a line and without "three for two", where it takes from the dearest line.',
    '',
    row(['engine', ...scenarios.map(titleOf), 'what it leaves out']),
    row(['---', ...scenarios.map(() => '---'), '---']),
    ...engines.map(({ name, source, note }) => {
      const title = source.includes('@') && !source.startsWith('src') ? source : name;
      return row([title, ...scenarios.map((scenario) => cell(scenario, name)), note]);
    }),
    '',
    `Compiling 1,000 promotions: ${three(compileMillis.first)} ms the first time, ${three(compileMillis.median)} ms later; the first quote after it ${three(compileMillis.firstQuote)} ms.`,
    `One quote of 200 lines × 1,000 promotions: p50 ${three(latencyMicros.p50)} µs, p99 ${three(latencyMicros.p99)} µs of wall time (the quietest of five runs).`,
    `Heap after a collection: ${three(heapBytes.before / 1e6)} MB before and ${three(heapBytes.after / 1e6)} MB after ${heapBytes.quotes.toLocaleString('en')} quotes.`,
    '',
    '## Targets',
    '',
    ...results.targets.map(targetLine),
    '',
  ].join('\n');
}
