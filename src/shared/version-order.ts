/** Three numbers, such as `0.2.0`: the form of this product's versions. */
export const versionPattern = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;

/** Whether version `a` is earlier than `b`. One that is no version (of a test, of a copy built by hand) is earlier than none. */
export function isEarlier(a: string, b: string): boolean {
  if (!versionPattern.test(a) || !versionPattern.test(b)) return false;
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (const [index, number] of (left ?? []).entries()) {
    const other = right?.[index] ?? 0;
    if (number !== other) return number < other;
  }
  return false;
}
