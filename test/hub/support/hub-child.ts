// A hub of its own process, so that a test can kill it. Takes the words after `kopilka`.
import { hubCommand } from '../../../src/cli/commands/hub.ts';
import { runCommandLine } from '../../../src/cli/run.ts';

const controller = new AbortController();
process.on('SIGTERM', () => controller.abort());
process.exitCode = await runCommandLine([hubCommand], process.argv.slice(2), process, controller.signal);
