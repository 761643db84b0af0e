import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Program } from '../../../../contracts/program.ts';
import { useWords } from '../../use-words.ts';
import styles from '../programs.module.css';
import type { TriedBuyer } from './try-program.ts';

type BuyerFieldsProps = {
  readonly program: Program;
  readonly buyer: TriedBuyer;
  readonly onChange: (buyer: TriedBuyer) => void;
};
const GUEST = 'guest:';
const MEMBER = 'member:';

/** Who buys: nobody known, or a member of a tier with points. */
export function BuyerFields({ program, buyer, onChange }: BuyerFieldsProps) {
  const { t } = useTranslation('console');
  const { text } = useWords();
  const pays = program.wallets.some(({ redeem }) => redeem !== null);
  const members =
    program.tiers.length === 0
      ? [{ value: MEMBER, label: t('preview.member') }]
      : program.tiers.map(({ id, name }) => ({
          value: MEMBER + id,
          label: t('preview.memberOf', { tier: text(name, id) }),
        }));
  const chosen =
    MEMBER + (program.tiers.some(({ id }) => id === buyer.tier) ? buyer.tier : (program.tiers[0]?.id ?? ''));
  return (
    <div className={styles.buyer}>
      <Select
        label={t('preview.buyer')}
        size="sm"
        data={[...members, { value: GUEST, label: t('preview.guest') }]}
        value={buyer.guest ? GUEST : chosen}
        onChange={(value) =>
          onChange({
            ...buyer,
            guest: value === GUEST,
            tier: value === null || value === GUEST ? buyer.tier : value.slice(MEMBER.length),
          })
        }
        allowDeselect={false}
      />
      {pays && !buyer.guest && (
        <>
          <TextInput
            label={t('preview.points')}
            size="sm"
            inputMode="decimal"
            value={buyer.points}
            onChange={(event) => onChange({ ...buyer, points: event.currentTarget.value })}
          />
          <Switch
            label={t('preview.redeem')}
            checked={buyer.redeem}
            onChange={(event) => onChange({ ...buyer, redeem: event.currentTarget.checked })}
          />
        </>
      )}
    </div>
  );
}
