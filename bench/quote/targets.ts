import type { Scenario } from './run.ts';

export type Target = {
  readonly text: string;
  readonly value: number;
  readonly limit: number;
  /** Must the value be at least, or at most, the limit? */
  readonly atLeast: boolean;
  readonly met: boolean;
};

export const atMost = (text: string, value: number, limit: number): Target => ({
  text,
  value,
  limit,
  atLeast: false,
  met: value <= limit,
});

export const atLeast = (text: string, value: number, limit: number): Target => ({
  text,
  value,
  limit,
  atLeast: true,
  met: value >= limit,
});

export const microsOf = (scenario: Scenario | undefined, name: string): number | null =>
  scenario?.engines.find((engine) => engine.name === name)?.cpuMicrosPerCart ?? null;

/** How many times one engine's time is another's; null when one of them was not there. */
export function times(scenario: Scenario | undefined, slower: string, faster: string): number | null {
  const a = microsOf(scenario, slower);
  const b = microsOf(scenario, faster);
  return a === null || b === null ? null : a / b;
}
