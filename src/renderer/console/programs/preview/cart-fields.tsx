import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from '../programs.module.css';
import type { TriedLine } from './sample-cart.ts';

type CartFieldsProps = {
  readonly lines: readonly TriedLine[];
  readonly onChange: (lines: TriedLine[]) => void;
};
const fields = ['sku', 'category', 'price', 'quantity'] as const;
const MOST_LINES = 20;

/** The cart one tries a program on, a line each. */
export function CartFields({ lines, onChange }: CartFieldsProps) {
  const { t } = useTranslation('console');
  const change = (key: number, field: (typeof fields)[number], text: string): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, [field]: text } : line)));
  const next = Math.max(-1, ...lines.map(({ key }) => key)) + 1;
  return (
    <>
      <table className={styles.cart}>
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field} scope="col">
                {t(`preview.${field}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              {fields.map((field) => (
                <td key={field}>
                  <TextInput
                    size="sm"
                    aria-label={t(`preview.${field}`)}
                    value={line[field]}
                    inputMode={field === 'price' || field === 'quantity' ? 'decimal' : 'text'}
                    onChange={(event) => change(line.key, field, event.currentTarget.value)}
                  />
                </td>
              ))}
              <td>
                <ActionIcon
                  size={36}
                  aria-label={t('preview.remove')}
                  onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
                >
                  <IconX size={18} stroke={1.8} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length < MOST_LINES && (
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconPlus size={18} stroke={1.8} />}
          onClick={() =>
            onChange([
              ...lines,
              { key: next, sku: `goods-${next + 1}`, category: '', price: '100', quantity: '1' },
            ])
          }
        >
          {t('preview.add')}
        </Button>
      )}
    </>
  );
}
