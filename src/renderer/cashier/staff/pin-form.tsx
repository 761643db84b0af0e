import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pinSchema } from '../../../contracts/fraud.ts';
import type { StaffList } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Choice } from '../../kit/choice.tsx';
import { Keypad } from '../../kit/keypad.tsx';
import { problemText } from '../../kit/problem-text.ts';
import styles from './pin-form.module.css';
import type { SubmitPin } from './use-staff.ts';

type Person = StaffList['staff'][number];

type PinFormProps = {
  /** Whom to choose from; the only one is chosen. */
  readonly people: readonly Person[];
  readonly action: string;
  readonly onSubmit: SubmitPin;
};

/** Who, and the PIN where this person has one. The PIN lives in this form alone and is gone after every try. */
export function PinForm({ people, action, onSubmit }: PinFormProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<string | null>(people.length === 1 ? (people[0]?.id ?? null) : null);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const person = people.find(({ id }) => id === chosen);
  const ready = person !== undefined && (!person.hasPin || pinSchema.safeParse(pin).success) && !busy;
  const submit = async (): Promise<void> => {
    if (person === undefined) return;
    setBusy(true);
    const refused = await onSubmit(person.id, person.hasPin ? pin : null);
    setBusy(false);
    setPin('');
    setProblem(refused);
  };
  const type = (digits: string): void => setPin((before) => (before + digits).slice(0, 12));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit();
      }}
    >
      <Choice
        label={t('staff.who')}
        options={people.map(({ id, name }) => ({ id, text: name }))}
        chosen={chosen}
        onChoose={setChosen}
        testId="person"
      />
      {person?.hasPin === true && (
        <>
          <TextInput
            type="password"
            size="xl"
            value={pin}
            onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, '').slice(0, 12))}
            aria-label={t('staff.pin')}
            placeholder={t('staff.pin')}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
            autoFocus
          />
          <Keypad extra="00" onKey={type} onErase={() => setPin((before) => before.slice(0, -1))} />
        </>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problemText(problem, language, t)}
        </p>
      )}
      <Button type="submit" fullWidth size="xl" disabled={!ready} loading={busy}>
        {action}
      </Button>
    </form>
  );
}
