import { useTranslation } from 'react-i18next';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { GoodsGrid } from './goods-grid.tsx';

export function GoodsDialog(control: DialogControl) {
  const { t } = useTranslation();
  return (
    <Dialog {...control} title={t('goods.title')} size="min(60rem, 92vw)">
      <GoodsGrid variant="pick" onPicked={control.onClose} />
    </Dialog>
  );
}
