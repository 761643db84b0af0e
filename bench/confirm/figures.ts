/** Milliseconds. */
export type Figures = { readonly p50: number; readonly p90: number; readonly p99: number };

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export function figures(timesMs: readonly number[]): Figures {
  const sorted = [...timesMs].sort((one, other) => one - other);
  const at = (share: number): number => rounded(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
