import type { Command } from './command.ts';

/** Every command, but for a till only its own: it starts with the shop, and nobody waits for code that is not used. */
export async function loadCommands(words: readonly string[]): Promise<readonly Command[]> {
  const [first, second = '--'] = words;
  // `till re-enrol` is another command than `till --data …`.
  if (first !== 'till' || !second.startsWith('-')) return (await import('./commands.ts')).allCommands;
  return [(await import('./commands/till.ts')).tillCommand];
}
