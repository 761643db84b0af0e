import type { Migration } from '../sqlite/migrate.ts';
import { till } from './migrations/0001-till.ts';
import { members } from './migrations/0002-members.ts';
import { goodsAndPacks } from './migrations/0003-goods-packs.ts';
import { receipts } from './migrations/0004-receipts.ts';
import { journal } from './migrations/0005-journal.ts';
import { closedPurchases } from './migrations/0006-closed-purchases.ts';
import { returns } from './migrations/0007-returns.ts';
import { personalData } from './migrations/0008-personal-data.ts';
import { coupons } from './migrations/0009-coupons.ts';
import { approvals } from './migrations/0010-approvals.ts';
import { membersAnew } from './migrations/0011-members-anew.ts';
import { journalGaps } from './migrations/0012-journal-gaps.ts';
import { storeRights } from './migrations/0013-store-rights.ts';
import { erasedPersons } from './migrations/0014-erased-persons.ts';
import { ownSpends } from './migrations/0015-own-spends.ts';
import { lighterSales } from './migrations/0016-lighter-sales.ts';
import { usedCodes } from './migrations/0017-used-codes.ts';
import { intake } from './migrations/0018-intake.ts';
import { identifiersOnce } from './migrations/0019-identifiers-once.ts';

/** The till's schema from its beginning; a new step goes to the end and none is edited. */
export const tillMigrations: readonly Migration[] = [
  till,
  members,
  goodsAndPacks,
  receipts,
  journal,
  closedPurchases,
  returns,
  personalData,
  coupons,
  approvals,
  membersAnew,
  journalGaps,
  storeRights,
  erasedPersons,
  ownSpends,
  lighterSales,
  usedCodes,
  intake,
  identifiersOnce,
];
