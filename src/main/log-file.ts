import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MainLog } from './log.ts';

const MAX_BYTES = 2_000_000;

/**
 * A log of JSON lines in a file, for a program that has no console. When it reaches 2 MB it becomes `<file>.1`, and
 * what was there goes. A log that cannot be written never stops the till.
 */
export function createLogFile(file: string, wallMs: () => number): MainLog {
  const size = (): number => {
    try {
      return statSync(file).size;
    } catch {
      return 0;
    }
  };
  const write = (level: string, fields: object, message: string): void => {
    const time = new Date(wallMs()).toISOString();
    try {
      mkdirSync(dirname(file), { recursive: true });
      if (size() >= MAX_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify({ time, level, name: 'main', ...fields, message })}\n`);
    } catch {
      // A full disk is told by the till itself, which cannot sell without one.
    }
  };
  return {
    info: (fields, message) => write('info', fields, message),
    warn: (fields, message) => write('warn', fields, message),
    error: (fields, message) => write('error', fields, message),
  };
}
