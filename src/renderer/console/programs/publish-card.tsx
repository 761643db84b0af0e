import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import { draftResultSchema, publishResultSchema } from '../../../contracts/manage-packs.ts';
import type { Problem } from '../../../contracts/problem.ts';
import type { Program } from '../../../contracts/program.ts';
import { isBounded } from '../../../loyalty/program/safe-part.ts';
import { useConsole } from '../console-context.ts';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { goTo } from '../use-route.ts';
import { useWords } from '../use-words.ts';
import styles from './programs.module.css';
import { noTerms, readTerms, tooOldFor } from './publish-terms.ts';
import { TermsFields } from './terms-fields.tsx';

type PublishCardProps = {
  readonly program: Program;
  /** The document as it was written. */
  readonly text: string;
  readonly tills: readonly ManagedTill[];
  readonly onDone: () => Promise<void>;
};

/** When, until when and where a program is to hold; then it goes to the tills, or waits for a second person. */
export function PublishCard({ program, text, tills, onDone }: PublishCardProps) {
  const { t } = useTranslation('console');
  const { client, me, reloadMe } = useConsole();
  const [typed, setTyped] = useState(noTerms);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { ready, early, noVersion, activateAt, named } = readTerms(
    { ...typed, caps: capsOf(program, typed.caps) },
    me.hubTime,
  );
  const endless = me.packs.needEnds
    ? program.promotions.filter((promotion) => !isBounded(promotion, named.tillCaps)).length
    : 0;

  async function publish(): Promise<Problem | null> {
    const call = { method: 'POST', path: 'programs', body: { program: JSON.parse(text), ...named } } as const;
    const answer = await client.call(call, publishResultSchema);
    if (!answer.ok) return answer.error;
    goTo('programs', String(answer.value.pack.number));
    await Promise.all([onDone(), reloadMe()]);
    return null;
  }
  async function saveDraft(): Promise<void> {
    const call = { method: 'POST', path: 'drafts', body: { program: JSON.parse(text), ...named } } as const;
    const answer = await client.call(call, draftResultSchema);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    await onDone();
    goTo('programs', `draft-${answer.value.draft.id}`);
  }

  return (
    <Card title={t('publish.title')} testId="publish-card">
      {problem !== null && <ProblemNote problem={problem} />}
      {endless > 0 && (
        <Alert color="honey" mb="md">
          {t('publish.endless', { count: endless })}
        </Alert>
      )}
      <TermsFields {...{ program, terms: typed, early, noVersion, tills }} onChange={setTyped} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" disabled={!ready} onClick={() => void saveDraft()} data-testid="save-draft">
          {t('publish.draft')}
        </Button>
        {!me.packs.secondPerson && (
          <Button disabled={!ready} onClick={() => setAsking(true)} data-testid="publish">
            {t('publish.now')}
          </Button>
        )}
      </Group>
      {me.packs.secondPerson && <p className={styles.says}>{t('publish.secondPerson')}</p>}
      {asking && (
        <PublishDialog
          {...{ program, tills }}
          stores={typed.stores}
          leastAgent={named.leastAgent ?? null}
          activateAt={activateAt}
          onConfirm={publish}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
}

/** Of promotions that are in the program still: the document may have been changed after a cap was typed. */
const capsOf = ({ promotions }: Program, caps: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(caps).filter(([id]) => promotions.some((one) => one.id === id)));

type PublishDialogProps = {
  readonly program: Program;
  readonly tills: readonly ManagedTill[];
  readonly stores: readonly string[];
  readonly leastAgent: string | null;
  readonly activateAt: string | null;
  readonly onConfirm: () => Promise<Problem | null>;
  readonly onClose: () => void;
};

function PublishDialog({
  program,
  tills,
  stores,
  leastAgent,
  activateAt,
  onConfirm,
  onClose,
}: PublishDialogProps) {
  const { t } = useTranslation('console');
  const { text, moment } = useWords();
  const meant = tills.filter(
    ({ enrolled, store }) => enrolled && (stores.length === 0 || stores.includes(store)),
  );
  const tooOld = tooOldFor(leastAgent, meant);
  const count = meant.length - tooOld.length;
  return (
    <ConfirmDialog
      title={t('publish.confirmTitle', { name: text(program.name ?? undefined, program.id) })}
      action={t('publish.now')}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p className={styles.says}>
        {activateAt === null
          ? t('publish.says', { count })
          : t('publish.saysLater', { count, time: moment(activateAt) })}
      </p>
      {tooOld.length > 0 && (
        <p className={styles.says}>
          {t('publish.tooOld', { tills: tooOld.map(({ name }) => name).join(', '), version: leastAgent })}
        </p>
      )}
      <p className={styles.says}>{t('publish.undo')}</p>
    </ConfirmDialog>
  );
}
