import { Button } from '@mantine/core';
import { IconCoins, IconTicket } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetails } from '../../contracts/member-details.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { localOf } from '../kit/local-instant.ts';
import { dayText } from './clock-text.ts';
import styles from './member-dialog.module.css';
import { useManagers } from './staff/use-staff.ts';
import { useSale, useSession, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/** Everything the till knows of the member: points by their dates, tier, offers, coupons. */
export function MemberDialog({
  opened,
  onClose,
  onCredit,
}: DialogControl & { readonly onCredit: () => void }) {
  const { t } = useTranslation();
  const { member } = useSale();
  return (
    <Dialog
      opened={opened && member !== null}
      onClose={onClose}
      title={member?.kind === 'gift' ? t('member.gift') : (member?.firstName ?? t('member.details.title'))}
      size={620}
    >
      {member !== null && (
        <>
          <Loaded id={member.id} onClose={onClose} />
          <CreditButton onCredit={onCredit} />
        </>
      )}
    </Dialog>
  );
}

/** Only where a manager could allow it. */
function CreditButton({ onCredit }: { readonly onCredit: () => void }) {
  const { t } = useTranslation();
  const managers = useManagers();
  if (managers === null || managers.length === 0) return null;
  return (
    <Button
      variant="light"
      size="lg"
      mt={16}
      leftSection={<IconCoins size={22} />}
      onClick={onCredit}
      data-testid="credit-open"
    >
      {t('credit.open')}
    </Button>
  );
}

function Loaded({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useTill();
  const { link } = useSession();
  const [details, setDetails] = useState<MemberDetails | null>(null);
  useEffect(() => {
    if (link !== 'open') return;
    let wanted = true;
    void client.call('member.details', { id }).then((answer) => {
      if (wanted && answer.ok) setDetails(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [client, link, id]);
  if (details === null) return <p className={styles.quiet}>{t('member.details.loading')}</p>;
  return (
    <div className={styles.parts} data-testid="member-details">
      <Coupons details={details} onClose={onClose} />
      <Offers details={details} />
      <Lots details={details} />
      <Tier details={details} />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** `2026-12-05` as `5 декабря 2026` or `December 5, 2026`. */
function useDay(): (date: string) => string {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (date) => dayText(date, language, t);
}

function Coupons({ details, onClose }: { readonly details: MemberDetails; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const { coupons: given, phase } = useSale();
  const texts = useTexts();
  const day = useDay();
  if (details.coupons.length === 0) return null;
  return (
    <Part title={t('member.details.coupons')}>
      {details.coupons.map(({ code, name, validUntil }) => (
        <div key={code} className={styles.row} data-testid="held-coupon">
          <IconTicket size={22} stroke={1.6} />
          <span className={styles.what}>
            <b>{texts.local(name) ?? code}</b>
            <span>
              {code}
              {validUntil !== null && ` · ${t('member.details.couponUntil', { date: day(validUntil) })}`}
            </span>
          </span>
          <Button
            variant="light"
            disabled={phase !== 'selling' || given.includes(code)}
            onClick={() => {
              sale.dispatch({ type: 'coupon-added', code });
              onClose();
            }}
          >
            {t('member.details.use')}
          </Button>
        </div>
      ))}
    </Part>
  );
}

function Offers({ details }: { readonly details: MemberDetails }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const day = useDay();
  return (
    <Part title={t('member.details.offers')}>
      {details.offers.length === 0 && <p className={styles.quiet}>{t('member.details.noOffers')}</p>}
      {details.offers.map(({ id, name, until }) => (
        <div key={id} className={styles.row}>
          <span className={styles.what}>
            <b>{texts.local(name) ?? id}</b>
          </span>
          {until !== null && (
            <span className={styles.quiet}>{t('member.details.offerUntil', { date: day(until) })}</span>
          )}
        </div>
      ))}
    </Part>
  );
}

function Lots({ details }: { readonly details: MemberDetails }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const day = useDay();
  const when = ({ state, activeAt, expiresAt }: MemberDetails['lots'][number]): string => {
    if (state === 'debt') return t('member.details.debt');
    const end =
      expiresAt === null
        ? t('member.details.never')
        : t('member.details.expire', { date: day(localOf(expiresAt)) });
    return state === 'active'
      ? end
      : `${t('member.details.pending', { date: day(localOf(activeAt)) })}, ${end}`;
  };
  return (
    <Part title={t('member.details.lots')}>
      {details.lots.length === 0 && <p className={styles.quiet}>{t('member.details.noPoints')}</p>}
      {details.lots.map((lot, place) => {
        const wallet = details.wallets.find((one) => one.id === lot.wallet);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lots have no names here and are drawn anew as a whole
          <div key={place} className={styles.row}>
            <span className={styles.points}>{texts.points(lot.points, wallet?.scale ?? 0)}</span>
            <span className={styles.what}>{texts.local(wallet?.name) ?? lot.wallet}</span>
            <span className={styles.quiet}>{when(lot)}</span>
          </div>
        );
      })}
    </Part>
  );
}

function Tier({ details }: { readonly details: MemberDetails }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { tierProgress, tier, nextTier } = details;
  if (tierProgress === null) return null;
  const { by, reached, windowDays } = tierProgress;
  const counted = (count: number): string => (by === 'spend' ? texts.moneyShort(count) : String(count));
  return (
    <Part title={by === 'spend' ? t('member.details.tier') : t('member.details.purchases')}>
      <div className={styles.row}>
        <span className={styles.what}>
          <b>{tier === null ? '' : (texts.local(tier.name) ?? tier.id)}</b>
          {nextTier !== null && (
            <span>
              {t('member.nextTier', {
                tier: texts.local(nextTier.name) ?? nextTier.id,
                missing: counted(nextTier.missing),
              })}
            </span>
          )}
        </span>
        <span className={styles.points}>{counted(reached)}</span>
        {windowDays !== null && (
          <span className={styles.quiet}>{t('member.details.tierWindow', { days: windowDays })}</span>
        )}
      </div>
    </Part>
  );
}
