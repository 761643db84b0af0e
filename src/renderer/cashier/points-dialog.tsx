import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { EntryForm } from '../kit/entry-form.tsx';
import { formatScaled, parseScaled } from '../kit/money.ts';
import { type RedeemView, useRedeem } from './use-redeem.ts';
import { WalletChoice } from './wallet-choice.tsx';

/** How many points to pay with, and from which wallet. */
export function PointsDialog({ opened, onClose }: DialogControl) {
  const { t } = useTranslation();
  const redeem = useRedeem();
  return (
    <Dialog opened={opened && redeem !== null} onClose={onClose} title={t('points.title')}>
      {redeem !== null && <Entry key={redeem.wallet} redeem={redeem} onClose={onClose} />}
    </Dialog>
  );
}

function Entry({ redeem, onClose }: { readonly redeem: RedeemView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const points = parseScaled(text === '' ? '0' : text, redeem.scale);
  const tooMany = points !== null && points > redeem.max;
  const most = (
    <Button
      variant="default"
      size="lg"
      disabled={redeem.max === 0}
      onClick={() => {
        redeem.spendMost();
        onClose();
      }}
    >
      {t('points.most', { points: redeem.text(redeem.max) })}
    </Button>
  );
  return (
    <EntryForm
      value={text}
      onChange={setText}
      label={t('points.label')}
      hint={t('points.allowed', { points: redeem.text(redeem.max) })}
      example={formatScaled(redeem.max, redeem.scale, 'ru')}
      error={points === null ? t('points.notNumber') : tooMany ? t('points.tooMany') : null}
      extraKey={redeem.scale > 0 ? ',' : '00'}
      action={t('points.apply')}
      ready={points !== null && !tooMany}
      onSubmit={() => {
        redeem.spend(points ?? 0);
        onClose();
      }}
      other={most}
    >
      <WalletChoice redeem={redeem} />
    </EntryForm>
  );
}
