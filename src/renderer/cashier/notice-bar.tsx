import { CloseButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCreditCardOff,
  IconHourglass,
  IconLock,
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
import { useSale, useTill } from './till-context.ts';

type Tone = 'calm' | 'warn' | 'bad';
type View = {
  readonly tone: Tone;
  readonly icon: ReactNode;
  readonly title: string;
  readonly next: string | null;
  readonly actions: ReactNode;
};

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
  const view = useView(notice, onCustomer);
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
      <div className={styles.actions}>{view.actions}</div>
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

function useView(notice: Notice, onCustomer: () => void): View {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { sale } = useTill();
  const ask = (
    <button type="button" className={styles.action} onClick={onCustomer}>
      {t('notice.askPhone')}
    </button>
  );
  switch (notice.kind) {
    case 'unknown-identifier': {
      const { identifier } = notice;
      const title = t('notice.unknownCard.title', { identifier });
      return {
        tone: 'warn',
        icon: <IconUserQuestion size={28} />,
        title,
        next: t('notice.unknownCard.next'),
        actions: ask,
      };
    }
    case 'unknown-goods':
      return {
        tone: 'warn',
        icon: <IconZoomQuestion size={28} />,
        title: t('notice.unknownGoods.title', { code: notice.code }),
        next: t('notice.unknownGoods.next'),
        actions: null,
      };
    case 'bank-card':
      return {
        tone: 'bad',
        icon: <IconCreditCardOff size={28} />,
        title: t('notice.bankCard.title'),
        next: t('notice.bankCard.next'),
        actions: ask,
      };
    case 'blocked':
      return {
        tone: 'bad',
        icon: <IconLock size={28} />,
        title:
          notice.firstName === null
            ? t('notice.blocked.title')
            : t('notice.blocked.titleNamed', { name: notice.firstName }),
        next: t('notice.blocked.next'),
        actions: null,
      };
    case 'ambiguous':
      return {
        tone: 'calm',
        icon: <IconUsers size={28} />,
        title: t('notice.ambiguous.title'),
        next: t('notice.ambiguous.next'),
        actions: notice.members.map((member) => (
          <button
            key={member.id}
            type="button"
            className={styles.action}
            onClick={() => sale.dispatch({ type: 'member-chosen', member })}
          >
            {[member.firstName, member.phoneMasked ?? member.cardMasked]
              .filter((part) => part !== null)
              .join(', ')}
          </button>
        )),
      };
    case 'removed':
      return {
        tone: 'calm',
        icon: <IconTrash size={26} />,
        title: t('notice.removed.title', { name: notice.line.goods.name }),
        next: null,
        actions: (
          <button
            type="button"
            className={styles.action}
            onClick={() => sale.dispatch({ type: 'removal-undone' })}
          >
            <IconArrowBackUp size={20} /> {t('notice.removed.undo')}
          </button>
        ),
      };
    case 'busy':
      return {
        tone: 'warn',
        icon: <IconHourglass size={28} />,
        title: t('notice.busy.title'),
        next: t('notice.busy.next'),
        actions: null,
      };
    case 'problem':
      return {
        tone: 'bad',
        icon: <IconAlertTriangle size={28} />,
        title: problemText(notice.problem, language, t),
        next: null,
        actions: null,
      };
  }
}
