/** What a printer can feel. Bits as in Epson's reference of `DLE EOT`, `GS a` and `GS r`. */
export interface PrinterSensors {
  readonly paperEnd: boolean;
  readonly paperNearEnd: boolean;
  readonly coverOpen: boolean;
  readonly drawerOpen: boolean;
}

export const idleSensors: PrinterSensors = {
  paperEnd: false,
  paperNearEnd: false,
  coverOpen: false,
  drawerOpen: false,
};

const isOffline = (sensors: PrinterSensors): boolean => sensors.paperEnd || sensors.coverOpen;
const bit = (set: boolean, value: number): number => (set ? value : 0);

/** The answer to `DLE EOT n`, null for an `n` that asks nothing. */
export function realTimeStatus(question: number, sensors: PrinterSensors): number | null {
  switch (question) {
    case 1:
      return 0x12 | bit(sensors.drawerOpen, 0x04) | bit(isOffline(sensors), 0x08);
    case 2:
      return 0x12 | bit(sensors.coverOpen, 0x04) | bit(sensors.paperEnd, 0x20);
    case 3:
      return 0x12;
    case 4:
      return 0x12 | bit(sensors.paperNearEnd || sensors.paperEnd, 0x0c) | bit(sensors.paperEnd, 0x60);
    default:
      return null;
  }
}

/** The four bytes of automatic status. */
export function automaticStatus(sensors: PrinterSensors): Uint8Array {
  const first =
    0x10 | bit(sensors.drawerOpen, 0x04) | bit(isOffline(sensors), 0x08) | bit(sensors.coverOpen, 0x20);
  const third = bit(sensors.paperNearEnd || sensors.paperEnd, 0x03) | bit(sensors.paperEnd, 0x0c);
  return Uint8Array.of(first, 0, third, 0x0f);
}

/** The answer to `GS r 1`, which comes when everything before it has been printed. */
export function bufferedPaperStatus(sensors: PrinterSensors): number {
  return bit(sensors.paperNearEnd || sensors.paperEnd, 0x03) | bit(sensors.paperEnd, 0x0c);
}
