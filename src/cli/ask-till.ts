import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createPosClient, type PosClient, type PosFailure } from '../client/pos-client.ts';
import { isProblemCode, problemCodes } from '../contracts/problem-codes.ts';
import { type CommandContext, CommandFailure, type OptionSpec } from './command.ts';
import { readPort } from './start/ports.ts';

/** Options of commands that ask the running till. */
export const runningTillOptions = {
  data: { help: 'folder of the till', value: 'DIR', required: true },
  port: { help: 'port of the POS API of the running till', value: 'N', default: '8377' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** A client of the running till of `--data`, at the port of `--port`. */
export function runningTill(context: CommandContext): PosClient {
  const dataDir = resolve(context.must('data'));
  const tokenFile = join(dataDir, 'pos-token');
  if (!existsSync(tokenFile)) {
    throw new CommandFailure({
      ru: `В ${dataDir} нет кассы. Укажите папку, с которой запущена "kopilka till --data".`,
      en: `There is no till in ${dataDir}. Give the folder that "kopilka till --data" uses.`,
    });
  }
  const token = readFileSync(tokenFile, 'utf8').trim();
  return createPosClient({ url: `http://127.0.0.1:${readPort(context.must('port'), 'port')}`, token });
}

/** What a till that did not do it said, for a person. */
export function refusedBy(failure: PosFailure): CommandFailure {
  if (isProblemCode(failure.code)) return new CommandFailure(problemCodes[failure.code]);
  return new CommandFailure({
    ru: `Касса не отвечает: она не запущена, или её порт другой (--port). ${failure.detail}`,
    en: `The till does not answer: it is not running, or has another port (--port). ${failure.detail}`,
  });
}
