import { IconBarcode, IconLayoutGrid, IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goods } from '../../contracts/goods.ts';
import { classNames } from '../kit/class-names.ts';
import styles from './scan-field.module.css';
import { type ScanEntry, useScanEntry } from './use-scan-entry.ts';
import { focusScanField, SCAN_FIELD_ID } from './use-shortcuts.ts';
import { useTexts } from './use-texts.ts';

/** The field that is always ready: a scanner that types, a phone, a card number, or the name of goods. */
export function ScanField({ onGoods }: { readonly onGoods: () => void }) {
  const { t } = useTranslation();
  const entry = useScanEntry();
  useEffect(focusScanField, []);
  return (
    <div className={styles.row}>
      <div className={styles.field}>
        <IconBarcode size={28} stroke={1.6} className={styles.icon} />
        <input
          id={SCAN_FIELD_ID}
          className={styles.input}
          value={entry.text}
          onChange={(event) => entry.change(event.currentTarget.value)}
          onKeyDown={entry.onKeyDown}
          placeholder={t('scan.placeholder')}
          aria-label={t('scan.label')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
        />
        {entry.text !== '' && (
          <button type="button" className={styles.enter} onClick={entry.submit}>
            {t('scan.enter')}
          </button>
        )}
        {entry.searching && <Suggestions entry={entry} />}
      </div>
      <button type="button" className={styles.goods} onClick={onGoods}>
        <IconLayoutGrid size={24} stroke={1.7} />
        <span>{t('goods.title')}</span>
        <kbd className={styles.key}>F3</kbd>
      </button>
    </div>
  );
}

function Suggestions({ entry }: { readonly entry: ScanEntry }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.list}>
      {entry.found.map((goods, index) => (
        <li key={goods.sku}>
          <button
            type="button"
            className={classNames(styles.option, index === entry.marked && styles.marked)}
            onClick={() => entry.pick(goods)}
          >
            <IconSearch size={18} className={styles.icon} />
            <span className={styles.name}>{goods.name}</span>
            <Price goods={goods} />
          </button>
        </li>
      ))}
      {entry.settled && entry.found.length === 0 && <li className={styles.nothing}>{t('scan.nothing')}</li>}
    </ul>
  );
}

function Price({ goods }: { readonly goods: Goods }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const price = texts.money(goods.priceMinor);
  return <span className={styles.price}>{goods.weighed ? t('goods.perKilogram', { price }) : price}</span>;
}
