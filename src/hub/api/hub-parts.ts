import type { Clock } from '../../shared/ports.ts';
import type { HubLog } from '../log.ts';
import type { ProgramCache } from '../packs/program-cache.ts';
import type { HubSecrets } from '../secrets/secret-files.ts';
import type { MemberSnapshots } from '../snapshots/snapshots.ts';
import type { NonceBook } from '../store/hub-database.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { ChainRecord } from '../store/records.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import type { Doorbell } from './doorbell.ts';
import type { Metrics } from './metrics.ts';

/** What the routes work with; made once by the hub's composition. */
export type HubParts = {
  readonly store: HubStore;
  /** As last read: settings may change while the hub runs. */
  readonly chain: ChainRecord;
  readonly reloadChain: () => Promise<void>;
  readonly secrets: HubSecrets;
  readonly programs: ProgramCache;
  readonly clock: Clock;
  readonly nonces: NonceBook;
  readonly doorbell: Doorbell;
  readonly enrolAttempts: AttemptLimit;
  /** Notes that a till was heard, on the disk at most once a minute. */
  readonly heard: (tillId: string, nowMs: number) => Promise<void>;
  /** Tells the replay of receipts that a push of a journal is on the disk. */
  readonly pushed: (tillId: string, epoch: number) => void;
  /** The ready file with all members for new tills. */
  readonly snapshots: MemberSnapshots;
  readonly metrics: Metrics;
  readonly log: HubLog;
  readonly version: string;
};
