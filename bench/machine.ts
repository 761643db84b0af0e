import { cpus, platform, release, totalmem } from 'node:os';

/** What numbers were taken on. */
export const describeMachine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()}`,
  node: process.version,
});
export type Machine = ReturnType<typeof describeMachine>;
