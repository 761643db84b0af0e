import type { SerialPortFacts } from './machine-facts.ts';

/**
 * The path by which a serial port is found again after the next start. Linux numbers ports as they are plugged in and
 * links each by what it says of itself; two that say the same, as cheap cables do, share one link, and keep their
 * numbers.
 */
export function steadyPath({ path, pnpId }: SerialPortFacts, all: readonly SerialPortFacts[]): string {
  if (pnpId === undefined || !path.startsWith('/dev/')) return path;
  return all.filter((other) => other.pnpId === pnpId).length === 1 ? `/dev/serial/by-id/${pnpId}` : path;
}
