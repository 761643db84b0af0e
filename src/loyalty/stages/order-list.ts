import * as fromOrderBits from '../program/order-bits.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { lowestOf } = fromOrderBits;

/** Order numbers, the first `count` of `orders`; scratch that keeps its size. */
export type OrderList = { count: number; orders: Int32Array };

export const createOrderList = (): OrderList => ({ count: 0, orders: new Int32Array(0) });

/** Empties the list and makes room for so many. */
export function clearOrderList(list: OrderList, capacity: number): void {
  list.count = 0;
  if (list.orders.length < capacity) list.orders = new Int32Array(capacity);
}

export function append(list: OrderList, order: number): void {
  list.orders[list.count] = order;
  list.count += 1;
}

/** Fills a list that has room with the order numbers whose bits are set, in their order. */
export function fillFromBits(list: OrderList, bits: Int32Array): void {
  const { orders } = list;
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) {
    let rest = bits[word] as number;
    while (rest !== 0) {
      orders[count] = lowestOf(word, rest);
      count += 1;
      rest &= rest - 1;
    }
  }
  list.count = count;
}
