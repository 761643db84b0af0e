import { initChain } from '../../src/hub/init-chain.ts';
import { type Hub, startHub } from '../../src/hub/start-hub.ts';
import type { Clock } from '../../src/shared/ports.ts';
import { program } from './program.ts';

export type SimHub = {
  readonly dataDir: string;
  readonly clock: Clock & { advance(ms: number): void };
  readonly url: () => string;
  readonly restart: () => Promise<void>;
  readonly manage: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** A real hub in this process, on a clock that the simulation moves. */
export async function openSimHub(
  dataDir: string,
  startMs: number,
  members: readonly { readonly id: string; readonly points: number }[],
): Promise<SimHub> {
  let nowMs = startMs;
  const clock = {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    advance(ms: number) {
      nowMs += ms;
    },
  };
  const offline = { maxPoints: 300, sharePercent: 50, maxBalanceAgeHours: 72, maxHours: 24 };
  const made = initChain(dataDir, {
    id: 'sim',
    name: 'Simulation',
    stores: [{ id: 's1', name: 'One' }],
    config: { offline },
  });
  if (!made.ok) throw new Error(made.error);
  const open = (port: number): Promise<Hub> => startHub({ dataDir, port, host: '127.0.0.1', log, clock });
  let hub = await open(0);
  const { url } = hub;
  const manage = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${made.value.managerToken}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  await manage('POST', '/v1/manage/programs', { program });
  await manage('POST', '/v1/manage/members', {
    rows: members.map(({ id, points }) => ({ id, cards: [`card-${id}`], points: { main: points } })),
  });
  return {
    dataDir,
    clock,
    url: () => url,
    manage,
    async restart() {
      await hub.close();
      hub = await open(Number(new URL(url).port));
    },
    close: () => hub.close(),
  };
}
