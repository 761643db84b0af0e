import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Asked } from '../use-asked.ts';
import styles from './parts.module.css';
import { ProblemNote } from './problem-note.tsx';

type AnswerProps<T> = { readonly asked: Asked<T>; readonly children: (data: T) => ReactNode };

/** What the hub said, with a note above it while it does not answer any more. */
export function Answer<T>({ asked: { data, problem }, children }: AnswerProps<T>) {
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      {data !== null
        ? children(data)
        : problem === null && (
            <div className={styles.empty}>
              <Loader size="sm" />
            </div>
          )}
    </>
  );
}
