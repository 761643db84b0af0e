import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { enrolCodeResultSchema, type ManagedTill, revokedTillSchema } from '../../../contracts/manage.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { useConsole } from '../console-context.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import styles from '../parts/parts.module.css';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../use-words.ts';
import own from './overview.module.css';

type EnrolCode = z.infer<typeof enrolCodeResultSchema>;
type EnrolProps = {
  /** Null: one that is not there yet. */
  readonly till: ManagedTill | null;
  /** Where a new one most likely stands. */
  readonly store: string;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
};

/** Makes the one-time code by which a machine becomes this till, and shows it while the dialog is open. */
export function EnrolDialog({ till, store, onClose, onDone }: EnrolProps) {
  const { t } = useTranslation('console');
  const { client } = useConsole();
  const { moment } = useWords();
  const [place, setPlace] = useState({ store: till?.store ?? store, till: till?.id ?? '' });
  const [made, setMade] = useState<EnrolCode | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const body = { store: place.store.trim(), till: place.till.trim() };
  async function make(event: FormEvent): Promise<void> {
    event.preventDefault();
    const answer = await client.call({ method: 'POST', path: 'enrol-codes', body }, enrolCodeResultSchema);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setMade(answer.value);
    await onDone();
  }
  const title = till === null ? t('enrol.titleNew') : t('enrol.title', { till: till.name });
  return (
    <Dialog opened onClose={onClose} title={title} size={560}>
      {problem !== null && <ProblemNote problem={problem} />}
      {made === null ? (
        <form onSubmit={make}>
          {till === null &&
            (['store', 'till'] as const).map((name) => (
              <TextInput
                key={name}
                mb="sm"
                label={t(`enrol.${name}`)}
                description={t(`enrol.${name}Hint`)}
                value={place[name]}
                onChange={(event) => setPlace({ ...place, [name]: event.currentTarget.value })}
                autoComplete="off"
                data-testid={`enrol-${name}`}
              />
            ))}
          <p className={styles.soft}>{t(till === null ? 'enrol.saysNew' : 'enrol.says')}</p>
          <Group justify="flex-end">
            <Button type="submit" disabled={body.store === '' || body.till === ''} data-testid="make-code">
              {t('enrol.make')}
            </Button>
          </Group>
        </form>
      ) : (
        <div data-testid="made-code">
          <p>{t('enrol.made')}</p>
          <p className={own.code}>{made.code}</p>
          <p className={styles.soft}>{t('enrol.until', { time: moment(made.expiresAt) })}</p>
        </div>
      )}
    </Dialog>
  );
}

type RevokeProps = {
  readonly till: ManagedTill;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
};

/** Shuts out a till that was stolen or lost. */
export function RevokeTillDialog({ till, onClose, onDone }: RevokeProps) {
  const { t } = useTranslation('console');
  const { client } = useConsole();
  return (
    <ConfirmDialog
      title={t('enrol.revokeTitle', { till: till.name })}
      action={t('enrol.revoke')}
      danger
      onClose={onClose}
      onConfirm={async () => {
        const path = `tills/${encodeURIComponent(till.id)}/revoke`;
        const answer = await client.call({ method: 'POST', path, body: {} }, revokedTillSchema);
        if (!answer.ok) return answer.error;
        onClose();
        await onDone();
        return null;
      }}
    >
      <p>{t('enrol.revokeSays')}</p>
    </ConfirmDialog>
  );
}
