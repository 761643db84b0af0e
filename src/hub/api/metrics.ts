/** Upper ends of the classes of answer times, seconds. */
const bounds = [0.005, 0.025, 0.1, 0.5, 2, 10] as const;

type Series = { count: number; seconds: number; readonly classes: number[] };

export type Metrics = {
  /** Operations judged, by verdict. */
  readonly judged: (verdict: string) => void;
  /** Receipts quoted again, by what came of it. */
  readonly replayed: (outcome: string) => void;
  readonly answered: (route: string, status: number, seconds: number) => void;
  /** The text format of Prometheus, version 0.0.4. */
  readonly text: (gauges: Readonly<Record<string, number>>) => string;
};

/** Counts what this process did since its start. Routes are patterns, so that the names stay few. */
export function createMetrics(): Metrics {
  const verdicts = new Map<string, number>();
  const answers = new Map<string, Series>();
  const replays = new Map<string, number>();
  return {
    replayed: (outcome) => replays.set(outcome, (replays.get(outcome) ?? 0) + 1),
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
      lines.push('# TYPE kopilka_receipts_replayed_total counter');
      for (const [outcome, count] of replays)
        lines.push(`kopilka_receipts_replayed_total{outcome="${outcome}"} ${count}`);
      lines.push('# TYPE kopilka_http_request_seconds histogram');
      for (const [labels, series] of answers) lines.push(...histogramLines(labels, series));
      const typed = new Set<string>();
      for (const [series, value] of Object.entries(gauges).sort(byName)) {
        const name = nameOf(series);
        if (!typed.has(name)) lines.push(`# TYPE kopilka_${name} gauge`);
        typed.add(name);
        lines.push(`kopilka_${series} ${value}`);
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

const nameOf = (series: string): string => series.split('{', 1)[0] ?? series;
/** Series of one name stand together. */
const byName = ([one]: readonly [string, number], [other]: readonly [string, number]): number =>
  nameOf(one) < nameOf(other) ? -1 : nameOf(one) > nameOf(other) ? 1 : 0;

function histogramLines(labels: string, { count, seconds, classes }: Series): string[] {
  const name = 'kopilka_http_request_seconds';
  return [
    ...bounds.map((bound, index) => `${name}_bucket{${labels},le="${bound}"} ${classes[index] ?? 0}`),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${seconds.toFixed(6)}`,
    `${name}_count{${labels}} ${count}`,
  ];
}
