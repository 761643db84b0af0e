import type { ProgramInput } from '../../contracts/program.ts';

/** A text in the two languages every template speaks. */
export type TemplateText = { readonly ru: string; readonly en: string };

/** A complete program a manager starts from. `id` is stable and also the program's own id. */
export type ProgramTemplate = {
  readonly id: string;
  readonly name: TemplateText;
  /** One sentence that says whom the program suits. */
  readonly summary: TemplateText;
  readonly program: ProgramInput;
};

/**
 * Last minute of everything in a template that is not seasonal, local time: rules told to customers have an end, and a
 * manager decides once a year whether they go on.
 */
export const END_OF_PROGRAM_YEAR = '2027-12-31T23:59';
