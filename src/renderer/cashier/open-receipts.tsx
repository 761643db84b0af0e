import { IconArrowForwardUp, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenReceipt } from '../../contracts/pos-api.ts';
import { classNames } from '../kit/class-names.ts';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { localOf } from '../kit/local-instant.ts';
import styles from './open-receipts.module.css';
import { useSale, useSession, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/** Receipts left open at this till, but the one on the screen; the newest first. */
function useWaiting(): readonly OpenReceipt[] {
  const { openReceipts } = useSession();
  const { purchaseId } = useSale();
  return openReceipts.filter((one) => one.purchaseId !== purchaseId).toReversed();
}

/** Says on the empty screen that receipts wait, and opens the list. */
export function OpenReceiptsStrip({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const waiting = useWaiting();
  if (waiting.length === 0) return null;
  return (
    <button type="button" className={styles.strip} onClick={onOpen} data-testid="open-receipts">
      <IconReceipt size={24} stroke={1.6} />
      <b>{t('open.count', { count: waiting.length })}</b>
      <span>{t('open.hint')}</span>
    </button>
  );
}

export function OpenReceiptsDialog({ opened, onClose }: DialogControl) {
  const { t } = useTranslation();
  const waiting = useWaiting();
  return (
    <Dialog opened={opened && waiting.length > 0} onClose={onClose} title={t('open.title')} size={620}>
      <ul className={styles.list}>
        {waiting.map((receipt) => (
          <Waiting key={receipt.purchaseId} receipt={receipt} onResumed={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

function Waiting({ receipt, onResumed }: { readonly receipt: OpenReceipt; readonly onResumed: () => void }) {
  const { t } = useTranslation();
  const { driver } = useTill();
  const texts = useTexts();
  const [asked, setAsked] = useState(false);
  const { purchaseId, updatedAt, netMinor, member } = receipt;
  return (
    <li className={styles.receipt}>
      <div className={styles.what}>
        <b>{texts.money(netMinor)}</b>
        <span>
          {t('open.since', { time: localOf(updatedAt).slice(11, 16) })}
          {' · '}
          {t(member === null ? 'open.guest' : 'open.member')}
        </span>
      </div>
      <button
        type="button"
        className={classNames(styles.discard, asked && styles.sure)}
        onClick={() => (asked ? void driver.discard(purchaseId) : setAsked(true))}
      >
        {t(asked ? 'open.discardSure' : 'open.discard')}
      </button>
      <button
        type="button"
        className={styles.resume}
        onClick={() => {
          onResumed();
          void driver.resume(purchaseId);
        }}
        data-testid="resume"
      >
        <IconArrowForwardUp size={22} /> {t('open.resume')}
      </button>
    </li>
  );
}
