import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, it } from 'vitest';
import { followLogLevel } from '../../src/agent/follow-log-level.ts';
import type { LogLevel } from '../../src/contracts/log-level.ts';

it('a log follows the level the chain asks for, tells of it, and goes back to its own', () => {
  const lines: { level: number; msg: string }[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = pino({ level: 'warn' }, sink);
  let wanted: LogLevel | undefined;
  const follow = followLogLevel(log, () => wanted);
  const said = (): string[] => lines.splice(0).map(({ msg }) => msg);
  follow();
  log.debug('one');
  expect(said()).toEqual([]);
  wanted = 'debug';
  follow();
  follow();
  log.debug('two');
  expect(said()).toEqual(['the chain changed the level of this log', 'two']);
  wanted = undefined;
  follow();
  log.debug('three');
  log.info('four');
  log.warn('five');
  expect(said()).toEqual(['the chain changed the level of this log', 'five']);
});
