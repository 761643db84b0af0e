import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../contracts/member-view.ts';
import { type CreditRequest, creditRequestSchema } from '../../../contracts/pos-api.ts';
import { Choice } from '../../kit/choice.tsx';
import { EntryForm } from '../../kit/entry-form.tsx';
import { formatScaled, parseScaled } from '../../kit/money.ts';
import { useTexts } from '../use-texts.ts';

/** What is given and why; points are 10^-scale points of the wallet. */
export type Credit = Pick<CreditRequest, 'wallet' | 'points' | 'reason'>;

type CreditFormProps = {
  readonly wallets: MemberView['wallets'];
  /** What was typed before. */
  readonly begun: Credit | null;
  readonly onReady: (credit: Credit) => void;
};

const usual = ['apology', 'forgotten', 'mistake'] as const;

/** How many points, of which wallet, and why: the usual reasons by a tap, any other typed. */
export function CreditForm({ wallets, begun, onReady }: CreditFormProps) {
  const { t } = useTranslation();
  const texts = useTexts();
  const [wallet, setWallet] = useState(begun?.wallet ?? wallets[0]?.id ?? '');
  const scale = wallets.find(({ id }) => id === wallet)?.scale ?? 0;
  const [text, setText] = useState(begun === null ? '' : formatScaled(begun.points, scale, 'ru'));
  const [reason, setReason] = useState(begun?.reason ?? '');
  const points = parseScaled(text, scale);
  const credit = creditRequestSchema.pick({ wallet: true, points: true, reason: true });
  const checked = credit.safeParse({ wallet, points, reason });
  const reasons = usual.map((name) => ({ id: name, text: t(`credit.usual.${name}`) }));
  return (
    <EntryForm
      value={text}
      onChange={setText}
      label={t('credit.points')}
      hint={t('credit.points')}
      example="100"
      error={text !== '' && (points === null || points === 0) ? t('credit.notNumber') : null}
      extraKey={scale > 0 ? ',' : '00'}
      action={t('credit.next')}
      ready={checked.success}
      onSubmit={() => {
        if (checked.success) onReady(checked.data);
      }}
      beside={
        <>
          <TextInput
            size="lg"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            label={t('credit.reason')}
            description={t('credit.reasonHint')}
            maxLength={200}
            autoComplete="off"
          />
          <Choice
            label={t('credit.reason')}
            options={reasons}
            chosen={reasons.find((one) => one.text === reason)?.id ?? null}
            onChoose={(id) => setReason(reasons.find((one) => one.id === id)?.text ?? '')}
            testId="credit-reason"
          />
        </>
      }
    >
      {wallets.length > 1 && (
        <Choice
          label={t('credit.wallet')}
          options={wallets.map(({ id, name }) => ({ id, text: texts.local(name) ?? id }))}
          chosen={wallet}
          onChoose={setWallet}
          testId="credit-wallet"
        />
      )}
    </EntryForm>
  );
}
