import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { Dialog, type DialogControl } from '../../kit/dialog.tsx';
import { DoneButton } from '../../kit/done-button.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { momentText } from '../clock-text.ts';
import { ManagerPin } from '../staff/manager-pin.tsx';
import { useTexts } from '../use-texts.ts';
import styles from './return-dialog.module.css';
import { ReturnLines } from './return-lines.tsx';
import { ReturnPolicies } from './return-policies.tsx';
import { type Return, useReturn } from './use-return.ts';

/** Goods come back: the purchase by its number, how much of each line, and what the customer gets. */
export function ReturnDialog({ opened, onClose }: DialogControl) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('return.title')} size={720}>
      <Body onClose={onClose} />
    </Dialog>
  );
}

function Body({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const texts = useTexts();
  const goods = useReturn();
  if (goods.done !== null) {
    return (
      <div className={styles.parts} data-testid="return-done">
        <h3>{t('return.done')}</h3>
        <p>{t('return.pay', { amount: texts.money(goods.done.refundMinor) })}</p>
        <DoneButton text={t('return.close')} onClick={onClose} />
      </div>
    );
  }
  if (goods.pinWanted) return <AskPin goods={goods} />;
  return (
    <div className={styles.parts} data-testid="return">
      <Find goods={goods} />
      {goods.problem !== null && (
        <p role="alert" className={styles.problem}>
          {problemText(goods.problem, language, t)}
        </p>
      )}
      {goods.found !== null && (
        <>
          <p className={styles.quiet}>
            {t('return.bought', {
              number: goods.found.purchaseId,
              time: momentText(goods.found.at, language, t),
            })}
          </p>
          <ReturnLines goods={goods} />
          {goods.preview === null ? (
            <p className={styles.quiet}>{t('return.choose')}</p>
          ) : (
            <ReturnPolicies goods={goods} preview={goods.preview} />
          )}
        </>
      )}
    </div>
  );
}

/** Goods of much value: the manager types the PIN, and the return is booked with it. */
function AskPin({ goods }: { readonly goods: Return }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const chosen = goods.preview?.policies.find(({ policy }) => policy === goods.policy);
  const refundMinor = chosen?.refundMinor ?? goods.preview?.refundMinor ?? 0;
  return (
    <div className={styles.parts} data-testid="return-pin">
      <p>{t('return.needsPin')}</p>
      <ManagerPin
        action={t('return.take', { amount: texts.money(refundMinor) })}
        onSubmit={(approval) => goods.takeWithPin(approval)}
      />
      <Button variant="subtle" size="lg" onClick={goods.leavePin}>
        {t('return.back')}
      </Button>
    </div>
  );
}

function Find({ goods }: { readonly goods: Return }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState(goods.found?.purchaseId ?? '');
  return (
    <form
      className={styles.find}
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim() !== '') void goods.find(number.trim());
      }}
    >
      <TextInput
        size="lg"
        className={styles.number}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        label={t('return.number')}
        description={t('return.numberHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        data-autofocus
      />
      <Button type="submit" size="lg" disabled={number.trim() === '' || goods.busy}>
        {t('return.find')}
      </Button>
    </form>
  );
}
