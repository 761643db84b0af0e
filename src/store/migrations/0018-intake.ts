import { createIntakeSql } from '../../sqlite/intake.ts';
import type { Migration } from '../../sqlite/migrate.ts';

/** A sale is durable with three pages written; its rows find their places once the register has its answer. */
export const intake: Migration = { version: 18, name: 'intake', sql: createIntakeSql };
