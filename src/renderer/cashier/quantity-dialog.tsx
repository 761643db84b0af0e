import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goods } from '../../contracts/goods.ts';
import { Dialog } from '../kit/dialog.tsx';
import { EntryForm } from '../kit/entry-form.tsx';
import { parseScaled } from '../kit/money.ts';
import { MOST_THOUSANDTHS, ONE } from './state/cart.ts';
import { useSale, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/** Asks how many units or kilograms: of a line of the cart, or of goods that were just picked and are sold by weight. */
export function QuantityDialog({
  lineId,
  onClose,
}: {
  readonly lineId: string | null;
  readonly onClose: () => void;
}) {
  const { sale } = useTill();
  const { weighing, lines } = useSale();
  const line = lines.find((one) => one.id === lineId) ?? null;
  const goods = weighing ?? line?.goods ?? null;
  const close = (): void => {
    if (weighing !== null) sale.dispatch({ type: 'weighing-left' });
    onClose();
  };
  const give = (thousandths: number): void => {
    if (weighing !== null) sale.dispatch({ type: 'weight-given', thousandths });
    else if (line !== null) sale.dispatch({ type: 'quantity-set', lineId: line.id, thousandths });
    onClose();
  };
  return (
    <Dialog opened={goods !== null} onClose={close} title={goods?.name ?? ''}>
      {goods !== null && <Entry key={goods.sku} goods={goods} onGiven={give} />}
    </Dialog>
  );
}

function Entry({
  goods,
  onGiven,
}: {
  readonly goods: Goods;
  readonly onGiven: (thousandths: number) => void;
}) {
  const { t } = useTranslation();
  const texts = useTexts();
  const [text, setText] = useState('');
  const thousandths = readQuantity(text, goods.weighed);
  const price = texts.money(goods.priceMinor);
  return (
    <EntryForm
      value={text}
      onChange={setText}
      label={goods.weighed ? t('quantity.weight') : t('quantity.units')}
      hint={goods.weighed ? t('goods.perKilogram', { price }) : price}
      example={goods.weighed ? t('quantity.weightExample') : t('quantity.unitsExample')}
      error={text !== '' && thousandths === null ? t('quantity.wrong') : null}
      extraKey={goods.weighed ? ',' : '00'}
      action={t('quantity.set')}
      ready={thousandths !== null}
      onSubmit={() => {
        if (thousandths !== null) onGiven(thousandths);
      }}
    />
  );
}

/** Thousandths of the quantity typed, or null where it is none: units are whole, kilograms have three decimals. */
function readQuantity(text: string, weighed: boolean): number | null {
  const read = weighed ? parseScaled(text, 3) : parseScaled(text, 0);
  if (read === null) return null;
  const thousandths = weighed ? read : read * ONE;
  return thousandths > 0 && thousandths <= MOST_THOUSANDTHS ? thousandths : null;
}
