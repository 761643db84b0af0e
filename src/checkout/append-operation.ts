import type { OperationFact } from '../contracts/sync.ts';
import { instantFromMs } from '../loyalty/ledger/instant.ts';
import { defined } from '../shared/assert.ts';
import { canonicalJsonWith } from '../shared/canonical-json.ts';
import type { CheckoutPorts, JournalPosition, SaleWriter } from './ports.ts';

export type OperationToAppend = {
  readonly fact: OperationFact;
  readonly pack: number;
  /** Hub time of the operation as well as the till knows it. */
  readonly nowMs: number;
  /** Points it takes from the member, by wallet. */
  readonly spent: Readonly<Record<string, number>>;
  /** Of them, those that the hub had set aside here. */
  readonly leased?: Readonly<Record<string, number>>;
  /** Fields of the body that were written as canonical JSON already. */
  readonly written?: Readonly<Record<string, string>>;
};

/** Puts an operation at the end of the journal and into the outbox, with all the till knows of the time. */
export function appendOperation(
  ports: CheckoutPorts,
  writer: SaleWriter,
  { fact, pack, nowMs, spent, leased = {}, written = {} }: OperationToAppend,
): JournalPosition {
  const identity = defined(ports.store.identity.get(), 'a till that books is enrolled');
  const contact = ports.store.sync.lastContact();
  const head = writer.journalHead();
  const wallMs = Math.round(ports.clock.wallMs());
  const operation = {
    ...fact,
    chain: identity.chain,
    store: identity.store,
    till: identity.till,
    epoch: head.epoch,
    sequence: head.sequence + 1,
    at: instantFromMs(nowMs),
    clock: {
      wallMs,
      monotonicMs: ports.clock.monotonicMs(),
      bootId: ports.bootId,
      hubOffsetMs: contact === null ? null : Math.round(contact.hubTimeMs - contact.wallMs),
      ...(contact?.sameProcess === true ? {} : { guessed: true }),
    },
    pack,
  };
  return writer.appendJournal(head, {
    operationId: fact.id,
    memberId: fact.body.member,
    atMs: wallMs,
    payload: canonicalJsonWith(operation, { body: canonicalJsonWith(fact.body, written) }),
    spent,
    leased,
  });
}
