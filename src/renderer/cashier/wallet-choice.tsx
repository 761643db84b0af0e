import { useTranslation } from 'react-i18next';
import { Choice } from '../kit/choice.tsx';
import type { RedeemView } from './use-redeem.ts';

/** From which wallet the points are taken, where the customer has several that pay. */
export function WalletChoice({ redeem }: { readonly redeem: RedeemView }) {
  const { t } = useTranslation();
  if (redeem.wallets.length < 2) return null;
  return (
    <Choice
      label={t('points.wallet')}
      options={redeem.wallets}
      chosen={redeem.wallet}
      onChoose={redeem.choose}
      testId="wallet"
    />
  );
}
