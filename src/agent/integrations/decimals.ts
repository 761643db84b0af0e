/** Money as other systems write it, in whole units with two decimals, as minor units: `62.95` is 6295. */
export const toMinor = (amount: number): number => Math.round(amount * 100);
export const fromMinor = (amountMinor: number): number => amountMinor / 100;

/** Points as other systems write them, as 10^-scale points of a wallet, and back. */
export const toPoints = (amount: number, scale: number): number => Math.round(amount * 10 ** scale);
export const fromPoints = (points: number, scale: number): number => points / 10 ** scale;
