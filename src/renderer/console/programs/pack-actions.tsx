import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import { type PublishedPack, publishResultSchema } from '../../../contracts/manage-packs.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { useConsole } from '../console-context.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { goTo } from '../use-route.ts';
import { instantOf } from './instant-field.ts';
import { packBefore, stageOf } from './pack-words.ts';
import styles from './programs.module.css';

type ActionsProps = {
  readonly pack: PublishedPack;
  readonly packs: readonly PublishedPack[];
  readonly tills: readonly ManagedTill[];
  readonly onDone: () => Promise<void>;
};
type Action = 'revoke' | 'republish';

/** Takes a pack back, or publishes its content for everyone under the next number. Each asks once more. */
export function PackActions({ pack, packs, tills, onDone }: ActionsProps) {
  const { t } = useTranslation('console');
  const [asking, setAsking] = useState<Action | null>(null);
  const stage = stageOf(pack);
  const inUse = stage === 'active' || stage === 'scheduled' || stage === 'canary';
  // Without another program before it there is nothing to go back to.
  const canRevoke = stage === 'scheduled' || stage === 'canary' || packBefore(packs, pack.number) !== null;
  const close = (): void => setAsking(null);
  const shared = { pack, packs, tills, onDone, onClose: close };
  return (
    <>
      {stage !== 'active' && stage !== 'scheduled' && (
        <Button
          variant={stage === 'canary' ? 'filled' : 'default'}
          onClick={() => setAsking('republish')}
          data-testid="republish"
        >
          {t(stage === 'canary' ? 'pack.forAll' : 'pack.again')}
        </Button>
      )}
      {inUse && (
        <Button
          variant="light"
          color="red"
          disabled={!canRevoke}
          title={canRevoke ? undefined : t('pack.nothingBefore')}
          onClick={() => setAsking('revoke')}
          data-testid="revoke"
        >
          {t(stage === 'scheduled' ? 'pack.cancel' : 'pack.revoke')}
        </Button>
      )}
      {asking === 'revoke' && <RevokeDialog {...shared} />}
      {asking === 'republish' && <RepublishDialog {...shared} />}
    </>
  );
}

type DialogProps = ActionsProps & { readonly onClose: () => void };

/** Publishes by a call and shows the pack that came of it. */
function usePublish({
  onDone,
  onClose,
}: DialogProps): (path: string, body: unknown) => Promise<Problem | null> {
  const { client, reloadMe } = useConsole();
  return async (path, body) => {
    const answer = await client.call({ method: 'POST', path, body }, publishResultSchema);
    if (!answer.ok) return answer.error;
    onClose();
    await Promise.all([onDone(), reloadMe()]);
    goTo('programs', String(answer.value.pack.number));
    return null;
  };
}

function RevokeDialog(props: DialogProps) {
  const { t } = useTranslation('console');
  const { pack, packs, onClose } = props;
  const publish = usePublish(props);
  const scheduled = pack.state === 'scheduled';
  const current = packs.find(
    (one) => one.state === 'active' && one.stores === null && one.number !== pack.number,
  );
  const next = scheduled || pack.stores !== null ? (current ?? null) : packBefore(packs, pack.number);
  return (
    <ConfirmDialog
      title={t(scheduled ? 'pack.cancelTitle' : 'pack.revokeTitle', { number: pack.number })}
      action={t(scheduled ? 'pack.cancel' : 'pack.revoke')}
      danger
      onClose={onClose}
      onConfirm={() => publish(`packs/${pack.number}/revoke`, {})}
    >
      <p className={styles.says}>
        {t('pack.revokeSays', { count: pack.tills, program: next?.program ?? '' })}
      </p>
      <p className={styles.says}>{t('pack.offlineLater')}</p>
    </ConfirmDialog>
  );
}

function RepublishDialog(props: DialogProps) {
  const { t } = useTranslation('console');
  const { pack, tills, onClose } = props;
  const publish = usePublish(props);
  const [at, setAt] = useState('');
  const count = tills.filter(({ enrolled }) => enrolled).length;
  const activateAt = instantOf(at);
  return (
    <ConfirmDialog
      title={t('pack.againTitle', { number: pack.number })}
      action={t('pack.publish')}
      ready={activateAt !== 'unreadable'}
      onClose={onClose}
      onConfirm={() => publish(`packs/${pack.number}/republish`, activateAt === null ? {} : { activateAt })}
    >
      <p className={styles.says}>{t('pack.againSays', { count, program: pack.program })}</p>
      <TextInput
        type="datetime-local"
        label={t('publish.at')}
        description={t('publish.atHint')}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
