import type { Program } from '../../contracts/program.ts';
import { compileProgram } from '../../loyalty/program/compile.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import type { HubStore } from '../store/hub-store.ts';

/** Tills are at most a pack or two apart; a till that was away for long brings an older one. */
const kept = 4;

/** Compiled programs by pack number; null for a number that was never published here. A stored program was validated when it was published. */
export function createCompiledPacks(
  store: Pick<HubStore, 'pack'>,
): (number: number) => Promise<CompiledProgram | null> {
  const compiled = new Map<number, CompiledProgram>();
  return async (number) => {
    const known = compiled.get(number);
    if (known !== undefined) {
      compiled.delete(number);
      compiled.set(number, known);
      return known;
    }
    const pack = await store.pack(number);
    if (pack === null) return null;
    const made = compileProgram(JSON.parse(pack.program) as Program, number);
    compiled.set(number, made);
    const [oldest] = compiled.keys();
    if (compiled.size > kept && oldest !== undefined) compiled.delete(oldest);
    return made;
  };
}
