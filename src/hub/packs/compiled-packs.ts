import type { Program } from '../../contracts/program.ts';
import { compileProgram } from '../../loyalty/program/compile.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import { safePart } from '../../loyalty/program/safe-part.ts';
import { withTillCaps } from '../../loyalty/program/till-caps.ts';
import type { HubStore } from '../store/hub-store.ts';
import { manifestOf } from './build-pack.ts';

/** Tills are at most a pack or two apart; a till that was away for long brings an older one. */
const kept = 4;

/** Compiled programs by pack number, whole or their safe part; null for a number that was never published here. A stored program was validated when it was published. */
export function createCompiledPacks(
  store: Pick<HubStore, 'pack'>,
): (number: number, safe: boolean) => Promise<CompiledProgram | null> {
  const compiled = new Map<string, CompiledProgram>();
  return async (number, safe) => {
    const key = safe ? `${number} safe` : `${number}`;
    const known = compiled.get(key);
    if (known !== undefined) {
      compiled.delete(key);
      compiled.set(key, known);
      return known;
    }
    const pack = await store.pack(number);
    if (pack === null) return null;
    const program = JSON.parse(pack.program) as Program;
    const { tillCaps = {} } = manifestOf(pack);
    const part = safe ? safePart(program, tillCaps) : program;
    const made = compileProgram(withTillCaps(part, tillCaps), number);
    compiled.set(key, made);
    const [oldest] = compiled.keys();
    if (compiled.size > kept && oldest !== undefined) compiled.delete(oldest);
    return made;
  };
}
