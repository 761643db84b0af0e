import type { Checkout } from '../checkout/checkout.ts';
import { posReceiptSchema } from '../contracts/pos-api.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Clock } from '../shared/ports.ts';

/** Carts priced before the first customer's; after these a quote takes a third of the time of the first one. */
const rounds = 60;

const cartText = (at: string): string =>
  JSON.stringify({
    at,
    lines: Array.from({ length: 12 }, (_, index) => ({
      id: String(index + 1),
      sku: `warm-up-${index}`,
      name: `Прогрев № ${index}`,
      category: `warm-up/${index}`,
      quantity: 1 + (index % 3),
      price: 8990 + index,
    })),
  });

/**
 * Prices a cart that nobody has, for a guest, so that the code of a sale is compiled and the program's time zone open
 * when the first customer comes. Keeps and writes nothing, and lets every call in between two carts. A till that has no
 * program yet does nothing. Returns what ends it.
 */
export function warmUp({ priceOf }: Pick<Checkout, 'priceOf'>, clock: Pick<Clock, 'wallMs'>): () => void {
  const text = cartText(new Date(clock.wallMs()).toISOString());
  let left = rounds;
  let turn: NodeJS.Immediate | null = null;
  const run = (): void => {
    const priced = priceOf('warm-up', posReceiptSchema.parse(JSON.parse(text)));
    if (!priced.ok) return;
    canonicalJson(priced.value);
    left -= 1;
    if (left > 0) turn = setImmediate(run);
  };
  turn = setImmediate(run);
  return () => {
    if (turn !== null) clearImmediate(turn);
  };
}
