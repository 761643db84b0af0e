/** Structured log of the main process: fields first, then a sentence. */
export interface MainLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
