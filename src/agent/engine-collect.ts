import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The engine's own collection of memory. `minor`: only of what is new. */
export type EngineCollect = (options: {
  readonly type: 'minor' | 'major';
  readonly flavor?: 'last-resort';
}) => void;

/** Taken from a context of its own, so that nothing else in the process finds it. */
export function engineCollect(): EngineCollect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as EngineCollect;
}
