import { IconBulb, IconGift, IconMessageCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './hint-strip.module.css';
import { type Hint, hintsOf } from './hints.ts';
import { useSale } from './till-context.ts';
import { useGoodsName } from './use-goods-name.ts';
import { useTexts } from './use-texts.ts';

const MOST_SHOWN = 2;

/** What to say to the customer: "150 ₽ more and there is a discount". */
export function HintStrip() {
  const sale = useSale();
  if (sale.lines.length === 0 || sale.quoted === null) return null;
  const hints = hintsOf(sale.quoted.quote).slice(0, MOST_SHOWN);
  if (hints.length === 0) return null;
  return (
    <ul className={styles.strip} data-testid="hints">
      {hints.map((hint) => (
        <HintItem key={`${hint.kind} ${hint.promotion}`} hint={hint} />
      ))}
    </ul>
  );
}

function HintItem({ hint }: { readonly hint: Hint }) {
  const Icon = hint.kind === 'gift' ? IconGift : hint.kind === 'message' ? IconMessageCircle : IconBulb;
  return (
    <li className={styles.hint}>
      <Icon size={24} stroke={1.7} className={styles.icon} />
      <span>
        <HintText hint={hint} />
      </span>
    </li>
  );
}

function HintText({ hint }: { readonly hint: Hint }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const name = texts.promotion(hint.promotion);
  switch (hint.kind) {
    case 'amount':
      return t('hint.amount', { amount: texts.moneyShort(hint.missingMinor), name });
    case 'quantity':
      return Number.isInteger(hint.missing)
        ? t('hint.quantity', { count: hint.missing, name })
        : t('hint.weight', { quantity: texts.quantity(Math.round(hint.missing * 1000)), name });
    case 'gift':
      return <GiftText hint={hint} />;
    case 'message':
      return texts.local(hint.text);
  }
}

function GiftText({ hint }: { readonly hint: Extract<Hint, { kind: 'gift' }> }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const goods = useGoodsName(hint.sku);
  return t('hint.gift', { count: hint.units, goods, name: texts.promotion(hint.promotion) });
}
