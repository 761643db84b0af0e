import type { FastifyInstance } from 'fastify';
import { streams } from '../../contracts/sync.ts';
import type { HubParts } from './hub-parts.ts';

/** Upper ends of the classes of answer times, seconds. */
const bounds = [0.005, 0.025, 0.1, 0.5, 2, 10] as const;

type Series = { count: number; seconds: number; readonly classes: number[] };

export type Metrics = {
  /** Operations judged, by verdict. */
  readonly judged: (verdict: string) => void;
  readonly answered: (route: string, status: number, seconds: number) => void;
  /** The text format of Prometheus, version 0.0.4. */
  readonly text: (gauges: Readonly<Record<string, number>>) => string;
};

/** Counts what this process did since its start. Routes are patterns, so that the names stay few. */
export function createMetrics(): Metrics {
  const verdicts = new Map<string, number>();
  const answers = new Map<string, Series>();
  return {
    judged: (verdict) => verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1),
    answered(route, status, seconds) {
      const labels = `route="${route}",status="${status}"`;
      const series = answers.get(labels) ?? { count: 0, seconds: 0, classes: bounds.map(() => 0) };
      series.count += 1;
      series.seconds += seconds;
      bounds.forEach((bound, index) => {
        if (seconds <= bound) series.classes[index] = (series.classes[index] ?? 0) + 1;
      });
      answers.set(labels, series);
    },
    text(gauges) {
      const lines = ['# TYPE kopilka_operations_total counter'];
      for (const [verdict, count] of verdicts)
        lines.push(`kopilka_operations_total{verdict="${verdict}"} ${count}`);
      lines.push('# TYPE kopilka_http_request_seconds histogram');
      for (const [labels, series] of answers) lines.push(...histogramLines(labels, series));
      for (const [name, value] of Object.entries(gauges))
        lines.push(`# TYPE kopilka_${name} gauge`, `kopilka_${name} ${value}`);
      return `${lines.join('\n')}\n`;
    },
  };
}

function histogramLines(labels: string, { count, seconds, classes }: Series): string[] {
  const name = 'kopilka_http_request_seconds';
  return [
    ...bounds.map((bound, index) => `${name}_bucket{${labels},le="${bound}"} ${classes[index] ?? 0}`),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${seconds.toFixed(6)}`,
    `${name}_count{${labels}} ${count}`,
  ];
}

/** What is so at this moment, read from the store and the process. */
export async function gaugesOf(parts: HubParts): Promise<Record<string, number>> {
  const [counts, cursors, tills] = await Promise.all([
    parts.store.counts(),
    parts.store.cursors(),
    parts.store.tills(),
  ]);
  const nowMs = parts.clock.wallMs();
  const active = await parts.store.activePack(nowMs);
  return {
    members: counts.members,
    goods: counts.goods,
    operations: counts.operations,
    quarantine: counts.quarantine,
    doorbell_listeners: parts.doorbell.listeners(),
    active_pack: active?.number ?? 0,
    tills: tills.filter((till) => till.publicKey !== null).length,
    tills_heard_in_5_minutes: tills.filter((till) => nowMs - (till.lastSeenAtMs ?? 0) < 300_000).length,
    ...Object.fromEntries(streams.map((stream) => [`stream_${stream}`, cursors[stream]])),
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

const slowSeconds = 1;
