import { IconCheck, IconGift } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../kit/class-names.ts';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import styles from './rewards-dialog.module.css';
import type { ProgramNames } from './state/session-state.ts';
import { useSale, useSession, useTill } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/** What the member can have for points, cheapest first. */
export function RewardsDialog({ opened, onClose }: DialogControl) {
  const { t } = useTranslation();
  const { names } = useSession();
  const { member } = useSale();
  const rewards = names?.rewards ?? [];
  return (
    <Dialog
      opened={opened && member !== null && rewards.length > 0}
      onClose={onClose}
      title={t('rewards.title')}
      size={520}
    >
      <div className={styles.list}>
        {rewards.map((reward) => (
          <RewardButton key={reward.id} reward={reward} />
        ))}
      </div>
    </Dialog>
  );
}

function RewardButton({ reward }: { readonly reward: ProgramNames['rewards'][number] }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const { member, rewards } = useSale();
  const texts = useTexts();
  const wallet = member?.wallets.find((one) => one.id === reward.wallet);
  const scale = wallet?.scale ?? 0;
  const missing = reward.cost - (wallet?.spendable ?? 0);
  const chosen = rewards.includes(reward.id);
  return (
    <button
      type="button"
      className={classNames(styles.reward, chosen && styles.chosen)}
      aria-pressed={chosen}
      disabled={missing > 0 && !chosen}
      onClick={() => sale.dispatch({ type: 'reward-toggled', reward: reward.id })}
      data-testid={`reward-${reward.id}`}
    >
      {chosen ? <IconCheck size={26} /> : <IconGift size={26} stroke={1.6} />}
      <span className={styles.name}>
        <b>{texts.promotion(reward.id)}</b>
        {missing > 0 && !chosen && (
          <span>{t('rewards.missing', { points: texts.points(missing, scale) })}</span>
        )}
      </span>
      <span className={styles.cost}>{t('rewards.cost', { points: texts.points(reward.cost, scale) })}</span>
    </button>
  );
}
