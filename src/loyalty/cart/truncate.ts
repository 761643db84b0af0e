/**
 * Shortens a list that will be filled again. `list.length = 0` gives the list's memory back and the next quote would
 * have to grow it anew; taking entries off one by one keeps it.
 */
export function truncate(list: unknown[], length: number): void {
  while (list.length > length) list.pop();
}
