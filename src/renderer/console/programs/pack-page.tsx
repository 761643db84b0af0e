import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { packContentsSchema } from '../../../contracts/console.ts';
import type { ManagedTill } from '../../../contracts/manage.ts';
import type { PublishedPack } from '../../../contracts/manage-packs.ts';
import type { Program } from '../../../contracts/program.ts';
import { validateProgram } from '../../../loyalty/program/validate.ts';
import { useMay } from '../console-context.ts';
import { Answer } from '../parts/answer.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { addressOf } from '../routes.ts';
import { useAsked } from '../use-asked.ts';
import { useWords } from '../use-words.ts';
import { AcknowledgementsCard } from './acknowledgements-card.tsx';
import { DemandsLine } from './demands-line.tsx';
import { PackActions } from './pack-actions.tsx';
import { stageOf, stageTones } from './pack-words.ts';
import { PreviewCard } from './preview/preview-card.tsx';
import styles from './programs.module.css';
import { RulesCard } from './rules-card.tsx';

export type PackPageProps = {
  readonly number: number;
  readonly packs: readonly PublishedPack[];
  readonly tills: readonly ManagedTill[];
  readonly onDone: () => Promise<void>;
};

/** One pack: what became of it, what it gives, how it would price a cart, and what can be done about it. */
export function PackPage({ number, packs, tills, onDone }: PackPageProps) {
  const { t } = useTranslation('console');
  const mayPublish = useMay('publish');
  const contents = useAsked(`packs/${number}`, packContentsSchema);
  const inForce = packs.find(
    (pack) => pack.state === 'active' && pack.stores === null && pack.number !== number,
  );
  const other = useAsked(inForce === undefined ? null : `packs/${inForce.number}`, packContentsSchema);
  const before = other.data === null ? null : validateProgram(other.data.program);
  return (
    <>
      <Anchor href={addressOf('programs')}>{t('programs.back')}</Anchor>
      <Answer asked={contents}>
        {({ pack: first, program }) => {
          // What became of it is asked again and again; what it holds never changes.
          const pack = packs.find((one) => one.number === number) ?? first;
          const checked = validateProgram(program);
          return (
            <>
              <PageHead title={t('programs.number', { number })}>
                {mayPublish && <PackActions pack={pack} packs={packs} tills={tills} onDone={onDone} />}
              </PageHead>
              <StateCard pack={pack} program={checked.ok ? checked.value.program : null} />
              <div className={styles.columns}>
                <div>{checked.ok && <RulesCard program={checked.value.program} />}</div>
                <div>
                  <AcknowledgementsCard pack={pack} tills={tills} />
                  {checked.ok && (
                    <PreviewCard
                      program={checked.value.program}
                      before={before?.ok === true ? before.value.program : null}
                    />
                  )}
                </div>
              </div>
            </>
          );
        }}
      </Answer>
    </>
  );
}

function StateCard({ pack, program }: { readonly pack: PublishedPack; readonly program: Program | null }) {
  const { t } = useTranslation('console');
  const { moment } = useWords();
  const stage = stageOf(pack);
  const { author, approvedBy, endsAt, stores } = pack;
  return (
    <Card testId="pack-state">
      <p className={styles.says}>
        <Badge tone={stageTones[stage]} text={t(`stage.${stage}`)} /> {t(`stageSays.${stage}`)}
      </p>
      <p className={styles.says}>
        {t('pack.from', { time: moment(pack.activateAt) })}
        {endsAt !== null && ` ${t('pack.until', { time: moment(endsAt) })}`}{' '}
        {stores === null ? t('pack.everywhere') : t('pack.onlyIn', { stores: stores.join(', ') })}{' '}
        {author !== null && t('pack.by', { author })}{' '}
        {approvedBy !== null && t('pack.approvedBy', { approvedBy })}
      </p>
      <DemandsLine program={program} leastAgent={pack.leastAgent} tillCaps={pack.tillCaps} />
    </Card>
  );
}
