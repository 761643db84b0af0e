import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DraftTransport } from '../../../contracts/setup.ts';
import styles from './setup-dialog.module.css';

type LineSettingsProps = {
  readonly transport: DraftTransport | undefined;
  readonly onChange: (transport: DraftTransport) => void;
};

const speeds = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200];
/** Settings of which each is one field, with what may stand there. */
const fields = { baudRate: speeds, dataBits: [8, 7, 6, 5], stopBits: [1, 1.5, 2] } as const;
const parities = ['none', 'even', 'odd', 'mark', 'space'] as const;
const flows = {
  none: { rtscts: false, xonxoff: false },
  rtscts: { rtscts: true, xonxoff: false },
  xonxoff: { rtscts: false, xonxoff: true },
} as const;
type Flow = keyof typeof flows;

function flowOf({ rtscts, xonxoff }: DraftTransport): Flow | '' {
  if (rtscts === true) return 'rtscts';
  if (xonxoff === true) return 'xonxoff';
  return rtscts === undefined && xonxoff === undefined ? '' : 'none';
}

/** The transport with these fields; what is undefined goes, so that the maker's own holds. */
function withFields(transport: DraftTransport, changed: Readonly<Record<string, unknown>>): DraftTransport {
  const { kind } = transport;
  const all = Object.entries({ ...transport, ...changed }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(all), kind };
}

/** How a serial line is set, for devices that somebody has set up otherwise than their maker. */
export function LineSettings({ transport, onChange }: LineSettingsProps) {
  const { t } = useTranslation();
  if (transport?.kind !== 'serial') return null;
  const asShipped = { value: '', label: t('setup.line.asShipped') };
  const set = (changed: Readonly<Record<string, unknown>>): void => onChange(withFields(transport, changed));
  return (
    <details data-testid="setup-line-settings">
      <summary className={styles.quiet}>{t('setup.line.title')}</summary>
      <div className={styles.line}>
        {(Object.keys(fields) as (keyof typeof fields)[]).map((field) => (
          <NativeSelect
            key={field}
            label={t(`setup.line.${field}`)}
            value={String(transport[field] ?? '')}
            data={[asShipped, ...fields[field].map((one) => ({ value: String(one), label: String(one) }))]}
            onChange={({ currentTarget: { value } }) =>
              set({ [field]: value === '' ? undefined : Number(value) })
            }
          />
        ))}
        <NativeSelect
          label={t('setup.line.parity')}
          value={String(transport.parity ?? '')}
          data={[
            asShipped,
            ...parities.map((one) => ({ value: one, label: t(`setup.line.parities.${one}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => set({ parity: value === '' ? undefined : value })}
        />
        <NativeSelect
          label={t('setup.line.flow')}
          value={flowOf(transport)}
          data={[
            asShipped,
            ...(Object.keys(flows) as Flow[]).map((one) => ({
              value: one,
              label: t(`setup.line.flows.${one}`),
            })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            set(flows[value as Flow] ?? { rtscts: undefined, xonxoff: undefined })
          }
        />
      </div>
    </details>
  );
}
