import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../src/sqlite/migrate.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { tillMigrations } from '../../src/store/migrations.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A file as the migrations up to `version` leave it. */
function fileAt(version: number) {
  const database = openDatabase(join(temporaryFolder(), 'till.db'));
  onTestFinished(() => database.close());
  migrate(database, tillMigrations.slice(0, version));
  const run = (sql: string): number => database.transaction((writer) => writer.run(sql));
  return { database, run };
}

describe('the first migration, of the till itself', () => {
  it('keeps one contact and cursors that only move inside the stream', () => {
    const { run } = fileAt(1);
    run("INSERT INTO contact VALUES (1, 5, 4, 0.5, 'boot')");
    expect(() => run("INSERT INTO contact VALUES (2, 5, 4, 0.5, 'boot')")).toThrow('CHECK');
    expect(() => run("INSERT INTO cursors VALUES ('goods', -1, 1, NULL)")).toThrow('CHECK');
    expect(() => run("INSERT INTO cursors VALUES ('goods', 'far', 1, NULL)")).toThrow('cannot store TEXT');
  });
});

describe('the second migration, of members', () => {
  it('lets cards and lots go with their member, and keeps the legs of the ledger', () => {
    const { database, run } = fileAt(2);
    run("INSERT INTO members VALUES ('m1', '{}', 0)");
    run("INSERT INTO identifiers VALUES ('card', '1', 'm1')");
    run("INSERT INTO lots VALUES ('m1', 'a', 'main', '', '', NULL, 5, -3)");
    run("INSERT INTO postings VALUES ('o', 0, 'm1', 'main', 'issued', 'a', -5)");
    run("DELETE FROM members WHERE id = 'm1'");
    const left = (table: string) => database.all(`SELECT * FROM ${table}`).length;
    expect(['identifiers', 'lots', 'postings'].map(left)).toEqual([0, 0, 1]);
  });

  it('takes no card without a member, no lot below nothing and no empty leg', () => {
    const { run } = fileAt(2);
    expect(() => run("INSERT INTO identifiers VALUES ('card', '1', 'nobody')")).toThrow('FOREIGN KEY');
    run("INSERT INTO members VALUES ('m1', '{}', 0)");
    expect(() => run("INSERT INTO lots VALUES ('m1', 'a', 'main', '', '', NULL, -1, 0)")).toThrow('CHECK');
    expect(() => run("INSERT INTO postings VALUES ('o', 0, 'm1', 'main', 'issued', 'a', 0)")).toThrow(
      'CHECK',
    );
  });
});

describe('the third migration, of goods and packs', () => {
  it('lets two goods share a barcode and drops barcodes with their goods', () => {
    const { database, run } = fileAt(3);
    run("INSERT INTO goods VALUES ('g1', '{}', 'a'), ('g2', '{}', 'b')");
    run("INSERT INTO barcodes VALUES ('46', 'g1'), ('46', 'g2')");
    run("DELETE FROM goods WHERE sku = 'g1'");
    expect(database.all('SELECT sku FROM barcodes')).toEqual([{ sku: 'g2' }]);
  });

  it('holds every pack number once', () => {
    const { run } = fileAt(3);
    run("INSERT INTO packs VALUES (1, 0, '{}')");
    expect(() => run("INSERT INTO packs VALUES (1, 0, '{}')")).toThrow('UNIQUE');
  });
});

describe('the fourth migration, of receipts', () => {
  const receipt = (id: string, state: string, fiscal: string) =>
    `INSERT INTO receipts VALUES ('${id}', '${state}', NULL, 1, '{}', '{}', 0, 0, 0, NULL, '${fiscal}', 'now')`;

  it('books a fiscal receipt once, while drafts and cancelled ones may name it again', () => {
    const { run } = fileAt(4);
    run(receipt('P1', 'confirmed', '7'));
    run(receipt('P2', 'cancelled', '7'));
    run(receipt('P3', 'open', '7'));
    expect(() => run(receipt('P4', 'confirmed', '7'))).toThrow('UNIQUE');
    expect(() => run("UPDATE receipts SET state = 'confirmed' WHERE purchase_id = 'P3'")).toThrow('UNIQUE');
  });

  it('knows only the states it names', () => {
    const { run } = fileAt(4);
    expect(() => run(receipt('P1', 'paid', '7'))).toThrow('CHECK');
    const job = (state: string) =>
      `INSERT INTO print_jobs VALUES ('j', 'P1', NULL, '${state}', NULL, x'1b40', 0, 0)`;
    expect(() => run(job('printed'))).toThrow('CHECK');
    expect(run(job('queued'))).toBe(1);
  });
});

describe('the fifth migration, of the journal', () => {
  const link = (sequence: number, operation: string) =>
    `INSERT INTO journal VALUES (1, ${sequence}, '${operation}', NULL, 0, '{}', 'h')`;

  it('takes an operation once and no outbox row without its operation', () => {
    const { run } = fileAt(5);
    run(link(1, 'o1'));
    expect(() => run(link(2, 'o1'))).toThrow('UNIQUE');
    expect(() => run(link(1, 'o2'))).toThrow('UNIQUE');
    expect(() => run("INSERT INTO outbox VALUES (1, 2, NULL, '{}')")).toThrow('FOREIGN KEY');
    run("INSERT INTO outbox VALUES (1, 1, NULL, '{}')");
    expect(() => run('DELETE FROM journal')).toThrow('FOREIGN KEY');
  });
});

describe('the sixth migration, of closed purchases', () => {
  it('keeps what is closed, and open receipts whole', () => {
    const { database, run } = fileAt(5);
    const receipt = (id: string, state: string, fiscal: string) =>
      run(
        `INSERT INTO receipts VALUES ('${id}', '${state}', 'm1', 1, '{}', '{}', 0, 1, 2, 'o', '${fiscal}', 'now')`,
      );
    receipt('P1', 'confirmed', '7');
    receipt('P2', 'cancelled', '7');
    receipt('P3', 'open', '8');
    migrate(database, tillMigrations.slice(0, 6));
    expect(database.all('SELECT purchase_id AS id, state FROM purchases ORDER BY 1')).toEqual([
      { id: 'P1', state: 'confirmed' },
      { id: 'P2', state: 'cancelled' },
    ]);
    expect(database.all('SELECT purchase_id AS id, hold_points AS points FROM held_receipts')).toEqual([
      { id: 'P3', points: null },
    ]);
    const again = (state: string) =>
      run(`INSERT INTO purchases VALUES ('P4', '${state}', 'o', '7', 'now', 0)`);
    expect(() => again('confirmed')).toThrow('UNIQUE');
    expect(() => again('paid')).toThrow('CHECK');
    expect(() => run("UPDATE held_receipts SET hold_points = 0, hold_wallet = 'main'")).toThrow('CHECK');
  });
});

describe('the tenth migration, of approvals', () => {
  it('keeps one approval of a receipt and member, and one row of tries a person', () => {
    const { run } = fileAt(10);
    run("INSERT INTO approvals VALUES ('P1', 'm1', 'olga'), ('P1', 'm2', 'olga')");
    expect(() => run("INSERT INTO approvals VALUES ('P1', 'm1', 'oleg')")).toThrow('UNIQUE');
    run("INSERT INTO pin_tries VALUES ('olga', 1, 4)");
    expect(() => run("INSERT INTO pin_tries VALUES ('olga', 2, 1)")).toThrow('UNIQUE');
  });
});

describe('the twelfth migration, of gaps in the journal', () => {
  it('knows the end of a gap once, with its hash or without, and forgets nobody twice', () => {
    const { run } = fileAt(12);
    run('INSERT INTO journal_anchors VALUES (1, 5, NULL)');
    expect(() => run("INSERT INTO journal_anchors VALUES (1, 5, 'h')")).toThrow('UNIQUE');
    expect(() => run('INSERT INTO journal_anchors VALUES (1, 0, NULL)')).toThrow('CHECK');
    run(
      "INSERT INTO journal_set_aside (epoch, sequence, operation_id, payload, hash, at_ms) VALUES (1, 2, 'o', '{}', 'h', 1)",
    );
    run("INSERT INTO erased_members (member_id) VALUES ('m1')");
    expect(() => run("INSERT INTO erased_members (member_id) VALUES ('m1')")).toThrow('UNIQUE');
  });
});

describe('the seventeenth migration, of used codes', () => {
  it('keeps one counter a card', () => {
    const { run } = fileAt(17);
    run("INSERT INTO used_codes VALUES ('c', 5, 1000)");
    expect(() => run("INSERT INTO used_codes VALUES ('c', 6, 1000)")).toThrow('UNIQUE');
    expect(() => run("INSERT INTO used_codes VALUES ('d', -1, 1000)")).toThrow('CHECK');
  });
});

describe('the nineteenth migration, of identifiers in one order', () => {
  it('keeps all of them, and says of whom they are in the member alone', () => {
    const { database, run } = fileAt(18);
    run("INSERT INTO members VALUES ('m1', '{}', 0), ('m2', '{}', 0)");
    run("INSERT INTO identifiers VALUES ('phone', 'b', 'm1'), ('card', '2', 'm1'), ('card', '2', 'm2')");
    const found = () => database.all('SELECT * FROM identifiers ORDER BY kind, value, member_id');
    const before = found();
    expect(before).toHaveLength(3);
    migrate(database, tillMigrations.slice(0, 19));
    expect(found()).toEqual(before);
    const indexes =
      "SELECT name FROM sqlite_schema WHERE tbl_name = 'identifiers' AND type = 'index' AND sql <> ''";
    expect(database.all(indexes)).toEqual([]);
  });
});

describe('published migrations', () => {
  it('are never edited: add a new one instead and its checksum here', () => {
    const checksums = tillMigrations.map(({ name, sql }) => [
      name,
      createHash('sha256').update(sql).digest('hex').slice(0, 16),
    ]);
    expect(checksums).toEqual([
      ['till', '363ab066a06fdd6a'],
      ['members', '008371688e113477'],
      ['goods-packs', '175b704bde044bfb'],
      ['receipts', '2bfb72509bfd9c0c'],
      ['journal', '2abd74161bf541d2'],
      ['closed-purchases', 'e86c3032939be7b5'],
      ['returns', '658c001ebedab661'],
      ['personal-data', 'e5846c6eaaf50299'],
      ['coupons', '6b8c2e86ae526ccd'],
      ['approvals', '31d7ea4fef4bfbac'],
      ['members-anew', '2ce2693b981a5b43'],
      ['journal-gaps', 'a51fd1aad64be9e2'],
      ['store-rights', '99a227c8db045c8f'],
      ['erased-persons', '868b31596393228f'],
      ['own-spends', '4b6976b1494328c5'],
      ['lighter-sales', '23bec195004c8575'],
      ['used-codes', 'efcd506fbfcacabf'],
      ['intake', '7c0983279141d95b'],
      ['identifiers-once', '9b91b1c3cf088ef8'],
    ]);
  });
});
