import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keypad } from '../kit/keypad.tsx';
import { formatScaled, parseScaled } from '../kit/money.ts';
import { type RedeemView, useRedeem } from './use-redeem.ts';

/** How many points to pay with. */
export function PointsDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const redeem = useRedeem();
  return (
    <Modal opened={opened && redeem !== null} onClose={onClose} title={t('points.title')} size={420}>
      {redeem !== null && <Entry redeem={redeem} onClose={onClose} />}
    </Modal>
  );
}

function Entry({ redeem, onClose }: { readonly redeem: RedeemView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const points = parseScaled(text === '' ? '0' : text, redeem.scale);
  const tooMany = points !== null && points > redeem.max;
  const spend = (chosen: number): void => {
    redeem.spend(chosen);
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (points !== null && !tooMany) spend(points);
      }}
    >
      <TextInput
        size="xl"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder={formatScaled(redeem.max, redeem.scale, 'ru')}
        aria-label={t('points.label')}
        description={t('points.allowed', { points: redeem.text(redeem.max) })}
        error={points === null ? t('points.notNumber') : tooMany ? t('points.tooMany') : null}
        inputMode="none"
        autoComplete="off"
        data-autofocus
        autoFocus
      />
      <Keypad
        extra={redeem.scale > 0 ? ',' : '00'}
        onKey={(key) => setText((now) => now + key)}
        onErase={() => setText((now) => now.slice(0, -1))}
      />
      <Group grow>
        <Button
          variant="default"
          size="lg"
          onClick={() => {
            redeem.spendMost();
            onClose();
          }}
        >
          {t('points.most', { points: redeem.text(redeem.max) })}
        </Button>
        <Button type="submit" size="lg" disabled={points === null || tooMany}>
          {t('points.apply')}
        </Button>
      </Group>
    </form>
  );
}
