import { Button, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './entry-form.module.css';
import { Keypad } from './keypad.tsx';

type EntryFormProps = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly hint?: string;
  readonly example?: string;
  readonly error?: string | null;
  /** The key left of zero of the keypad; without it there is no keypad and the system's keyboard serves. */
  readonly extraKey?: string;
  readonly action: string;
  readonly ready: boolean;
  readonly onSubmit: () => void;
  /** Above the field. */
  readonly children?: ReactNode;
  /** What else is asked, right of the field, above the button. */
  readonly beside?: ReactNode;
  /** Beside the button. */
  readonly other?: ReactNode;
};

/** One field and one button, with keys for fingers: what a dialog asks a cashier for. Enter is the button. */
export function EntryForm(props: EntryFormProps) {
  const { value, onChange, extraKey, action, ready } = props;
  const button = (
    <Button type="submit" fullWidth size={props.other === undefined ? 'xl' : 'lg'} disabled={!ready}>
      {action}
    </Button>
  );
  const keys = (
    <>
      {props.children}
      <TextInput
        size="xl"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        placeholder={props.example ?? ''}
        aria-label={props.label}
        description={props.hint}
        error={props.error}
        inputMode={extraKey === undefined ? 'text' : 'none'}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        autoFocus
      />
      {extraKey !== undefined && (
        <Keypad
          extra={extraKey}
          onKey={(key) => onChange(value + key)}
          onErase={() => onChange(value.slice(0, -1))}
        />
      )}
    </>
  );
  const buttons =
    props.other === undefined ? (
      button
    ) : (
      <Group grow>
        {props.other}
        {button}
      </Group>
    );
  return (
    <form
      className={props.beside === undefined ? styles.form : styles.wide}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) props.onSubmit();
      }}
    >
      {props.beside === undefined ? (
        <>
          {keys}
          {buttons}
        </>
      ) : (
        <>
          <div className={styles.form}>{keys}</div>
          <div className={styles.form}>
            {props.beside}
            <div className={styles.space} />
            {buttons}
          </div>
        </>
      )}
    </form>
  );
}
