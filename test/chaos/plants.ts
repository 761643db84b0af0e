/** A place in the product's source that is made wrong. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

/** Faults that the auditor must find. */
export const plants: Readonly<Record<string, readonly Change[]>> = {
  // What comes again is booked again, as an operation of its own.
  'hub-forgets-ids': [
    {
      file: 'src/hub/ledger/decide-push.ts',
      from: `        : {
            sequence: stored.sequence,`,
      to: `        : {
            ...(read.operation?.kind !== 'purchase'
              ? {}
              : void take(work, JSON.parse(read.entry.payload.replaceAll(read.operation.id, crypto.randomUUID())))),
            sequence: stored.sequence,`,
    },
    {
      file: 'src/hub/ledger/decide-push.ts',
      from: 'if (work.operations.length === 0) {',
      to: 'if (work.operations.length === 0 && work.facts.size === 0) {',
    },
    {
      file: 'src/hub/ledger/decide-push.ts',
      from: "const last = defined(work.operations.at(-1), 'a push that takes operations has a last one');",
      to: 'const last = work.operations.at(-1) ?? { hash: head, sequence: headSequence };',
    },
  ],
  // A push that failed is taken for delivered, and what the hub then lacks is never offered again.
  'till-drops-on-failure': [
    {
      file: 'src/sync/client.ts',
      from: 'if (!answer.ok) return this.#pushFailed(answer.error);',
      to: `if (!answer.ok) {
        const verdicts = operations.map(({ sequence }) => ({ sequence, verdict: 'applied', code: null, detail: null }));
        store.settle({ verdicts, head: previousHead, headSequence: 0, headSignature: '', keyId: '', hubTimeMs: 0 });
        return this.#pushFailed(answer.error);
      }`,
    },
    {
      file: 'src/store/reconcile-head.ts',
      from: 'return { requeued: requeueAfter(writer, epoch, hub.headSequence) };',
      to: "writer.run('DELETE FROM outbox WHERE epoch = ?', [epoch]); return { requeued: 1 };",
    },
  ],
};
