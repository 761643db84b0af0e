import { IconCloudOff, IconFlame, IconListDetails, IconUserPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../contracts/member-view.ts';
import { classNames } from '../kit/class-names.ts';
import styles from './customer-card.module.css';
import { StampCards } from './stamp-cards.tsx';
import { freshQuote } from './state/sale-state.ts';
import { useSale, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/** Who is at the till: the member's card, or the invitation to show one. */
export function CustomerCard({
  onFind,
  onDetails,
}: {
  readonly onFind: () => void;
  readonly onDetails: () => void;
}) {
  const { member } = useSale();
  return member === null ? (
    <GuestCard onFind={onFind} />
  ) : (
    <MemberCard member={member} onDetails={onDetails} />
  );
}

function GuestCard({ onFind }: { readonly onFind: () => void }) {
  const { t } = useTranslation();
  const quote = freshQuote(useSale());
  const missed = quote?.rejected.filter((one) => one.reason === 'not-a-member').length ?? 0;
  return (
    <button type="button" className={styles.guest} onClick={onFind} data-testid="guest">
      <IconUserPlus size={34} stroke={1.4} />
      <span className={styles.guestText}>
        <strong>{t('guest.title')}</strong>
        <span>{missed > 0 ? t('guest.missed', { count: missed }) : t('guest.next')}</span>
      </span>
      <kbd className={styles.key}>F2</kbd>
    </button>
  );
}

/** Colours of the metals programs name their levels after; any other level has the product's own. */
const metals: readonly string[] = ['bronze', 'silver', 'gold', 'platinum'];

function MemberCard({ member, onDetails }: { readonly member: MemberView; readonly onDetails: () => void }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const texts = useTexts();
  const metal =
    member.tier !== null && metals.includes(member.tier.id) ? styles[member.tier.id] : styles.plain;
  const [main, ...others] = member.wallets;
  return (
    <article className={classNames(styles.card, metal)} data-testid="member">
      <header className={styles.head}>
        <div className={styles.who}>
          <span className={styles.name}>
            {member.kind === 'gift' ? t('member.gift') : (member.firstName ?? t('member.nameless'))}
          </span>
          <span className={styles.contact}>
            {member.phoneMasked?.replaceAll('*', '•') ?? member.cardMasked}
          </span>
        </div>
        {member.tier !== null && (
          <span className={styles.tier}>{texts.local(member.tier.name) ?? member.tier.id}</span>
        )}
        <button
          type="button"
          className={styles.clear}
          aria-label={t('member.details.open')}
          title={t('member.details.open')}
          onClick={onDetails}
          data-testid="member-details-open"
        >
          <IconListDetails size={22} />
        </button>
        <button
          type="button"
          className={styles.clear}
          aria-label={t('member.clear')}
          onClick={() => sale.dispatch({ type: 'member-cleared' })}
        >
          <IconX size={22} />
        </button>
      </header>
      {main !== undefined && <WalletView wallet={main} />}
      {others.map((wallet) => (
        <div key={wallet.id} className={styles.other}>
          <span>{texts.local(wallet.name)}</span>
          <b>{texts.points(wallet.balance, wallet.scale)}</b>
        </div>
      ))}
      <StampCards member={member} />
      <TierProgress member={member} />
      {member.provisional && (
        <p className={styles.provisional} data-testid="provisional">
          <IconCloudOff size={18} />
          {t('member.provisional')}
        </p>
      )}
    </article>
  );
}

function WalletView({ wallet }: { readonly wallet: MemberView['wallets'][number] }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { scale } = wallet;
  return (
    <div className={styles.wallet}>
      <span className={styles.balance} data-testid="balance">
        {texts.points(wallet.balance, scale)}
      </span>
      <span className={styles.side}>
        <span>{texts.local(wallet.name)}</span>
        {wallet.spendable < wallet.balance && (
          <span>{t('member.spendable', { points: texts.points(wallet.spendable, scale) })}</span>
        )}
        {wallet.pending > 0 && (
          <span>{t('member.pending', { points: texts.points(wallet.pending, scale) })}</span>
        )}
      </span>
      {wallet.expiringSoon > 0 && (
        <span className={styles.expiring}>
          <IconFlame size={18} />
          {t('member.expiring', { points: texts.points(wallet.expiringSoon, scale) })}
        </span>
      )}
    </div>
  );
}

function TierProgress({ member }: { readonly member: MemberView }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const sale = useSale();
  const quote = freshQuote(sale);
  const reached = quote?.tier?.reached ?? null;
  if (reached !== null) {
    return <p className={styles.next}>{t('member.tierReached', { tier: texts.tier(reached) })}</p>;
  }
  if (member.nextTier === null) return null;
  const tier = texts.local(member.nextTier.name) ?? member.nextTier.id;
  // What this receipt brings is taken off at once, so that the cashier can say "only so much is left".
  const gap = quote?.tier?.next?.gap ?? member.nextTier.missing;
  return <p className={styles.next}>{t('member.nextTier', { tier, missing: texts.moneyShort(gap) })}</p>;
}
