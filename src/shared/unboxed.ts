/**
 * A whole number read from a `Float64Array`, as a small integer where it is one: an object's field that once held a
 * boxed float keeps a box for every later value, and a quote has hundreds of such fields.
 */
export function unboxed(value: number): number {
  const small = value | 0;
  return small === value ? small : value;
}
