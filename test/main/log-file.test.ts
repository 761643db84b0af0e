import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLogFile } from '../../src/main/log-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the log of the main process', () => {
  it('is a line of JSON an entry', () => {
    const file = join(temporaryFolder(), 'logs/main.log');
    const log = createLogFile(file, () => 0);
    log.info({}, 'started');
    log.error({ code: 1 }, 'ended');
    expect(readFileSync(file, 'utf8')).toBe(
      '{"time":"1970-01-01T00:00:00.000Z","level":"info","name":"main","message":"started"}\n' +
        '{"time":"1970-01-01T00:00:00.000Z","level":"error","name":"main","code":1,"message":"ended"}\n',
    );
  });

  it('keeps at most two files of 2 MB', () => {
    const file = join(temporaryFolder(), 'main.log');
    writeFileSync(file, 'x'.repeat(2_000_000));
    createLogFile(file, () => 0).info({}, 'next');
    expect(readFileSync(`${file}.1`, 'utf8')).toHaveLength(2_000_000);
    expect(readFileSync(file, 'utf8')).toContain('"next"');
  });

  it('never stops the till when it cannot be written', () => {
    const file = join(temporaryFolder(), 'main.log');
    mkdirSync(file);
    expect(() => createLogFile(file, () => 0).info({}, 'lost')).not.toThrow();
  });
});
