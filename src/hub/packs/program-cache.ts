import type { Program } from '../../contracts/program.ts';
import type { HubStore } from '../store/hub-store.ts';

export type ProgramCache = {
  /** The program in use at an instant of hub time, or null before the first pack. */
  readonly activeAt: (nowMs: number) => Promise<Program | null>;
};

/** Parses the program in use once. A stored program was validated when it was published, so it is not checked again. */
export function createProgramCache(store: HubStore): ProgramCache {
  let cached: { readonly sha256: string; readonly program: Program } | null = null;
  return {
    async activeAt(nowMs) {
      const sha256 = await store.activeProgramSha256(nowMs);
      if (sha256 === null) return null;
      if (cached?.sha256 === sha256) return cached.program;
      // Between the two questions another pack may have become the active one.
      const pack = await store.activePack(nowMs);
      if (pack === null) return null;
      cached = { sha256: pack.programSha256, program: JSON.parse(pack.program) as Program };
      return cached.program;
    },
  };
}
