interface Reader {
  readonly transport:
    | { readonly kind: 'serial' | 'virtual' }
    | {
        readonly kind: 'hid';
        readonly vendorId: number;
        readonly productId: number;
        readonly serialNumber: string | null;
        readonly reports: string;
      };
}

/**
 * Places of HID readers that the system could take for one named before them: one of the two would be heard twice and
 * the other never. A reader of codes and a reader of stripes in one housing stay apart by their reports.
 */
export function readersHeardTwice(readers: readonly Reader[]): number[] {
  const seen: Array<{ readonly make: string; readonly serialNumber: string | null }> = [];
  return readers.flatMap(({ transport }, index) => {
    if (transport.kind !== 'hid') return [];
    const { vendorId, productId, serialNumber, reports } = transport;
    const make = `${vendorId}:${productId}:${reports === 'stripe'}`;
    const isHeard = seen.some(
      (other) =>
        other.make === make &&
        (other.serialNumber === null || serialNumber === null || other.serialNumber === serialNumber),
    );
    seen.push({ make, serialNumber });
    return isHeard ? [index] : [];
  });
}
