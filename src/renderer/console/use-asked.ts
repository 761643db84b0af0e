import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Problem } from '../../contracts/problem.ts';
import { useHub } from './console-context.ts';

/** What the hub said last. `problem`: the last question went wrong; what was known before is still there. */
export type Asked<T> = {
  readonly data: T | null;
  readonly problem: Problem | null;
  readonly reload: () => Promise<void>;
};

/** Without `everyMs` it is asked once, and again by `reload`. A hidden page does not ask. */
export function useAsked<Schema extends z.ZodType>(
  path: string | null,
  schema: Schema,
  everyMs?: number,
): Asked<z.output<Schema>> {
  type Data = z.output<Schema>;
  const client = useHub();
  const [state, setState] = useState<{ path: string | null; data: Data | null; problem: Problem | null }>({
    ...{ path, data: null, problem: null },
  });
  const wanted = useRef(path);
  wanted.current = path;
  const reload = useCallback(async () => {
    if (path === null) return;
    const answer = await client.call({ method: 'GET', path }, schema);
    // An answer to what nobody asks any more says nothing.
    if (wanted.current !== path) return;
    setState((before) =>
      answer.ok
        ? { path, data: answer.value, problem: null }
        : { path, data: before.path === path ? before.data : null, problem: answer.error },
    );
  }, [client, path, schema]);
  useEffect(() => {
    void reload();
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) void reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);
  const isOther = state.path !== path;
  return { data: isOther ? null : state.data, problem: isOther ? null : state.problem, reload };
}
