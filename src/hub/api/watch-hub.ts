import type { FastifyInstance } from 'fastify';
import { streams } from '../../contracts/sync.ts';
import type { HubParts } from './hub-parts.ts';
import { showExposure } from './leases.ts';

const slowSeconds = 1;

/** What is so at this moment, read from the store and the process. */
export async function gaugesOf(parts: HubParts): Promise<Record<string, number>> {
  const [counts, cursors, tills] = await Promise.all([
    parts.store.counts(),
    parts.store.cursors(),
    parts.store.tills(),
  ]);
  const nowMs = parts.clock.wallMs();
  const active = await parts.store.activePack(nowMs);
  const exposure = await showExposure(parts);
  return {
    members: counts.members,
    goods: counts.goods,
    operations: counts.operations,
    quarantine: counts.quarantine,
    receipt_flags: await parts.store.receiptFlagCount(),
    doorbell_listeners: parts.doorbell.listeners(),
    active_pack: active?.number ?? 0,
    tills: tills.filter((till) => till.publicKey !== null).length,
    tills_heard_in_5_minutes: tills.filter((till) => nowMs - (till.lastSeenAtMs ?? 0) < 300_000).length,
    ...Object.fromEntries(streams.map((stream) => [`stream_${stream}`, cursors[stream]])),
    ...Object.fromEntries(
      exposure.wallets.flatMap(({ wallet, now, most, leased }) => [
        [`overspend_now_points{wallet="${wallet}"}`, now],
        [`overspend_most_points{wallet="${wallet}"}`, most],
        [`leased_points{wallet="${wallet}"}`, leased],
      ]),
    ),
    process_resident_bytes: process.memoryUsage.rss(),
  };
}

/** Notes every answer; one that failed or took long is logged with its request id. */
export function watchAnswers(app: FastifyInstance, parts: HubParts): void {
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000;
    const route = request.routeOptions.url ?? 'none';
    parts.metrics.answered(route, reply.statusCode, seconds);
    if (reply.statusCode < 400 && seconds < slowSeconds) return;
    const { id: requestId, method } = request;
    const fields = { requestId, method, route, status: reply.statusCode, ms: Math.round(seconds * 1000) };
    parts.log.info(fields, reply.statusCode < 400 ? 'slow answer' : 'refused');
  });
}
