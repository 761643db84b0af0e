import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Processes of a benchmark. */
export type Children = {
  readonly all: readonly ChildProcess[];
  /** Starts a script with a line for messages. */
  readonly start: (path: string, ...words: string[]) => ChildProcess;
};

export function createChildren(): Children {
  const all: ChildProcess[] = [];
  return {
    all,
    start(path, ...words) {
      const child = fork(path, words);
      all.push(child);
      return child;
    },
  };
}

/** The next message of a child; the caller knows its type, because the child is part of the same benchmark. */
export const messageOf = async <Message>(child: ChildProcess): Promise<Message> =>
  ((await once(child, 'message')) as [Message])[0];
