import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Program } from '../../../../contracts/program.ts';
import { formatMoney } from '../../../../shared/money.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { browserClock } from '../../../kit/browser-ports.ts';
import { Card } from '../../parts/card.tsx';
import styles from '../programs.module.css';
import { BuyerFields } from './buyer-fields.tsx';
import { CartFields } from './cart-fields.tsx';
import { sampleCart } from './sample-cart.ts';
import { type TriedBuyer, tryProgram } from './try-program.ts';

type PreviewProps = {
  readonly program: Program;
  /** What is in force, to compare with; null where there is nothing else. */
  readonly before: Program | null;
};

/** A small cart and a customer: what would be paid and why, by the engine of the tills itself. */
export function PreviewCard({ program, before }: PreviewProps) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const [lines, setLines] = useState(() => sampleCart(program));
  const [buyer, setBuyer] = useState<TriedBuyer>({ guest: false, tier: null, points: '100', redeem: false });
  const tried = useMemo(() => {
    const where = { at: browserClock.localNow(), store: 'preview', language };
    const now = tryProgram(program, lines, buyer, where);
    return { now, before: before === null ? null : tryProgram(before, lines, buyer, where) };
  }, [program, before, lines, buyer, language]);
  const money = (amountMinor: number): string => formatMoney(amountMinor, program.currency, language);
  const { now } = tried;
  return (
    <Card title={t('preview.title')} testId="preview">
      <CartFields lines={lines} onChange={setLines} />
      <BuyerFields program={program} buyer={buyer} onChange={setBuyer} />
      {now === null ? (
        <p className={styles.says}>{t('preview.empty')}</p>
      ) : (
        <>
          <ul className={styles.quote} data-testid="preview-lines">
            {now.words.lines.map(({ id, text }, index) => (
              <li key={id}>
                <b>{now.receipt.lines[index]?.name}</b> – {text}
              </li>
            ))}
            {[...now.words.receipt, ...now.words.hints].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <div className={styles.total}>
            <span>{t('preview.toPay')}</span>
            <span data-testid="preview-total">{money(now.quote.totals.net)}</span>
          </div>
          {tried.before !== null && (
            <Compared now={now.quote.totals.net} before={tried.before.quote.totals.net} money={money} />
          )}
          {now.words.refused.length > 0 && (
            <details>
              <summary>{t('preview.refused', { count: now.words.refused.length })}</summary>
              <ul className={styles.quote}>
                {now.words.refused.map((text) => (
                  <li key={text}>
                    <small>{text}</small>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </Card>
  );
}

type ComparedProps = {
  readonly now: number;
  readonly before: number;
  readonly money: (amountMinor: number) => string;
};

/** The same cart under what is in force. */
function Compared({ now, before, money }: ComparedProps) {
  const { t } = useTranslation('console');
  const difference = now - before;
  const words =
    difference === 0
      ? t('preview.same')
      : t(difference < 0 ? 'preview.cheaper' : 'preview.dearer', { by: money(Math.abs(difference)) });
  return (
    <p className={styles.says} data-testid="preview-compared">
      {t('preview.before', { sum: money(before) })} {words}
    </p>
  );
}
