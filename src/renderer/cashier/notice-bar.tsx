import { CloseButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCreditCardOff,
  IconHourglass,
  IconLock,
  IconRestore,
  IconTicket,
  IconTicketOff,
  IconTrash,
  IconUserQuestion,
  IconUsers,
  IconZoomQuestion,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { classNames } from '../kit/class-names.ts';
import { problemText } from '../kit/problem-text.ts';
import styles from './notice-bar.module.css';
import type { Notice } from './state/sale-state.ts';
import { useSale, useSession, useTill } from './till-context.ts';

type Tone = 'calm' | 'warn' | 'bad';

/** What just went otherwise than wanted: one sentence what, one sentence what to do, and the button for it. */
export function NoticeBar({ onCustomer }: { readonly onCustomer: () => void }) {
  const { t } = useTranslation();
  const { notice } = useSale();
  const { sale } = useTill();
  if (notice === null) return null;
  return (
    <Shown
      key={notice.kind}
      notice={notice}
      onCustomer={onCustomer}
      onClose={() => sale.dispatch({ type: 'notice-closed' })}
      closeLabel={t('notice.close')}
    />
  );
}

type ShownProps = {
  readonly notice: Notice;
  readonly onCustomer: () => void;
  readonly onClose: () => void;
  readonly closeLabel: string;
};

function Shown({ notice, onCustomer, onClose, closeLabel }: ShownProps) {
  const view = { ...looks[notice.kind], ...useWords(notice) };
  return (
    <div
      className={classNames(styles.bar, styles[view.tone])}
      role={view.tone === 'calm' ? 'status' : 'alert'}
      data-testid="notice"
      data-kind={notice.kind}
    >
      <span className={styles.icon}>{view.icon}</span>
      <div className={styles.text}>
        <strong>{view.title}</strong>
        {view.next !== null && <span>{view.next}</span>}
      </div>
      <div className={styles.actions}>
        <Actions notice={notice} onCustomer={onCustomer} />
      </div>
      <CloseButton
        size={44}
        iconSize={22}
        variant="transparent"
        c="inherit"
        aria-label={closeLabel}
        onClick={onClose}
      />
    </div>
  );
}

const ICON = 28;

/** Tone and picture of each kind; the words depend on what the notice holds. */
const looks: { readonly [Kind in Notice['kind']]: { readonly tone: Tone; readonly icon: ReactNode } } = {
  'unknown-identifier': { tone: 'warn', icon: <IconUserQuestion size={ICON} /> },
  'unknown-goods': { tone: 'warn', icon: <IconZoomQuestion size={ICON} /> },
  'bank-card': { tone: 'bad', icon: <IconCreditCardOff size={ICON} /> },
  'coupon-refused': { tone: 'warn', icon: <IconTicketOff size={ICON} /> },
  blocked: { tone: 'bad', icon: <IconLock size={ICON} /> },
  ambiguous: { tone: 'calm', icon: <IconUsers size={ICON} /> },
  removed: { tone: 'calm', icon: <IconTrash size={ICON} /> },
  restored: { tone: 'calm', icon: <IconRestore size={ICON} /> },
  busy: { tone: 'warn', icon: <IconHourglass size={ICON} /> },
  problem: { tone: 'bad', icon: <IconAlertTriangle size={ICON} /> },
};

/** What happened, and what to do next; null where the action says it. */
function useWords(notice: Notice): { readonly title: string; readonly next: string | null } {
  const { t } = useTranslation();
  const { language } = useLanguage();
  switch (notice.kind) {
    case 'unknown-identifier': {
      const { identifier } = notice;
      return { title: t('notice.unknownCard.title', { identifier }), next: t('notice.unknownCard.next') };
    }
    case 'unknown-goods': {
      const { code } = notice;
      return { title: t('notice.unknownGoods.title', { code }), next: t('notice.unknownGoods.next') };
    }
    case 'bank-card':
      return { title: t('notice.bankCard.title'), next: t('notice.bankCard.next') };
    case 'coupon-refused':
      return {
        title: t(`coupon.refused.${notice.state}.title`),
        next: t(`coupon.refused.${notice.state}.next`),
      };
    case 'blocked': {
      const name = notice.firstName;
      const title = name === null ? t('notice.blocked.title') : t('notice.blocked.titleNamed', { name });
      return { title, next: t('notice.blocked.next') };
    }
    case 'ambiguous':
      return { title: t('notice.ambiguous.title'), next: t('notice.ambiguous.next') };
    case 'removed':
      return { title: t('notice.removed.title', { name: notice.line.goods.name }), next: null };
    case 'restored':
      return { title: t('notice.restored.title'), next: t('notice.restored.next') };
    case 'busy':
      return { title: t('notice.busy.title'), next: t('notice.busy.next') };
    case 'problem':
      return { title: problemText(notice.problem, language, t), next: null };
  }
}

/** The buttons that do what the notice proposes. */
function Actions({ notice, onCustomer }: { readonly notice: Notice; readonly onCustomer: () => void }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const { names } = useSession();
  if (
    notice.kind === 'unknown-identifier' ||
    notice.kind === 'unknown-goods' ||
    notice.kind === 'bank-card'
  ) {
    return (
      <>
        {notice.kind !== 'unknown-goods' && (
          <button type="button" className={styles.action} onClick={onCustomer}>
            {t('notice.askPhone')}
          </button>
        )}
        {notice.kind !== 'bank-card' && names?.coupons === true && (
          <CouponAction code={notice.kind === 'unknown-goods' ? notice.code : notice.identifier} />
        )}
      </>
    );
  }
  if (notice.kind === 'removed') {
    return (
      <button
        type="button"
        className={styles.action}
        onClick={() => sale.dispatch({ type: 'removal-undone' })}
      >
        <IconArrowBackUp size={20} /> {t('notice.removed.undo')}
      </button>
    );
  }
  if (notice.kind !== 'ambiguous') return null;
  return notice.members.map((member) => (
    <button
      key={member.id}
      type="button"
      className={styles.action}
      onClick={() => sale.dispatch({ type: 'member-chosen', member })}
    >
      {[member.firstName, member.phoneMasked ?? member.cardMasked].filter((part) => part !== null).join(', ')}
    </button>
  ));
}

/** A code that is neither a card nor goods may be a coupon: the cashier has it in hand and knows. */
function CouponAction({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  return (
    <button
      type="button"
      className={styles.action}
      onClick={() => sale.dispatch({ type: 'coupon-added', code })}
      data-testid="is-coupon"
    >
      <IconTicket size={20} /> {t('notice.isCoupon')}
    </button>
  );
}
