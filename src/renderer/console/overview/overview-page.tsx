import { useTranslation } from 'react-i18next';
import { exposureSchema, receiptFlagsSchema, tillListSchema } from '../../../contracts/manage.ts';
import { packListSchema } from '../../../contracts/manage-packs.ts';
import { Answer } from '../parts/answer.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useAsked } from '../use-asked.ts';
import { ExposureCard } from './exposure-card.tsx';
import { FlagsCard } from './flags-card.tsx';
import { TillsCard } from './tills-card.tsx';

const everyMs = 5_000;

/** How the chain is right now: its tills, what could be overspent, and receipts somebody should look at. */
export function OverviewPage() {
  const { t } = useTranslation('console');
  const tills = useAsked('tills', tillListSchema, everyMs);
  const packs = useAsked('packs', packListSchema, everyMs);
  const exposure = useAsked('exposure', exposureSchema, everyMs);
  const flags = useAsked('receipt-flags?limit=20', receiptFlagsSchema, everyMs);
  return (
    <>
      <PageHead title={t('page.overview')} />
      <Answer asked={tills}>
        {({ tills: list }) => (
          <>
            <Answer asked={exposure}>
              {(bound) => (
                <>
                  <TillsCard
                    tills={list}
                    packs={packs.data?.packs ?? []}
                    nowMs={Date.parse(bound.at)}
                    onChanged={tills.reload}
                  />
                  <ExposureCard exposure={bound} tills={list} />
                </>
              )}
            </Answer>
            <Answer asked={flags}>{(found) => <FlagsCard found={found} />}</Answer>
          </>
        )}
      </Answer>
    </>
  );
}
