import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exchange } from '../client/exchange.ts';
import type { Language } from '../contracts/local-text.ts';
import { type Mode, tillStatusSchema } from '../contracts/till-status.ts';
import { rungTexts } from './rung-texts.ts';

/** The rung a till stands on; `off` without an agent, as for its register. `unknown`: another program answers there. */
export type Rung = Mode | 'no-agent' | 'unknown';

const timeoutMs = 3000;

/** Asks the agent of a till's folder at a loopback port. The call is signed, so a stranger at the port learns nothing. */
export async function askRung(dataDir: string, port: number): Promise<Rung> {
  const tokenFile = join(dataDir, 'pos-token');
  if (!existsSync(tokenFile)) return 'no-agent';
  const token = readFileSync(tokenFile, 'utf8').trim();
  const address = { url: `http://127.0.0.1:${port}` };
  const call = { method: 'GET', path: '/v1/status', token, body: null, timeoutMs } as const;
  const answer = await exchange(address, call);
  if (answer.kind === 'unreachable') return 'no-agent';
  if (answer.kind !== 'answered' || answer.status !== 200) return 'unknown';
  const status = tillStatusSchema.safeParse(JSON.parse(answer.text));
  return status.success ? status.data.mode : 'unknown';
}

/** The rung as a line for a person. */
export function rungLine(rung: Rung, port: number, language: Language): string {
  const ru = language === 'ru';
  if (rung === 'no-agent') {
    return ru
      ? `Ступень: off. На порту ${port} касса не отвечает: она не запущена, или её порт другой (--port).`
      : `Rung: off. No till answers at port ${port}: it is not running, or has another port (--port).`;
  }
  if (rung === 'unknown') {
    return ru
      ? `Ступень неизвестна: на порту ${port} отвечает не эта касса. Назовите порт кассы: --port.`
      : `Rung unknown: what answers at port ${port} is not this till. Name the till's port with --port.`;
  }
  return `${ru ? 'Ступень' : 'Rung'}: ${rung}. ${rungTexts[rung][language]}`;
}
