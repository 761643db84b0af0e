import {
  IconBarcode,
  IconBuildingBank,
  IconDeviceMobile,
  IconId,
  IconPackage,
  IconQrcode,
  IconQuestionMark,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BenchItem } from '../../../contracts/ui-api.ts';
import { classNames } from '../../kit/class-names.ts';
import { useSession, useTill } from '../till-context.ts';
import { useTexts } from '../use-texts.ts';
import styles from './bench-panel.module.css';

const icons = {
  card: IconId,
  phone: IconDeviceMobile,
  app: IconQrcode,
  unknown: IconQuestionMark,
  'bank-card': IconBuildingBank,
  goods: IconPackage,
} as const;

/** Things to hold under the scanner. A tap sends their bytes down the scanner's line. */
export function ScannerTray() {
  const { t } = useTranslation();
  const { bench } = useSession();
  const people = bench.items.filter((item) => item.kind !== 'goods');
  const goods = bench.items.filter((item) => item.kind === 'goods');
  return (
    <section className={styles.scanner}>
      <h3>
        <IconBarcode size={20} /> {t('bench.scanner')}
      </h3>
      <div className={styles.items}>
        {people.map((item) => (
          <ScanItem key={item.id} item={item} />
        ))}
      </div>
      {goods.length > 0 && (
        <div className={styles.shelf}>
          {goods.map((item) => (
            <ScanItem key={item.id} item={item} />
          ))}
        </div>
      )}
    </section>
  );
}

function ScanItem({ item }: { readonly item: BenchItem }) {
  const { driver } = useTill();
  const texts = useTexts();
  const Icon = icons[item.kind];
  return (
    <button
      type="button"
      className={classNames(styles.item, styles[item.kind])}
      onClick={() => void driver.benchScan(item.id)}
      data-testid={`bench-${item.id}`}
    >
      <Icon size={22} stroke={1.6} />
      <span className={styles.label}>{texts.local(item.label)}</span>
      <span className={styles.printed}>{item.printed}</span>
    </button>
  );
}
