import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GoodsGrid } from './goods-grid.tsx';

export function GoodsDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('goods.title')} size="min(60rem, 92vw)">
      <GoodsGrid variant="pick" onPicked={onClose} />
    </Modal>
  );
}
