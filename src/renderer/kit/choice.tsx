import styles from './choice.module.css';
import { classNames } from './class-names.ts';

type ChoiceProps = {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** The test id of an option is this with the option's id. */
  readonly testId: string;
};

/** One of a few, each a button of its own: for fingers and for the Tab key. */
export function Choice({ label, options, chosen, onChoose, testId }: ChoiceProps) {
  return (
    <fieldset className={styles.choice} aria-label={label}>
      {options.map(({ id, text }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          className={classNames(styles.option, id === chosen && styles.chosen)}
          onClick={() => onChoose(id)}
          data-testid={`${testId}-${id}`}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
