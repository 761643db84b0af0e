import { Loader } from '@mantine/core';
import { IconArrowLeft, IconCash, IconCheck, IconCreditCard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../kit/class-names.ts';
import { Keypad } from '../../kit/keypad.tsx';
import { PaperView } from '../../kit/paper-view.tsx';
import { NoticeBar } from '../notice-bar.tsx';
import type { Tender } from '../state/sale-state.ts';
import { useTexts } from '../use-texts.ts';
import { cashSuggestions } from './cash-suggestions.ts';
import styles from './pay-screen.module.css';
import { usePayKeys } from './use-pay-keys.ts';
import { type Payment, usePayment } from './use-payment.ts';
import { useSlip } from './use-slip.ts';

/** How the receipt is paid, beside the slip as it will print. */
export function PayScreen() {
  const { t } = useTranslation();
  const texts = useTexts();
  const slip = useSlip();
  const payment = usePayment();
  usePayKeys(payment);
  return (
    <div className={styles.screen} data-testid="pay-screen">
      <section className={styles.slip} aria-label={t('pay.slip')}>
        <span className={styles.caption}>{t('pay.slip')}</span>
        <div className={styles.paper}>{slip === null ? <Loader /> : <PaperView paper={slip} />}</div>
      </section>
      <section className={styles.form}>
        <NoticeBar onCustomer={payment.back} />
        <div className={styles.due}>
          <span>{t('pay.due')}</span>
          <b data-testid="due">{texts.money(payment.netMinor)}</b>
        </div>
        <div className={styles.tenders} role="radiogroup" aria-label={t('pay.how')}>
          <TenderButton type="cash" chosen={payment.type} onChoose={payment.choose} />
          <TenderButton type="card" chosen={payment.type} onChoose={payment.choose} />
        </div>
        {payment.type === 'cash' ? (
          <CashForm payment={payment} />
        ) : (
          <p className={styles.terminal}>{t('pay.terminal')}</p>
        )}
        <Bottom payment={payment} />
      </section>
    </div>
  );
}

function CashForm({ payment }: { readonly payment: Payment }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { given, netMinor } = payment;
  return (
    <div className={styles.cash}>
      <div className={styles.given}>
        <span>{t('pay.given')}</span>
        <b className={given === '' ? styles.placeholder : undefined} data-testid="given">
          {given === '' ? texts.money(netMinor) : given}
        </b>
      </div>
      <div className={styles.quick}>
        {cashSuggestions(netMinor).map((sum) => (
          <button key={sum} type="button" onClick={() => payment.give(sum)}>
            {texts.moneyShort(sum)}
          </button>
        ))}
      </div>
      <Keypad extra="," onKey={payment.press} onErase={payment.erase} />
    </div>
  );
}

function Bottom({ payment }: { readonly payment: Payment }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { type, confirming, enough, tooMuch, ready, changeMinor } = payment;
  return (
    <div className={styles.bottom}>
      {type === 'cash' && (
        <div className={classNames(styles.change, !enough && styles.short)}>
          <span>{t(tooMuch ? 'pay.tooMuch' : enough ? 'pay.change' : 'pay.short')}</span>
          <b data-testid="change">{texts.money(Math.abs(changeMinor))}</b>
        </div>
      )}
      <div className={styles.buttons}>
        <button type="button" className={styles.back} onClick={payment.back} disabled={confirming}>
          <IconArrowLeft size={24} /> {t('pay.back')}
        </button>
        <button
          type="button"
          className={styles.confirm}
          onClick={payment.pay}
          disabled={!ready}
          data-testid="confirm"
        >
          {confirming ? <Loader size="sm" color="currentColor" /> : <IconCheck size={28} />}
          {t(confirming ? 'pay.confirming' : type === 'cash' ? 'pay.confirmCash' : 'pay.confirmCard')}
          {!confirming && <kbd className={styles.key}>F8</kbd>}
        </button>
      </div>
    </div>
  );
}

type TenderButtonProps = {
  readonly type: Tender['type'];
  readonly chosen: Tender['type'];
  readonly onChoose: (type: Tender['type']) => void;
};

function TenderButton({ type, chosen, onChoose }: TenderButtonProps) {
  const { t } = useTranslation();
  const Icon = type === 'cash' ? IconCash : IconCreditCard;
  return (
    <label className={classNames(styles.tender, type === chosen && styles.chosen)}>
      <input type="radio" name="tender" checked={type === chosen} onChange={() => onChoose(type)} />
      <Icon size={30} stroke={1.5} />
      {t(type === 'cash' ? 'pay.cash' : 'pay.card')}
    </label>
  );
}
