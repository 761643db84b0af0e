import type { Migration } from '../../../sqlite/migrate.ts';
import { chainTills } from './migrations/0001-chain-tills.ts';
import { membersLedger } from './migrations/0002-members-ledger.ts';

export const hubMigrations: readonly Migration[] = [chainTills, membersLedger];
