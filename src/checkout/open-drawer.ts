import type { OpenDrawerRequest, OpenDrawerResult } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { appendAudit } from './audit.ts';
import { hasManagerPin } from './fraud-rules.ts';
import type { PinCheck } from './pin-check.ts';
import type { CheckoutPorts, SaleWriter } from './ports.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replay } from './replay.ts';

export type OpenDrawer = (request: OpenDrawerRequest) => Promise<Result<OpenDrawerResult, Refusal>>;

/**
 * The cash drawer without a sale: with a manager's PIN once a manager of the chain has one, else by whoever stands at
 * the till, and told to the chain in the audit log either way. The line is on the disk before the pulse leaves, and the
 * same operation never opens twice: a till that dies in between leaves the drawer closed. A printer that is held up does
 * too: the pulse expires, the caller is told, and may send the call again.
 */
export function createOpenDrawer(ports: CheckoutPorts, pins: PinCheck): OpenDrawer {
  /** Operations whose pulse was given up: nothing left, so that the same call may try again. */
  const unopened = new Set<string>();
  const pulse = async (result: OpenDrawerResult): Promise<Result<OpenDrawerResult, Refusal>> => {
    unopened.delete(result.operationId);
    if ((await ports.drawer?.open()) !== false) return ok(result);
    unopened.add(result.operationId);
    return err(notOpened);
  };
  return async ({ approval, ...request }) => {
    const { operationId } = request;
    // Without the approval: whoever reads the stored hash must not be able to try PINs against it.
    const bodyHash = callHash('drawer', '', request);
    const earlier = replay(ports.store, operationId, bodyHash);
    // Only this call stores under this hash, so the stored answer is a drawer's.
    if (earlier !== null) {
      const known = earlier as Result<OpenDrawerResult, Refusal>;
      return known.ok && unopened.has(operationId) ? pulse(known.value) : known;
    }
    const unable = refuseByMode(ports) ?? drawerRefusal(ports);
    if (unable !== null) return err(unable);
    const cashier = request.cashier ?? ports.cashier?.() ?? null;
    const line = { rule: 'drawer', cashier, subject: operationId } as const;
    let result: OpenDrawerResult | null = null;
    const book = (writer: SaleWriter, approvedBy: string | null): void => {
      // The same call may have come twice while the PIN was judged.
      if (replay(writer, operationId, bodyHash) !== null) return;
      result = { operationId, approvedBy };
      const atMs = Math.round(ports.clock.wallMs());
      writer.putAnswer({ operationId, bodyHash, answer: JSON.stringify(result), memberId: null, atMs });
    };
    if (!hasManagerPin(ports.store.config.get())) {
      const auditId = ports.store.transaction((writer) => {
        book(writer, null);
        return appendAudit(ports, writer, { ...line, outcome: 'noticed' });
      });
      ports.onCommitted?.({ operationId: auditId, purchaseId: null, memberId: null });
    } else if (approval === undefined || approval === null) {
      return err(
        refusal('manager-pin-needed', "The drawer opens without a sale with a manager's id and PIN."),
      );
    } else {
      const manager = await pins.manager(approval, line, (writer, { id }) => book(writer, id));
      if (!manager.ok) return manager;
    }
    if (result === null) {
      const twin = replay(ports.store, operationId, bodyHash) as Result<OpenDrawerResult, Refusal> | null;
      return twin ?? err(refusal('unavailable', 'Send the call again.'));
    }
    return pulse(result);
  };
}

const notOpened = refusal(
  'drawer-not-opened',
  'The printer was held up: the pulse was given up and will not come.',
);

function drawerRefusal({ drawer }: CheckoutPorts): Refusal | null {
  switch (drawer?.state() ?? 'none') {
    case 'none':
      return refusal('no-drawer', 'The config of the till has no cash drawer.');
    case 'offline':
      return refusal('drawer-offline', 'The printer that opens the drawer does not answer.');
    case 'ready':
      return null;
  }
}
