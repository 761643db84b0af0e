import { assert } from '../shared/assert.ts';
import type { SqliteDatabase, SqliteWriter } from './database.ts';
import { DatabaseFailure, type DatabaseFailureCode } from './database-failure.ts';
import { createIntakeWriter, type IntakeStatement, readIntake } from './intake.ts';

/** Statements of `later`: gathered while a transaction runs, durable in the intake after it, then carried out. */
export type Settling = {
  readonly add: (statement: IntakeStatement) => void;
  /** A transaction begins; what is pending must be carried out, or it does not. */
  readonly begin: () => void;
  /** The transaction is about to write in another way: what was gathered comes first, and all of it at once. */
  readonly beforeWriting: () => void;
  /** Somebody is about to read: what was gathered or is pending comes first. */
  readonly beforeReading: () => void;
  /** The end of the transaction's work, before its commit. */
  readonly finish: () => void;
  readonly committed: () => void;
  readonly rolledBack: () => void;
  /** Carries out what is pending; a disk that takes nothing throws and leaves it pending. */
  readonly settle: () => void;
  /** For whoever only reads: the state before what is pending is better than none. */
  readonly settleIfPossible: () => void;
  readonly whenLate: SqliteDatabase['whenLate'];
  /** Takes over what an opened file came with. */
  readonly takeOver: () => void;
};

export type SettlingParts = {
  /** Carries out statements at once. */
  readonly direct: SqliteWriter;
  /** A transaction around work of this module. */
  readonly within: (work: () => void) => void;
  readonly isOpen: () => boolean;
  readonly onDamaged: () => void;
};

/** Whoever called has to get its answer first. */
const giveWayMs = 1;

/** The disk, not the file: there may be room again later. */
const diskTroubles: ReadonlySet<DatabaseFailureCode> = new Set(['disk-full', 'read-only', 'io', 'busy']);
const isDiskTrouble = (error: unknown): error is DatabaseFailure =>
  error instanceof DatabaseFailure && diskTroubles.has(error.code);

export const createSettling = (parts: SettlingParts): Settling => new Waiting(parts);

class Waiting implements Settling {
  readonly #parts: SettlingParts;
  readonly #intake = createIntakeWriter();
  /** Of the transaction that runs. */
  #gathered: IntakeStatement[] = [];
  /** Of the last one: in the intake, not carried out. */
  #pending: IntakeStatement[] = [];
  #isWithin = false;
  #doesMore = false;
  #hasIntake = false;
  /** Readers were given the state before what is pending. */
  #isLate = false;
  #forget = (): void => {};

  constructor(parts: SettlingParts) {
    this.#parts = parts;
  }

  add = (statement: IntakeStatement): void => {
    assert(this.#isWithin, 'writing happens inside a transaction');
    this.#gathered.push(statement);
  };

  begin = (): void => {
    this.settle();
    this.#isWithin = true;
    this.#doesMore = false;
    this.#gathered = [];
  };

  beforeWriting = (): void => {
    this.#doesMore = true;
    this.#carryOutGathered();
  };

  beforeReading = (): void => {
    if (this.#isWithin) this.#carryOutGathered();
    else if (this.#pending.length > 0) this.settleIfPossible();
  };

  finish = (): void => {
    if (this.#gathered.length === 0) return;
    const isKept = !this.#doesMore && this.#isThere() && this.#intake.put(this.#parts.direct, this.#gathered);
    if (!isKept) this.#carryOutGathered();
  };

  committed = (): void => {
    this.#isWithin = false;
    this.#pending = this.#gathered;
    if (this.#pending.length > 0) setTimeout(this.#afterTheAnswer, giveWayMs).unref();
  };

  rolledBack = (): void => {
    this.#isWithin = false;
  };

  settle = (): void => {
    if (this.#pending.length === 0) return;
    const { direct, within, onDamaged } = this.#parts;
    try {
      within(() => {
        this.#carryOut(this.#pending);
        this.#intake.clear(direct);
      });
    } catch (error) {
      if (error instanceof DatabaseFailure) throw error;
      // What was looked up before it was booked no longer holds: a rebuild takes what there is of both.
      onDamaged();
      throw new DatabaseFailure('damaged', 'What was booked last does not fit to the rest.', error);
    }
    this.#pending = [];
    if (this.#isLate) this.#forget();
    this.#isLate = false;
  };

  settleIfPossible = (): void => {
    try {
      this.settle();
    } catch (error) {
      if (!isDiskTrouble(error)) throw error;
      this.#isLate = true;
    }
  };

  whenLate = (then: () => void): void => {
    this.#forget = then;
  };

  takeOver = (): void => {
    this.#pending = readIntake(this.#parts.direct);
    this.settleIfPossible();
  };

  #carryOut(statements: readonly IntakeStatement[]): void {
    for (const { sql, parameters } of statements) this.#parts.direct.run(sql, parameters);
  }

  #carryOutGathered(): void {
    if (this.#gathered.length === 0) return;
    this.#doesMore = true;
    this.#carryOut(this.#gathered);
    this.#gathered = [];
  }

  #isThere(): boolean {
    this.#hasIntake ||=
      this.#parts.direct.get("SELECT 1 FROM sqlite_schema WHERE name = 'intake'") !== undefined;
    return this.#hasIntake;
  }

  #afterTheAnswer = (): void => {
    if (!this.#parts.isOpen()) return;
    try {
      this.settleIfPossible();
    } catch (error) {
      // Whoever uses the file next is told.
      if (!(error instanceof DatabaseFailure)) throw error;
    }
  };
}
