import { useTranslation } from 'react-i18next';
import { packContentsSchema } from '../../../contracts/console.ts';
import type { Draft, PublishedPack } from '../../../contracts/manage-packs.ts';
import { validateProgram } from '../../../loyalty/program/validate.ts';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import styles from '../parts/parts.module.css';
import { Table } from '../parts/table.tsx';
import { addressOf } from '../routes.ts';
import { useAsked } from '../use-asked.ts';
import { useWords } from '../use-words.ts';
import { GivesInShort } from './gives-in-short.tsx';
import { stageOf, stageTones } from './pack-words.ts';
import { Progress } from './progress.tsx';

type PackListProps = { readonly packs: readonly PublishedPack[]; readonly drafts: readonly Draft[] };

/** Drafts first, then the packs with the newest on top. */
export function PackList({ packs, drafts }: PackListProps) {
  const { t } = useTranslation('console');
  if (packs.length === 0 && drafts.length === 0) {
    return (
      <Card>
        <Empty title={t('programs.none')} next={t('programs.noneNext')} />
      </Card>
    );
  }
  return (
    <>
      {drafts.length > 0 && (
        <Card title={t('programs.drafts')} testId="drafts">
          <Table>
            {drafts.map((draft) => (
              <DraftRow key={draft.id} draft={draft} />
            ))}
          </Table>
        </Card>
      )}
      <Card title={t('programs.packs')} testId="packs">
        <Table
          columns={(['pack', 'state', 'gives', 'when', 'tills'] as const).map((name) =>
            t(`programs.column.${name}`),
          )}
        >
          {packs
            .toSorted((a, b) => b.number - a.number)
            .map((pack) => (
              <PackRow key={pack.number} pack={pack} />
            ))}
        </Table>
      </Card>
    </>
  );
}

function DraftRow({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('console');
  const { moment } = useWords();
  const checked = validateProgram(draft.program);
  return (
    <tr data-testid={`draft-${draft.id}`}>
      <td>
        <a href={addressOf('programs', `draft-${draft.id}`)}>{t('programs.draft', { id: draft.id })}</a>
        <span className={styles.small}>
          {draft.author} · {moment(draft.createdAt)}
        </span>
      </td>
      <td>
        <Badge tone="warn" text={t('programs.waits')} />
      </td>
      <td>{checked.ok && <GivesInShort program={checked.value.program} />}</td>
    </tr>
  );
}

function PackRow({ pack }: { readonly pack: PublishedPack }) {
  const { t } = useTranslation('console');
  const { moment } = useWords();
  const stage = stageOf(pack);
  return (
    <tr data-testid={`pack-${pack.number}`}>
      <td>
        <a href={addressOf('programs', String(pack.number))}>
          {t('programs.number', { number: pack.number })}
        </a>
        <span className={styles.small}>{pack.program}</span>
      </td>
      <td>
        <Badge tone={stageTones[stage]} text={t(`stage.${stage}`)} />
        {pack.stores !== null && (
          <span className={styles.small}>{t('programs.stores', { stores: pack.stores.join(', ') })}</span>
        )}
      </td>
      <td>
        <PackGives pack={pack} />
      </td>
      <td>
        {moment(pack.activateAt)}
        {pack.endsAt !== null && (
          <span className={styles.small}>{t('programs.until', { time: moment(pack.endsAt) })}</span>
        )}
      </td>
      <td>
        <Progress staged={pack.staged} tills={pack.tills} />
      </td>
    </tr>
  );
}

/** What packs in use give; of those that are over one reads it on their own page. */
function PackGives({ pack }: { readonly pack: PublishedPack }) {
  const matters = pack.state === 'active' || pack.state === 'scheduled';
  const { data } = useAsked(matters ? `packs/${pack.number}` : null, packContentsSchema);
  const checked = data === null ? null : validateProgram(data.program);
  return checked?.ok === true ? (
    <GivesInShort program={checked.value.program} />
  ) : (
    <span className={styles.soft}>{pack.author ?? ''}</span>
  );
}
