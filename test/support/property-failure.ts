/**
 * What is needed to meet a failed property again, from its error's message: after how many runs, seed and path, and the
 * smallest counterexample. Null for any other failure.
 */
export function propertyFailure(message: string): string | null {
  if (!message.startsWith('Property failed')) return null;
  const end = message.indexOf('\nShrunk');
  return end < 0 ? message : message.slice(0, end);
}
