/** Notes people pay with, in minor units. */
const notes = [100_00, 500_00, 1000_00, 2000_00, 5000_00] as const;
const MOST = 4;

/** Sums a customer is likely to hand over for this amount: the next whole number of each note, smallest first. */
export function cashSuggestions(netMinor: number): number[] {
  const sums = notes.map((note) => Math.ceil(netMinor / note) * note).filter((sum) => sum > netMinor);
  return [...new Set(sums)].sort((a, b) => a - b).slice(0, MOST);
}
