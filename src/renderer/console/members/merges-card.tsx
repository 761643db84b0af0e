import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { droppedMergeSchema, type Merge, mergeListSchema, mergeSchema } from '../../../contracts/merge.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { useConsole } from '../console-context.ts';
import { Answer } from '../parts/answer.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import styles from '../parts/parts.module.css';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Table } from '../parts/table.tsx';
import { addressOf } from '../routes.ts';
import { useAsked } from '../use-asked.ts';
import { useWords } from '../use-words.ts';
import own from './members.module.css';

const everyMs = 10_000;
type Asking = { readonly what: 'approve' | 'drop'; readonly merge: Merge };

/** Two records of one person become one: somebody proposes it here, somebody else approves it. */
export function MergesCard() {
  const { t } = useTranslation('console');
  const { client } = useConsole();
  const asked = useAsked('merges', mergeListSchema, everyMs);
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = (): void => setAsking(null);
  const carryOut = async ({ what, merge }: Asking): Promise<Problem | null> => {
    const path = `merges/${encodeURIComponent(merge.source)}`;
    const answer =
      what === 'approve'
        ? await client.call({ method: 'POST', path: `${path}/approve` }, mergeSchema)
        : await client.call({ method: 'DELETE', path }, droppedMergeSchema);
    if (!answer.ok) return answer.error;
    close();
    await asked.reload();
    return null;
  };
  return (
    <Card title={t('merges.title')} testId="merges">
      <p className={styles.soft}>{t('merges.says')}</p>
      <ProposeMerge onProposed={asked.reload} />
      <Answer asked={asked}>
        {({ merges }) =>
          merges.length > 0 && (
            <Table columns={(['pair', 'state', 'by'] as const).map((name) => t(`merges.column.${name}`))}>
              {merges.map((merge) => (
                <MergeRow key={`${merge.source} ${merge.createdAt}`} merge={merge} onAsk={setAsking} />
              ))}
            </Table>
          )
        }
      </Answer>
      {asking !== null && (
        <ConfirmDialog
          title={t(asking.what === 'approve' ? 'merges.approveTitle' : 'merges.dropTitle')}
          action={t(asking.what === 'approve' ? 'merges.approve' : 'merges.drop')}
          danger={asking.what === 'approve'}
          onClose={close}
          onConfirm={() => carryOut(asking)}
        >
          <p>
            {t(asking.what === 'approve' ? 'merges.approveSays' : 'merges.dropSays', {
              source: asking.merge.source,
              target: asking.merge.target,
            })}
          </p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

function ProposeMerge({ onProposed }: { readonly onProposed: () => Promise<void> }) {
  const { t } = useTranslation('console');
  const { client } = useConsole();
  const [pair, setPair] = useState({ source: '', target: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [source, target] = [pair.source.trim(), pair.target.trim()];
  async function propose(event: FormEvent): Promise<void> {
    event.preventDefault();
    const answer = await client.call(
      { method: 'POST', path: 'merges', body: { source, target } },
      mergeSchema,
    );
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setPair({ source: '', target: '' });
    await onProposed();
  }
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      <form className={`${own.search} ${own.pair}`} onSubmit={propose}>
        {(['source', 'target'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`merges.${name}`)}
            value={pair[name]}
            onChange={(event) => setPair({ ...pair, [name]: event.currentTarget.value })}
            autoComplete="off"
            data-testid={`merge-${name}`}
          />
        ))}
        <Button
          type="submit"
          variant="default"
          disabled={source === '' || target === '' || source === target}
          data-testid="propose-merge"
        >
          {t('merges.propose')}
        </Button>
      </form>
    </>
  );
}

function MergeRow({ merge, onAsk }: { readonly merge: Merge; readonly onAsk: (asking: Asking) => void }) {
  const { t } = useTranslation('console');
  const { me } = useConsole();
  const { moment } = useWords();
  const { source, target, author, approvedBy, createdAt, doneAt } = merge;
  const isOwn = author === me.name;
  return (
    <tr data-testid={`merge-of-${source}`}>
      <td>
        {doneAt === null ? <a href={addressOf('members', source)}>{source}</a> : source} →{' '}
        <a href={addressOf('members', target)}>{target}</a>
      </td>
      <td>
        <Badge
          tone={doneAt === null ? 'warn' : 'good'}
          text={t(doneAt === null ? 'merges.waits' : 'merges.done')}
        />
        <span className={styles.small}>{moment(doneAt ?? createdAt)}</span>
      </td>
      <td>{approvedBy === null ? author : t('merges.both', { author, approvedBy })}</td>
      <td className={styles.number}>
        {doneAt === null && (
          <>
            <Button size="sm" variant="subtle" onClick={() => onAsk({ what: 'drop', merge })}>
              {t('merges.drop')}
            </Button>
            <Button
              size="sm"
              disabled={isOwn}
              title={isOwn ? t('merges.notOwn') : undefined}
              onClick={() => onAsk({ what: 'approve', merge })}
              data-testid={`approve-merge-${source}`}
            >
              {t('merges.approve')}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
