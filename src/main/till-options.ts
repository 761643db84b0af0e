import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ElectronTillOptions, electronTillOptionsSchema } from '../agent/electron-messages.ts';
import { err, ok, type Result } from '../shared/result.ts';

export type MainArguments = { readonly till: ElectronTillOptions; readonly hidden: boolean };

const POS_PORT = '8377';

/**
 * The till's options from the program's own words, the same as those of `kopilka till`. Words of Chromium among them
 * are none of ours and are passed over. The error is a sentence.
 */
export function readMainArguments(
  words: readonly string[],
  defaults: { readonly dataDir: string; readonly enrolCode?: string | undefined },
): Result<MainArguments, string> {
  const { values } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      hub: { type: 'string' },
      enrol: { type: 'string' },
      port: { type: 'string' },
      config: { type: 'string' },
      hidden: { type: 'boolean' },
    },
  });
  const text = (value: string | boolean | undefined): string | undefined =>
    typeof value === 'string' ? value : undefined;
  const dataDir = resolve(text(values.data) ?? defaults.dataDir);
  const hubUrl = text(values.hub);
  const enrolCode = text(values.enrol) ?? defaults.enrolCode;
  const port = text(values.port) ?? POS_PORT;
  const parsed = electronTillOptionsSchema.safeParse({
    dataDir,
    posPort: /^\d+$/.test(port) ? Number(port) : null,
    uiPort: null,
    configFile: resolve(text(values.config) ?? join(dataDir, 'config.json')),
    ...(hubUrl === undefined ? {} : { hubUrl }),
    ...(enrolCode === undefined ? {} : { enrolCode }),
  });
  if (!parsed.success) return err('--port must be a port number from 0 to 65535.');
  return ok({ till: parsed.data, hidden: values.hidden === true });
}
