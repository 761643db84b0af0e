import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../contracts/member-view.ts';
import type { CreditResult } from '../../../contracts/pos-api.ts';
import { Dialog, type DialogControl } from '../../kit/dialog.tsx';
import { DoneButton } from '../../kit/done-button.tsx';
import { ManagerPin } from '../staff/manager-pin.tsx';
import { useSale, useTill } from '../till-context.ts';
import { useTexts } from '../use-texts.ts';
import styles from './credit-dialog.module.css';
import { type Credit, CreditForm } from './credit-form.tsx';
import { useCredit } from './use-credit.ts';

/** Points given by hand to the member of this receipt: how many, why, and a manager's PIN. */
export function CreditDialog({ opened, onClose }: DialogControl) {
  const { t } = useTranslation();
  const { member } = useSale();
  return (
    <Dialog opened={opened && member !== null} onClose={onClose} title={t('credit.title')} size={760}>
      {member !== null && <Body member={member} onClose={onClose} />}
    </Dialog>
  );
}

function Body({ member, onClose }: { readonly member: MemberView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { sale } = useTill();
  const [credit, setCredit] = useState<Credit | null>(null);
  const [asksPin, setAsksPin] = useState(false);
  const [done, setDone] = useState<CreditResult | null>(null);
  const give = useCredit(member.id);
  const named = (wallet: string, points: number): string => {
    const known = member.wallets.find(({ id }) => id === wallet);
    return `${texts.points(points, known?.scale ?? 0)} (${texts.local(known?.name) ?? wallet})`;
  };
  if (done !== null) {
    const after = done.member?.wallets.find(({ id }) => id === done.wallet);
    return (
      <div className={styles.parts} data-testid="credit-done">
        <h3>{t('credit.done', { points: named(done.wallet, done.points) })}</h3>
        {after !== undefined && <p>{t('credit.balance', { points: named(done.wallet, after.balance) })}</p>}
        <DoneButton text={t('credit.close')} onClick={onClose} />
      </div>
    );
  }
  if (credit === null || !asksPin) {
    return (
      <CreditForm
        wallets={member.wallets}
        begun={credit}
        onReady={(next) => {
          setCredit(next);
          setAsksPin(true);
        }}
      />
    );
  }
  return (
    <div className={styles.parts} data-testid="credit-pin">
      <p>
        <b>{named(credit.wallet, credit.points)}</b>
        <span>{credit.reason}</span>
      </p>
      <ManagerPin
        action={t('credit.give', { points: named(credit.wallet, credit.points) })}
        onSubmit={async (approval) => {
          const answer = await give(credit, approval);
          if (!answer.ok) return answer.error;
          if (answer.value.member !== null) {
            sale.dispatch({ type: 'member-refreshed', member: answer.value.member });
          }
          setDone(answer.value);
          return null;
        }}
      />
      <Button variant="subtle" size="lg" onClick={() => setAsksPin(false)}>
        {t('credit.back')}
      </Button>
    </div>
  );
}
