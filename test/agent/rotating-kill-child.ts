import { createChainRules } from '../../src/agent/chain-rules.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { err } from '../../src/shared/result.ts';
import { openTillStore } from '../../src/store/till-store.ts';

// Takes a code of an app, says what it was taken for, and dies by its own SIGKILL before anything is closed.
const [path = '', text = ''] = process.argv.slice(2);
const store = openTillStore(path, { clock: systemClock, bootId: 'killed', verifyPack: () => err('none') });
const { recognise } = createChainRules(store, () => {});
process.stdout.write(recognise(text, 'Q1').kind, () => process.kill(process.pid, 'SIGKILL'));
