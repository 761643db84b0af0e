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

/** Appends an order number where the bit is set; without a branch, because nobody can foretell which turns are taken. */
export function appendWhere(list: OrderList, order: number, bits: number, bit: number): void {
  list.orders[list.count] = order;
  list.count += (bits & bit) !== 0 ? 1 : 0;
}
