import { Anchor, Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FoundMembers, foundMembersSchema } from '../../../contracts/console.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { useHub, useMay } from '../console-context.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import styles from '../parts/parts.module.css';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Table } from '../parts/table.tsx';
import { addressOf } from '../routes.ts';
import { goTo } from '../use-route.ts';
import { MemberPage } from './member-page.tsx';
import own from './members.module.css';
import { MergesCard } from './merges-card.tsx';

/** Finds a member by what a person has at hand. `part`: the member that is open. */
export function MembersPage({ part }: { readonly part: string | null }) {
  const { t } = useTranslation('console');
  const client = useHub();
  const mayMerge = useMay('merge-members');
  const [text, setText] = useState('');
  const [found, setFound] = useState<FoundMembers['members'] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function find(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (text.trim() === '') return;
    const call = { method: 'POST', path: 'find-member', body: { text: text.trim() } } as const;
    const answer = await client.call(call, foundMembersSchema);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setFound(answer.value.members);
    const [only, ...others] = answer.value.members;
    if (only !== undefined && others.length === 0) goTo('members', only.id);
  }

  if (part !== null) {
    return (
      <>
        <Anchor href={addressOf('members')}>{t('members.back')}</Anchor>
        <MemberPage key={part} id={part} />
      </>
    );
  }
  return (
    <>
      <PageHead title={t('page.members')} />
      <Card>
        <form className={own.search} onSubmit={find}>
          <TextInput
            label={t('members.find')}
            description={t('members.findHint')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            autoFocus
            data-testid="find-member"
          />
          <Button type="submit">{t('members.search')}</Button>
        </form>
      </Card>
      {problem !== null && <ProblemNote problem={problem} />}
      {found !== null && <Found members={found} />}
      {mayMerge && <MergesCard />}
    </>
  );
}

function Found({ members }: FoundMembers) {
  const { t } = useTranslation('console');
  return (
    <Card testId="found">
      {members.length === 0 ? (
        <Empty title={t('members.none')} next={t('members.noneNext')} />
      ) : (
        <Table>
          {members.map(({ id, by, firstName, phoneLast4 }) => (
            <tr key={id}>
              <td>
                <a href={addressOf('members', id)}>{firstName ?? id}</a>
                <span className={styles.small}>{id}</span>
              </td>
              <td>{t(`members.by.${by}`)}</td>
              <td>{phoneLast4 === null ? '' : `…${phoneLast4}`}</td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
