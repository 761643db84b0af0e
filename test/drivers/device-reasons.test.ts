import { expect, it } from 'vitest';
import { deviceReasons, deviceReasonText } from '../../src/contracts/device-reasons.ts';
import { filesBelow, textOf } from '../support/repository.ts';

const sources = [
  // What a codec or the recogniser says of bytes is turned into a device's reason by its driver.
  ...filesBelow('src/drivers', /\.ts$/).filter((path) => !/\/(codec|recogniser)\//.test(path)),
  'src/agent/print-queue.ts',
  'src/agent/device-status-view.ts',
  'src/store/print-jobs.ts',
].map(textOf);

/** Words on the same lines that are no reasons. */
const states = new Set(['ready', 'degraded', 'offline', 'unconfigured', 'failed', 'unknown']);

/** Words that stand where the code gives a reason: in the unions of faults, and beside `reason`. */
function givenReasons(): Set<string> {
  const found = new Set<string>();
  for (const source of sources) {
    const unions = source.matchAll(/export type (?:ChannelFault|PrinterTrouble) =([^;]+);/g);
    const maps = source.matchAll(/healthOfDiscard[^{]*\{([^}]+)\}/g);
    for (const [, body = ''] of unions)
      for (const [, word = ''] of body.matchAll(/'([a-z-]+)'/g)) found.add(word);
    for (const [, body = ''] of maps)
      for (const [, word = ''] of body.matchAll(/: '([a-z-]+)'/g)) found.add(word);
    for (const [, said = ''] of source.matchAll(/reason(?: =|:)([^\n]*)/g)) {
      for (const [, word = ''] of said.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g))
        if (!states.has(word)) found.add(word);
    }
    for (const [, word = ''] of source.matchAll(/outcome\('(?:failed|unknown)', '([a-z-]+)'\)/g))
      found.add(word);
  }
  return found;
}

it('has a text for every reason that the devices and the print queue give', () => {
  const given = givenReasons();
  expect(given.size).toBeGreaterThan(15);
  expect([...given].filter((reason) => !Object.hasOwn(deviceReasons, reason))).toEqual([]);
});

it('shows the word itself where it knows no text', () => {
  expect(deviceReasonText('paper-out', 'en')).toContain('out of paper');
  expect(deviceReasonText('something-new', 'ru')).toBe('something-new');
});
