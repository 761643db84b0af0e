import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../contracts/problem.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

type ConfirmProps = {
  readonly title: string;
  /** What will happen, at how many tills. */
  readonly children: ReactNode;
  readonly action: string;
  readonly danger?: boolean;
  readonly ready?: boolean;
  /** Answers what went wrong, or null when it is done. */
  readonly onConfirm: () => Promise<Problem | null>;
  readonly onClose: () => void;
};

/** Asks once more before something that tills or people will notice. It is shown while it is there. */
export function ConfirmDialog(props: ConfirmProps) {
  const { t } = useTranslation('console');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function confirm(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const failed = await props.onConfirm();
    setBusy(false);
    setProblem(failed);
  }
  return (
    <Dialog opened onClose={busy ? () => {} : props.onClose} title={props.title} size={560}>
      {problem !== null && <ProblemNote problem={problem} />}
      {props.children}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={props.onClose} disabled={busy}>
          {t('shared.cancel')}
        </Button>
        <Button
          color={props.danger === true ? 'red' : 'pine'}
          loading={busy}
          disabled={props.ready === false}
          onClick={() => void confirm()}
          data-testid="confirm"
          data-autofocus={props.danger !== true || undefined}
        >
          {props.action}
        </Button>
      </Group>
    </Dialog>
  );
}
