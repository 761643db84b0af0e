import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { packContentsSchema } from '../../../contracts/console.ts';
import { packListSchema } from '../../../contracts/manage-packs.ts';
import { useHub } from '../console-context.ts';
import { useAsked } from '../use-asked.ts';

/** Begins with the program that is in force in all stores. */
export function FromPack({ onStart }: { readonly onStart: (text: string) => void }) {
  const { t } = useTranslation('console');
  const client = useHub();
  const { data } = useAsked('packs', packListSchema);
  const inForce = data?.packs.find(({ state, stores }) => state === 'active' && stores === null);
  if (inForce === undefined) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconCopy size={20} stroke={1.8} />}
      data-testid="from-pack"
      onClick={async () => {
        const path = `packs/${inForce.number}`;
        const answer = await client.call({ method: 'GET', path }, packContentsSchema);
        if (answer.ok) onStart(JSON.stringify(answer.value.program, null, 2));
      }}
    >
      {t('editor.fromPack', { number: inForce.number })}
    </Button>
  );
}
