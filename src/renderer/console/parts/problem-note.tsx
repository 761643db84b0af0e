import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../contracts/problem.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { problemWords } from '../problem-words.ts';
import { FaultList } from './fault-list.tsx';

/** What went wrong, what to do, and each fault with its place. */
export function ProblemNote({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  return (
    <Alert color="red" role="alert" mb="md" data-testid="problem">
      {problemWords(problem, language, t)}
      <FaultList faults={problem.errors ?? []} />
    </Alert>
  );
}
