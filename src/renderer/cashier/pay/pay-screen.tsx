import { Loader } from '@mantine/core';
import { IconArrowLeft, IconCash, IconCheck, IconCreditCard } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../kit/class-names.ts';
import { Keypad } from '../../kit/keypad.tsx';
import { formatScaled, parseScaled } from '../../kit/money.ts';
import { PaperView } from '../../kit/paper-view.tsx';
import { NoticeBar } from '../notice-bar.tsx';
import { freshQuote, type Tender } from '../state/sale-state.ts';
import { useSale, useTill } from '../till-context.ts';
import { useTexts } from '../use-texts.ts';
import { cashSuggestions } from './cash-suggestions.ts';
import styles from './pay-screen.module.css';
import { useSlip } from './use-slip.ts';

/** How the receipt is paid, beside the slip as it will print. */
export function PayScreen() {
  const { t } = useTranslation();
  const { sale, driver } = useTill();
  const state = useSale();
  const texts = useTexts();
  const slip = useSlip();
  const [type, setType] = useState<Tender['type']>('cash');
  const [given, setGiven] = useState('');
  const netMinor = state.quoted?.quote.totals.net ?? 0;
  const confirming = state.phase === 'confirming';
  // Nothing typed means the exact sum: one key less for most receipts.
  const givenMinor = type === 'card' || given === '' ? netMinor : parseScaled(given, 2);
  const enough = givenMinor !== null && givenMinor >= netMinor;
  const ready = !confirming && enough && freshQuote(state) !== null;

  const back = (): void => sale.dispatch({ type: 'pay-left' });
  const pay = (): void => {
    if (ready && givenMinor !== null) driver.confirm({ type, givenMinor });
  };
  const type1 = (key: string): void => setGiven((now) => (now + key).slice(0, 12));
  const erase = (): void => setGiven((now) => now.slice(0, -1));

  usePayKeys({
    pay,
    back: () => (confirming ? undefined : back()),
    other: () => setType((now) => (now === 'cash' ? 'card' : 'cash')),
    type: type === 'cash' && !confirming ? type1 : () => undefined,
    erase,
  });

  return (
    <div className={styles.screen} data-testid="pay-screen">
      <section className={styles.slip} aria-label={t('pay.slip')}>
        <span className={styles.caption}>{t('pay.slip')}</span>
        <div className={styles.paper}>{slip === null ? <Loader /> : <PaperView paper={slip} />}</div>
      </section>
      <section className={styles.form}>
        <NoticeBar onCustomer={back} />
        <div className={styles.due}>
          <span>{t('pay.due')}</span>
          <b data-testid="due">{texts.money(netMinor)}</b>
        </div>
        <div className={styles.tenders} role="radiogroup" aria-label={t('pay.how')}>
          <TenderButton type="cash" chosen={type} onChoose={setType} />
          <TenderButton type="card" chosen={type} onChoose={setType} />
        </div>
        {type === 'cash' ? (
          <div className={styles.cash}>
            <div className={styles.given}>
              <span>{t('pay.given')}</span>
              <b className={given === '' ? styles.placeholder : undefined} data-testid="given">
                {given === '' ? texts.money(netMinor) : given}
              </b>
            </div>
            <div className={styles.quick}>
              {cashSuggestions(netMinor).map((sum) => (
                <button
                  key={sum}
                  type="button"
                  onClick={() => setGiven(formatScaled(sum, 2, 'ru').replace(/\s/g, ''))}
                >
                  {texts.moneyShort(sum)}
                </button>
              ))}
            </div>
            <Keypad extra="," onKey={type1} onErase={erase} />
          </div>
        ) : (
          <p className={styles.terminal}>{t('pay.terminal')}</p>
        )}
        <div className={styles.bottom}>
          {type === 'cash' && (
            <div className={classNames(styles.change, !enough && styles.short)}>
              <span>{t(enough ? 'pay.change' : 'pay.short')}</span>
              <b data-testid="change">{texts.money(Math.abs((givenMinor ?? 0) - netMinor))}</b>
            </div>
          )}
          <div className={styles.buttons}>
            <button type="button" className={styles.back} onClick={back} disabled={confirming}>
              <IconArrowLeft size={24} /> {t('pay.back')}
            </button>
            <button
              type="button"
              className={styles.confirm}
              onClick={pay}
              disabled={!ready}
              data-testid="confirm"
            >
              {confirming ? <Loader size="sm" color="currentColor" /> : <IconCheck size={28} />}
              {t(confirming ? 'pay.confirming' : type === 'cash' ? 'pay.confirmCash' : 'pay.confirmCard')}
              {!confirming && <kbd className={styles.key}>F8</kbd>}
            </button>
          </div>
        </div>
      </section>
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

type PayKeys = {
  readonly pay: () => void;
  readonly back: () => void;
  readonly other: () => void;
  readonly type: (key: string) => void;
  readonly erase: () => void;
};

/** The payment by keyboard: digits type the cash, arrows change the tender, F8 or Enter pays. */
function usePayKeys(keys: PayKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const onButton = event.target instanceof HTMLButtonElement;
    if (event.key === 'F8' || (event.key === 'Enter' && !onButton)) keys.pay();
    else if (event.key === 'Escape') keys.back();
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') keys.other();
    else if (event.key === 'Backspace') keys.erase();
    else if (/^[0-9.,]$/.test(event.key)) keys.type(event.key);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
