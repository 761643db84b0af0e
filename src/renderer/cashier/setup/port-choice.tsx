import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftTransport } from '../../../contracts/setup.ts';
import { classNames } from '../../kit/class-names.ts';
import { placeOf, sameTransport } from './draft-changes.ts';
import styles from './setup-dialog.module.css';

export type Candidate = { readonly name: string; readonly transport: DraftTransport };

type PortChoiceProps = {
  /** What was found and could be it. */
  readonly found: readonly Candidate[];
  readonly chosen: DraftTransport | null;
  readonly onChoose: (candidate: Candidate | null) => void;
  /** What is typed where nothing was found: a port, or an address in the network. */
  readonly typed: {
    readonly label: string;
    readonly example: string;
    readonly read: (text: string) => DraftTransport;
  };
  /** Nothing of this kind at this till. */
  readonly none: string;
};

/** Where the device is: one of those found, one that a person names, or none. */
export function PortChoice({ found, chosen, onChoose, typed, none }: PortChoiceProps) {
  const { t } = useTranslation();
  const known = found.some(({ transport }) => chosen !== null && sameTransport(transport, chosen));
  const [text, setText] = useState(chosen === null || known ? '' : placeOf(chosen));
  return (
    <>
      <fieldset className={styles.ports} aria-label={t('setup.where')}>
        {found.map((candidate) => {
          const isChosen = chosen !== null && sameTransport(candidate.transport, chosen);
          return (
            <button
              key={placeOf(candidate.transport)}
              type="button"
              aria-pressed={isChosen}
              className={classNames(styles.port, isChosen && styles.chosen)}
              onClick={() => onChoose(candidate)}
            >
              <b>{candidate.name}</b>
              <span>{placeOf(candidate.transport)}</span>
            </button>
          );
        })}
        <button
          type="button"
          aria-pressed={chosen === null}
          className={classNames(styles.port, chosen === null && styles.chosen)}
          onClick={() => {
            setText('');
            onChoose(null);
          }}
        >
          <b>{none}</b>
        </button>
      </fieldset>
      <form
        className={styles.typed}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') onChoose({ name: '', transport: typed.read(text.trim()) });
        }}
      >
        <TextInput
          className={styles.grow}
          size="md"
          label={typed.label}
          placeholder={typed.example}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={250}
        />
        <Button type="submit" size="md" variant="light" disabled={text.trim() === ''}>
          {t('setup.use')}
        </Button>
      </form>
    </>
  );
}
