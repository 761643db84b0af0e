import type { LogLevel } from '../contracts/log-level.ts';

/** A logger whose level can be moved; a pino logger fits. */
type Levelled = { level: string; info(fields: object, message: string): void };

/** Sets the log to the level the chain asks of this till, and back to its own when the chain asks no more. */
export function followLogLevel(log: Levelled, wanted: () => LogLevel | undefined): () => void {
  const own = log.level;
  return () => {
    const level = wanted() ?? own;
    if (level === log.level) return;
    // Said at the more talkative of the two, so that the log itself tells of the change.
    if (level === 'debug' || level === 'info') log.level = level;
    log.info({ level }, 'the chain changed the level of this log');
    log.level = level;
  };
}
