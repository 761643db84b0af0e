import { IconBarcode, IconLayoutGrid, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goods } from '../../contracts/goods.ts';
import { classNames } from '../kit/class-names.ts';
import styles from './scan-field.module.css';
import { judgeTyped } from './state/typed-entry.ts';
import { useTill } from './till-context.ts';
import { useGoodsSearch } from './use-goods-search.ts';
import { focusScanField, SCAN_FIELD_ID } from './use-shortcuts.ts';
import { useTexts } from './use-texts.ts';

const SUGGESTIONS = 6;

/** The field that is always ready: a scanner that types, a phone, a card number, or the name of goods. */
export function ScanField({ onGoods }: { readonly onGoods: () => void }) {
  const { t } = useTranslation();
  const { sale, driver } = useTill();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const entry = judgeTyped(text);
  const searching = entry.kind === 'search' && entry.text.length >= 2;
  const { goods: found, settled } = useGoodsSearch(searching ? entry.text : null, SUGGESTIONS);
  useEffect(focusScanField, []);

  const pick = (goods: Goods): void => {
    sale.dispatch({ type: 'goods-picked', goods });
    setText('');
    setMarked(0);
  };
  const submit = (): void => {
    if (entry.kind === 'identify') {
      setText('');
      void driver.identify(entry.request);
    } else if (entry.kind === 'search') {
      const chosen = found[marked] ?? found[0];
      if (chosen !== undefined) pick(chosen);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      setText('');
    } else if (searching && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : found.length - 1;
      setMarked((now) => (found.length === 0 ? 0 : (now + step) % found.length));
    }
  };

  return (
    <div className={styles.row}>
      <div className={styles.field}>
        <IconBarcode size={28} stroke={1.6} className={styles.icon} />
        <input
          id={SCAN_FIELD_ID}
          className={styles.input}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t('scan.placeholder')}
          aria-label={t('scan.label')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
        />
        {text !== '' && (
          <button type="button" className={styles.enter} onClick={submit}>
            {t('scan.enter')}
          </button>
        )}
        {searching && (
          <ul className={styles.list}>
            {found.map((goods, index) => (
              <li key={goods.sku}>
                <button
                  type="button"
                  className={classNames(styles.option, index === marked && styles.marked)}
                  onClick={() => pick(goods)}
                >
                  <IconSearch size={18} className={styles.icon} />
                  <span className={styles.name}>{goods.name}</span>
                  <Price goods={goods} />
                </button>
              </li>
            ))}
            {settled && found.length === 0 && <li className={styles.nothing}>{t('scan.nothing')}</li>}
          </ul>
        )}
      </div>
      <button type="button" className={styles.goods} onClick={onGoods}>
        <IconLayoutGrid size={24} stroke={1.7} />
        <span>{t('goods.title')}</span>
        <kbd className={styles.key}>F3</kbd>
      </button>
    </div>
  );
}

function Price({ goods }: { readonly goods: Goods }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const price = texts.money(goods.priceMinor);
  return <span className={styles.price}>{goods.weighed ? t('goods.perKilogram', { price }) : price}</span>;
}
