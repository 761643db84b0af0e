import { Alert, Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { packContentsSchema } from '../../../contracts/console.ts';
import type { ManagedTill } from '../../../contracts/manage.ts';
import {
  type Draft,
  droppedDraftSchema,
  type PublishedPack,
  publishResultSchema,
} from '../../../contracts/manage-packs.ts';
import { tellIssue, validateProgram } from '../../../loyalty/program/validate.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useConsole, useMay } from '../console-context.ts';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FaultList } from '../parts/fault-list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { addressOf } from '../routes.ts';
import { useAsked } from '../use-asked.ts';
import { goTo } from '../use-route.ts';
import { useWords } from '../use-words.ts';
import { DemandsLine } from './demands-line.tsx';
import { PreviewCard } from './preview/preview-card.tsx';
import styles from './programs.module.css';
import { RulesCard } from './rules-card.tsx';

type DraftPageProps = {
  readonly draft: Draft;
  readonly packs: readonly PublishedPack[];
  readonly tills: readonly ManagedTill[];
  readonly onDone: () => Promise<void>;
};

/** A program that waits for its second person, who reads it here and lets it out or drops it. */
export function DraftPage({ draft, packs, tills, onDone }: DraftPageProps) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { moment } = useWords();
  const checked = validateProgram(draft.program);
  const inForce = packs.find(({ state, stores }) => state === 'active' && stores === null);
  const other = useAsked(inForce === undefined ? null : `packs/${inForce.number}`, packContentsSchema);
  const before = other.data === null ? null : validateProgram(other.data.program);
  const told = checked.ok ? checked.value.warnings : checked.error;
  return (
    <>
      <Anchor href={addressOf('programs')}>{t('programs.back')}</Anchor>
      <PageHead title={t('programs.draft', { id: draft.id })}>
        <DraftActions draft={draft} tills={tills} onDone={onDone} />
      </PageHead>
      <Card>
        <p className={styles.says}>
          {t('draft.by', { author: draft.author, time: moment(draft.createdAt) })}{' '}
          {draft.activateAt === undefined
            ? t('draft.atOnce')
            : t('pack.from', { time: moment(draft.activateAt) })}{' '}
          {draft.endsAt !== undefined && t('pack.until', { time: moment(draft.endsAt) })}{' '}
          {draft.stores === undefined
            ? t('pack.everywhere')
            : t('pack.onlyIn', { stores: draft.stores.join(', ') })}
        </p>
        <DemandsLine
          program={checked.ok ? checked.value.program : null}
          leastAgent={draft.leastAgent ?? null}
          tillCaps={draft.tillCaps ?? {}}
        />
        {told.length > 0 && (
          <Alert color={checked.ok ? 'honey' : 'red'}>
            <FaultList
              faults={told.map((issue) => ({ path: issue.path, message: tellIssue(issue, language) }))}
            />
          </Alert>
        )}
      </Card>
      {checked.ok && (
        <div className={styles.columns}>
          <RulesCard program={checked.value.program} />
          <PreviewCard
            program={checked.value.program}
            before={before?.ok === true ? before.value.program : null}
          />
        </div>
      )}
    </>
  );
}

function DraftActions({ draft, tills, onDone }: Omit<DraftPageProps, 'packs'>) {
  const { t } = useTranslation('console');
  const { client, me, reloadMe } = useConsole();
  const mayPublish = useMay('publish');
  const [asking, setAsking] = useState<'approve' | 'drop' | null>(null);
  if (!mayPublish) return null;
  const own = me.packs.secondPerson && draft.author === me.name;
  const count = tills.filter(
    ({ enrolled, store }) => enrolled && (draft.stores === undefined || draft.stores.includes(store)),
  ).length;
  return (
    <>
      <Button variant="default" onClick={() => setAsking('drop')} data-testid="drop">
        {t('draft.drop')}
      </Button>
      <Button
        disabled={own}
        title={own ? t('draft.notOwn') : undefined}
        onClick={() => setAsking('approve')}
        data-testid="approve"
      >
        {t('draft.approve')}
      </Button>
      {asking === 'approve' && (
        <ConfirmDialog
          title={t('draft.approveTitle')}
          action={t('draft.approve')}
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            const path = `drafts/${encodeURIComponent(draft.id)}/approve`;
            const answer = await client.call({ method: 'POST', path }, publishResultSchema);
            if (!answer.ok) return answer.error;
            goTo('programs', String(answer.value.pack.number));
            await Promise.all([onDone(), reloadMe()]);
            return null;
          }}
        >
          <p className={styles.says}>{t('publish.says', { count })}</p>
        </ConfirmDialog>
      )}
      {asking === 'drop' && (
        <ConfirmDialog
          title={t('draft.dropTitle')}
          action={t('draft.drop')}
          danger
          onClose={() => setAsking(null)}
          onConfirm={async () => {
            const path = `drafts/${encodeURIComponent(draft.id)}`;
            const answer = await client.call({ method: 'DELETE', path }, droppedDraftSchema);
            if (!answer.ok) return answer.error;
            goTo('programs');
            await onDone();
            return null;
          }}
        >
          <p className={styles.says}>{t('draft.dropSays', { author: draft.author })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
