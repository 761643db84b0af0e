import type { CommandContext } from '../command.ts';

/** What whoever put an older state back must know. */
export function tellRestored(
  context: CommandContext,
  begun: string,
  {
    pack,
    droppedPacks,
  }: {
    readonly pack: { readonly number: number; readonly program: string } | null;
    readonly droppedPacks: readonly number[];
  },
): void {
  context.out(begun);
  if (pack !== null) context.out(`Program ${pack.program} is in use again, as pack ${pack.number}.`);
  context.out('If another program was published since the backup, publish it again.');
  if (droppedPacks.length > 0) {
    context.out(`Pack ${droppedPacks.join(', ')} was to start later: publish it again with its time.`);
  }
}
