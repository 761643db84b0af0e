import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { erasureSchema, type ManagedMember, managedMemberSchema } from '../../../contracts/manage.ts';
import { useConsole, useMay } from '../console-context.ts';
import { Answer } from '../parts/answer.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import styles from '../parts/parts.module.css';
import { Table } from '../parts/table.tsx';
import { useAsked } from '../use-asked.ts';
import { goTo } from '../use-route.ts';
import { useWords } from '../use-words.ts';
import own from './members.module.css';

/** One member: who it is, the points with their ends, and the way to be forgotten. */
export function MemberPage({ id }: { readonly id: string }) {
  const { t } = useTranslation('console');
  const asked = useAsked(`members/${encodeURIComponent(id)}`, managedMemberSchema);
  const mayErase = useMay('erase-members');
  return (
    <Answer asked={asked}>
      {(member) => (
        <>
          <PageHead title={member.record.firstName ?? t('members.unnamed', { id })}>
            {mayErase && <EraseButton id={member.record.id} />}
          </PageHead>
          <Facts member={member} />
          <Balances member={member} />
          <Lots member={member} />
        </>
      )}
    </Answer>
  );
}

function Facts({ member }: { readonly member: ManagedMember }) {
  const { t } = useTranslation('console');
  const { record, operations } = member;
  const { money } = useWords();
  const facts = [
    ['id', record.id],
    ['phone', record.phoneLast4 === null ? null : `…${record.phoneLast4}`],
    ['cards', record.cards.length === 0 ? null : record.cards.join(', ')],
    ['tier', record.tier],
    ['spend', money(record.spendMinor)],
    ['purchases', String(record.purchases)],
    ['joined', record.joinedAt],
    ['operations', String(operations)],
  ] as const;
  return (
    <Card testId="member-facts">
      <p>
        <Badge
          tone={record.state === 'active' ? 'good' : 'bad'}
          text={t(record.state === 'active' ? 'members.active' : 'members.blocked')}
        />
      </p>
      <dl className={own.facts}>
        {facts.map(
          ([name, value]) =>
            value !== null && <FactRow key={name} name={t(`members.fact.${name}`)} value={value} />,
        )}
      </dl>
    </Card>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Balances({ member }: { readonly member: ManagedMember }) {
  const { t } = useTranslation('console');
  const { points } = useWords();
  const wallets = Object.entries(member.wallets);
  return (
    <Card title={t('members.balance')} testId="balance">
      {wallets.length === 0 ? (
        <Empty title={t('members.noPoints')} next={t('members.noPointsNext')} />
      ) : (
        wallets.map(([wallet, { balance, spendable, pending, expiringSoon }]) => (
          <div key={wallet}>
            <p className={own.balance}>{points(wallet, balance)}</p>
            <p className={styles.soft}>
              {t('members.spendable', { points: points(wallet, spendable) })}
              {pending > 0 && ` ${t('members.pending', { points: points(wallet, pending) })}`}
              {expiringSoon > 0 && ` ${t('members.expiring', { points: points(wallet, expiringSoon) })}`}
            </p>
          </div>
        ))
      )}
    </Card>
  );
}

function Lots({ member }: { readonly member: ManagedMember }) {
  const { t } = useTranslation('console');
  const { points, day } = useWords();
  const lots = member.lots.toSorted((a, b) => (a.earnedAt < b.earnedAt ? 1 : -1));
  if (lots.length === 0) return null;
  return (
    <Card title={t('members.lots')} testId="lots">
      <Table
        columns={(['earned', 'points', 'left', 'ends'] as const).map((name) => t(`members.lot.${name}`))}
      >
        {lots.map((lot) => (
          <tr key={lot.id}>
            <td>{day(lot.earnedAt)}</td>
            <td>{points(lot.wallet, lot.points)}</td>
            <td>{points(lot.wallet, lot.remaining)}</td>
            <td>{lot.expiresAt === null ? t('members.never') : day(lot.expiresAt)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

function EraseButton({ id }: { readonly id: string }) {
  const { t } = useTranslation('console');
  const { client } = useConsole();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="light" color="red" onClick={() => setAsking(true)} data-testid="erase">
        {t('erase.open')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('erase.title')}
          action={t('erase.confirm')}
          danger
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const path = `members/${encodeURIComponent(id)}`;
            const answer = await client.call({ method: 'DELETE', path }, erasureSchema);
            if (!answer.ok) return answer.error;
            goTo('members');
            return null;
          }}
        >
          <p>{t('erase.says')}</p>
          <p>{t('erase.tills')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
