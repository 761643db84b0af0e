import { TextInput } from '@mantine/core';
import { IconScan, IconSearch } from '@tabler/icons-react';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goods } from '../../contracts/goods.ts';
import { classNames } from '../kit/class-names.ts';
import { useTileKeys } from '../kit/use-tile-keys.ts';
import styles from './goods-grid.module.css';
import { goodsIcon } from './goods-icon.ts';
import { useTill } from './till-context.ts';
import { useGoodsSearch } from './use-goods-search.ts';
import { useTexts } from './use-texts.ts';

const MOST_TILES = 60;

type GoodsGridProps = {
  /** `start`: what an empty cart shows; `pick`: the dialog, with a field to search in. */
  readonly variant: 'start' | 'pick';
  readonly onPicked?: () => void;
};

/** Goods to tap. */
export function GoodsGrid({ variant, onPicked }: GoodsGridProps) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const [text, setText] = useState('');
  const keys = useTileKeys();
  const { goods, settled } = useGoodsSearch(text.trim(), MOST_TILES);
  const pick = (one: Goods): void => {
    sale.dispatch({ type: 'goods-picked', goods: one });
    onPicked?.();
  };
  return (
    <div className={classNames(styles.panel, variant === 'pick' && styles.dialog)}>
      {variant === 'start' ? (
        <div className={styles.welcome}>
          <IconScan size={40} stroke={1.3} />
          <div>
            <h2>{t('start.title')}</h2>
            <p>{t('start.next')}</p>
          </div>
        </div>
      ) : (
        <TextInput
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            keys.restart();
          }}
          onKeyDown={(event) => {
            const [first] = goods;
            if (event.key === 'Enter' && first !== undefined && settled) pick(first);
          }}
          leftSection={<IconSearch size={22} />}
          placeholder={t('goods.search')}
          aria-label={t('goods.search')}
          data-autofocus
          autoFocus
        />
      )}
      <div className={styles.grid} {...keys.grid}>
        {goods.map((one, index) => (
          <GoodsTile key={one.sku} goods={one} onPick={pick} tabIndex={keys.tabIndex(index)} />
        ))}
        {settled && goods.length === 0 && <p className={styles.nothing}>{t('goods.nothing')}</p>}
      </div>
    </div>
  );
}

type GoodsTileProps = {
  readonly goods: Goods;
  readonly onPick: (goods: Goods) => void;
  readonly tabIndex: 0 | -1;
};

function GoodsTile({ goods, onPick, tabIndex }: GoodsTileProps) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { Icon, hue } = goodsIcon(goods.category);
  const price = texts.money(goods.priceMinor);
  return (
    <button
      type="button"
      className={styles.tile}
      tabIndex={tabIndex}
      style={{ '--hue': hue } as CSSProperties}
      onClick={() => onPick(goods)}
    >
      <span className={styles.badge}>
        <Icon size={24} stroke={1.6} />
      </span>
      <span className={styles.name}>{goods.name}</span>
      <span className={styles.price}>{goods.weighed ? t('goods.perKilogram', { price }) : price}</span>
    </button>
  );
}
