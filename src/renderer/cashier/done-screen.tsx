import { IconArrowRight, IconCheck, IconTrendingUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { defined } from '../../shared/assert.ts';
import { PaperView } from '../kit/paper-view.tsx';
import styles from './done-screen.module.css';
import { earnedPoints } from './earned-points.ts';
import { NoticeBar } from './notice-bar.tsx';
import { SlipFateLine } from './slip-fate-line.tsx';
import { useSale, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/** Paid: the change, what the customer got, the slip. The next scan begins the next sale. */
export function DoneScreen() {
  const { t } = useTranslation();
  const { driver } = useTill();
  const texts = useTexts();
  const sale = useSale();
  const { confirmed, tender } = defined(sale.result, 'a sale that is done has its result');
  const { totals, tier } = confirmed.quote;
  const member = confirmed.member ?? sale.member;
  const change = tender.givenMinor - totals.net;
  const [wallet] = confirmed.member?.wallets ?? [];
  return (
    <div className={styles.screen} data-testid="done">
      <section className={styles.result}>
        <NoticeBar onCustomer={() => driver.leave()} />
        <span className={styles.check}>
          <IconCheck size={56} stroke={2.4} />
        </span>
        <h1>{t('done.title', { amount: texts.money(totals.net) })}</h1>
        {change > 0 && (
          <div className={styles.change}>
            <span>{t('done.change')}</span>
            <b data-testid="done-change">{texts.money(change)}</b>
          </div>
        )}
        <div className={styles.facts}>
          {earnedPoints(totals.earned, member, texts).map((one) => (
            <div key={one.wallet} className={styles.earned} data-testid="done-earned">
              <b>{one.text}</b>
              <span>{t('done.earned', { name: one.name })}</span>
            </div>
          ))}
          {totals.discount + totals.paidWithPoints > 0 && (
            <div className={styles.saved}>
              <b>{texts.money(totals.discount + totals.paidWithPoints)}</b>
              <span>{t('done.saved')}</span>
            </div>
          )}
          {wallet !== undefined && (
            <div className={styles.balance}>
              <b>{texts.points(wallet.balance, wallet.scale)}</b>
              <span>{t('done.balance')}</span>
            </div>
          )}
        </div>
        {tier !== null && tier.reached !== null && (
          <p className={styles.tier}>
            <IconTrendingUp size={26} /> {t('done.tier', { tier: texts.tier(tier.reached) })}
          </p>
        )}
        <SlipFateLine purchaseId={confirmed.purchaseId} operationId={confirmed.operationId} />
        <button type="button" className={styles.next} onClick={() => driver.leave()} data-testid="next">
          {t('done.next')} <IconArrowRight size={26} />
          <kbd className={styles.key}>Enter</kbd>
        </button>
        <p className={styles.hint}>{t('done.hint')}</p>
      </section>
      <section className={styles.slip} aria-label={t('done.slip')}>
        <div className={styles.paper}>
          <PaperView paper={confirmed.paper} />
        </div>
      </section>
    </div>
  );
}
