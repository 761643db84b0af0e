import { ensureWindows } from '../../src/cli/start/build.ts';

/** The windows are built once for all files of a run: two that build at once would read each other's halves. */
export default async function setup(): Promise<void> {
  await ensureWindows(() => {});
}
