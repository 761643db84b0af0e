import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { tillListSchema } from '../../../contracts/manage.ts';
import { draftListSchema, packListSchema } from '../../../contracts/manage-packs.ts';
import { useMay } from '../console-context.ts';
import { Answer } from '../parts/answer.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useAsked } from '../use-asked.ts';
import { goTo } from '../use-route.ts';
import { DraftPage } from './draft-page.tsx';
import { NewProgram } from './new-program.tsx';
import { PackList } from './pack-list.tsx';
import { PackPage } from './pack-page.tsx';

const everyMs = 5_000;

/** Every program that was published or waits, one of them, or the way to a new one. `part` says which. */
export function ProgramsPage({ part }: { readonly part: string | null }) {
  const { t } = useTranslation('console');
  const packs = useAsked('packs', packListSchema, everyMs);
  const drafts = useAsked('drafts', draftListSchema, everyMs);
  const tills = useAsked('tills', tillListSchema, everyMs);
  const mayPublish = useMay('publish');
  const reload = async (): Promise<void> => {
    await Promise.all([packs.reload(), drafts.reload(), tills.reload()]);
  };
  if (part === 'new') return <NewProgram tills={tills.data?.tills ?? []} onDone={reload} />;
  return (
    <Answer asked={packs}>
      {({ packs: list }) => (
        <Answer asked={drafts}>
          {({ drafts: waiting }) => {
            const shared = { packs: list, tills: tills.data?.tills ?? [], onDone: reload };
            const draft = waiting.find(({ id }) => `draft-${id}` === part);
            if (draft !== undefined) return <DraftPage draft={draft} {...shared} />;
            if (part !== null && /^\d+$/.test(part)) {
              return <PackPage key={part} number={Number(part)} {...shared} />;
            }
            return (
              <>
                <PageHead title={t('page.programs')}>
                  {mayPublish && (
                    <Button
                      leftSection={<IconPlus size={20} stroke={1.8} />}
                      onClick={() => goTo('programs', 'new')}
                      data-testid="new-program"
                    >
                      {t('programs.new')}
                    </Button>
                  )}
                </PageHead>
                <PackList packs={list} drafts={waiting} />
              </>
            );
          }}
        </Answer>
      )}
    </Answer>
  );
}
