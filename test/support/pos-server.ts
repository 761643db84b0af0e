import { onTestFinished } from 'vitest';
import { createEventBus } from '../../src/agent/event-bus.ts';
import { hashToken } from '../../src/agent/pos-api/install-token.ts';
import { createPosApi } from '../../src/agent/pos-api/pos-api.ts';
import type { PrintOnDemand } from '../../src/agent/print-on-demand.ts';
import type { Checkout } from '../../src/checkout/checkout.ts';
import type { AgentEvent } from '../../src/contracts/events.ts';
import type { Language } from '../../src/contracts/local-text.ts';
import { refusal } from '../../src/contracts/refusal.ts';
import { ladder, type TillStatus } from '../../src/contracts/till-status.ts';
import { err } from '../../src/shared/result.ts';

export const token = 'q'.repeat(43);

export const tillStatus: TillStatus = {
  version: '0.1.0',
  chain: 'demo',
  store: 'S1',
  till: 'T1',
  mode: 'online',
  permits: ladder.online,
  backlog: { count: 0, oldestAt: null },
  quarantine: { count: 0 },
  pack: null,
  hub: null,
  clock: { confidence: 'high', offsetMs: 0 },
  devices: [],
  members: 1,
};

export type PosServer = {
  readonly port: number;
  readonly publish: (event: AgentEvent) => void;
  /** What the agent was told of its own faults. */
  readonly faults: unknown[];
  /** `METHOD /path` of everything that is routed, as OpenAPI writes paths. */
  readonly paths: readonly string[];
  readonly close: () => Promise<void>;
};

export const withoutPrinter: PrintOnDemand = () => err(refusal('no-printer', 'This till has no printer.'));

/** The real API over real HTTP on a port of its own, closed when the test is over. */
export async function servePosApi(
  checkout: Checkout,
  language: Language = 'en',
  print: PrintOnDemand = withoutPrinter,
  port = 0,
): Promise<PosServer> {
  const faults: unknown[] = [];
  const bus = createEventBus((cause) => faults.push(cause));
  const app = createPosApi({
    checkout,
    print,
    status: () => tillStatus,
    events: { subscribe: bus.subscribe },
    language: () => language,
    version: '0.1.0',
    tokenHash: hashToken(token),
    tokenFile: '/var/lib/kopilka/till/pos-token',
    allowedHosts: ['127.0.0.1', 'localhost'],
    onFault: (_where, cause) => faults.push(cause),
  });
  await app.listen({ host: '127.0.0.1', port });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  onTestFinished(() => app.close());
  const paths = pathsOf(app.printRoutes({ commonPrefix: false }));
  return { port: address.port, paths, publish: bus.publish, faults, close: () => app.close() };
}

/** Fastify draws its routes as a tree, a line for each path: `├── /v1/status (GET)`. */
function pathsOf(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^([│├└─\s]*)(\S+)(?: \(([^)]*)\))?/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indent.length / 4;
    parents.length = depth;
    const path = (parents[depth - 1] ?? '') + part;
    parents[depth] = path;
    return (methods ?? '')
      .split(', ')
      .filter((method) => method !== '')
      .map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  });
}
