import { Loader } from '@mantine/core';
import { IconLockOpen, IconRefresh, IconSparkles, IconUserOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote } from '../../contracts/quote.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { classNames } from '../kit/class-names.ts';
import { problemText } from '../kit/problem-text.ts';
import { earnedPoints } from './earned-points.ts';
import { ApproveDialog } from './staff/approve-dialog.tsx';
import { freshQuote, wantsQuote } from './state/sale-state.ts';
import { useSale, useTill } from './till-context.ts';
import styles from './totals-panel.module.css';
import { useTexts } from './use-texts.ts';

/** The sum of the receipt and the way to pay it. */
export function TotalsPanel() {
  const { t } = useTranslation();
  const { sale } = useTill();
  const state = useSale();
  const texts = useTexts();
  const quote = state.lines.length === 0 ? null : (state.quoted?.quote ?? null);
  const fresh = freshQuote(state) !== null && state.lines.length > 0;
  return (
    <section className={styles.panel} data-testid="totals">
      {quote === null ? <Steps /> : <Rows quote={quote} />}
      <QuoteProblem />
      <button
        type="button"
        className={styles.pay}
        disabled={!fresh}
        onClick={() => sale.dispatch({ type: 'pay-asked' })}
        data-testid="pay"
      >
        <span className={styles.payText}>
          {t('totals.pay')}
          <kbd className={styles.key}>F8</kbd>
        </span>
        <span className={classNames(styles.net, !fresh && quote !== null && styles.stale)} data-testid="net">
          {wantsQuote(state) && quote === null ? (
            <Loader size="sm" color="currentColor" />
          ) : (
            texts.money(quote?.totals.net ?? 0)
          )}
        </span>
      </button>
      {(state.lines.length > 0 || state.member !== null) && (
        <div className={styles.leaving}>
          {fresh && <ParkButton />}
          <LeaveButton />
        </div>
      )}
    </section>
  );
}

/** For someone at the till for the first time; gone with the first goods. */
function Steps() {
  const { t } = useTranslation();
  const { lines } = useSale();
  if (lines.length > 0) return <div className={styles.space} />;
  return (
    <div className={styles.steps}>
      <h3>{t('help.how')}</h3>
      <ol>
        <li>{t('help.step1')}</li>
        <li>{t('help.step2')}</li>
        <li>{t('help.step3')}</li>
      </ol>
    </div>
  );
}

function Rows({ quote }: { readonly quote: Quote }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { totals } = quote;
  const { member } = useSale();
  const earned = earnedPoints(totals.earned, member, texts);
  return (
    <dl className={styles.rows}>
      {totals.gross !== totals.net && (
        <div>
          <dt>{t('totals.gross')}</dt>
          <dd>{texts.money(totals.gross)}</dd>
        </div>
      )}
      {totals.discount > 0 && (
        <div className={styles.saved}>
          <dt>{t('totals.discount')}</dt>
          <dd data-testid="discount">{texts.money(-totals.discount)}</dd>
        </div>
      )}
      {totals.paidWithPoints > 0 && (
        <div className={styles.points}>
          <dt>{t('totals.points')}</dt>
          <dd>{texts.money(-totals.paidWithPoints)}</dd>
        </div>
      )}
      {earned.map((one) => (
        <div key={one.wallet} className={styles.earned}>
          <dt>
            <IconSparkles size={18} /> {t('totals.earned', { name: one.name })}
          </dt>
          <dd data-testid="earned">{one.text}</dd>
        </div>
      ))}
    </dl>
  );
}

function QuoteProblem() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { sale } = useTill();
  const { quoteProblem, revision } = useSale();
  const [approving, setApproving] = useState(false);
  if (quoteProblem === null || quoteProblem.revision !== revision) return null;
  const { code } = quoteProblem.problem;
  const needsManager = code === 'manager-pin-needed';
  return (
    <div className={styles.problem} role="alert" data-testid="quote-problem">
      <span>{problemText(quoteProblem.problem, language, t)}</span>
      {needsManager && (
        <>
          <button type="button" className={styles.again} onClick={() => setApproving(true)}>
            <IconLockOpen size={20} /> {t('staff.enterPin')}
          </button>
          <ApproveDialog opened={approving} onClose={() => setApproving(false)} />
        </>
      )}
      {(needsManager || code === 'own-card') && (
        <button
          type="button"
          className={styles.again}
          onClick={() => sale.dispatch({ type: 'member-cleared' })}
        >
          <IconUserOff size={20} /> {t('staff.withoutCard')}
        </button>
      )}
      <button type="button" className={styles.again} onClick={() => sale.dispatch({ type: 'quote-wanted' })}>
        <IconRefresh size={20} /> {t('totals.again')}
      </button>
    </div>
  );
}

/** Puts the cart aside for a customer who has to fetch something; it waits in the list of open receipts. */
function ParkButton() {
  const { t } = useTranslation();
  const { driver } = useTill();
  return (
    <button type="button" className={styles.leave} onClick={() => driver.park()} data-testid="park">
      {t('totals.park')}
    </button>
  );
}

/** How long the second tap of "cancel" counts. */
const SURE_MS = 4000;

/** Cancels the sale at the second tap: the first one may have been a sleeve. */
function LeaveButton() {
  const { t } = useTranslation();
  const { driver } = useTill();
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <button
      type="button"
      className={classNames(styles.leave, asked && styles.sure)}
      onClick={() => (asked ? driver.leave() : setAsked(true))}
    >
      {t(asked ? 'totals.leaveSure' : 'totals.leave')}
    </button>
  );
}
