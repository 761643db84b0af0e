import type { Migration } from '../../../sqlite/migrate.ts';
import { chainTills } from './migrations/0001-chain-tills.ts';
import { membersLedger } from './migrations/0002-members-ledger.ts';
import { generation } from './migrations/0003-generation.ts';
import { purchasesReturns } from './migrations/0004-purchases-returns.ts';
import { enrolments } from './migrations/0005-enrolments.ts';
import { promotionUses } from './migrations/0006-promotion-uses.ts';
import { coupons } from './migrations/0007-coupons.ts';
import { audit } from './migrations/0008-audit.ts';
import { erasures } from './migrations/0009-erasures.ts';
import { leases } from './migrations/0010-leases.ts';
import { replays } from './migrations/0011-replays.ts';
import { packLifecycle } from './migrations/0012-pack-lifecycle.ts';
import { bookings } from './migrations/0013-bookings.ts';
import { memberMerges } from './migrations/0014-member-merges.ts';
import { tillHealth } from './migrations/0015-till-health.ts';
import { journalBlocks } from './migrations/0016-journal-blocks.ts';

export const hubMigrations: readonly Migration[] = [
  chainTills,
  membersLedger,
  generation,
  purchasesReturns,
  enrolments,
  promotionUses,
  coupons,
  audit,
  erasures,
  leases,
  replays,
  packLifecycle,
  bookings,
  memberMerges,
  tillHealth,
  journalBlocks,
];
