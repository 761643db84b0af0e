import type { DevicesDraft, DraftScanner, DraftTransport } from '../../../contracts/setup.ts';
import type { UiResult } from '../../../contracts/ui-api.ts';

type SetupView = UiResult<'setup.open'>;

export type ReaderKind = 'scanner' | 'cardreader';

/** What an entry of the config is: said by itself, or by its preset. */
function kindOf(scanner: DraftScanner, presets: SetupView['presets']): ReaderKind {
  if (scanner.kind === 'scanner' || scanner.kind === 'cardreader') return scanner.kind;
  return presets.find(({ id }) => id === scanner.preset)?.kind ?? 'scanner';
}

/** The reader the wizard sets up; further ones of its kind stay as the file has them. */
export const readerOf = (
  { scanners }: DevicesDraft,
  kind: ReaderKind,
  presets: SetupView['presets'],
): DraftScanner | null => scanners.find((one) => kindOf(one, presets) === kind) ?? null;

/** The draft with this reader in the place of `before`, or without it. */
export function withReader(
  draft: DevicesDraft,
  before: DraftScanner | null,
  reader: DraftScanner | null,
): DevicesDraft {
  const others = draft.scanners.filter((one) => one !== before);
  if (reader === null) return { ...draft, scanners: others };
  const taken = new Set([
    ...others.map(({ id }) => id),
    draft.printer?.id,
    draft.drawer?.id,
    draft.display?.id,
  ]);
  let id = before?.id ?? reader.id;
  for (let n = 2; taken.has(id); n++) id = `${reader.id}-${n}`;
  return { ...draft, scanners: [...others, { ...reader, id }] };
}

/** Without the printer nothing opens the drawer. */
export const withoutPrinter = (draft: DevicesDraft): DevicesDraft => ({
  ...draft,
  printer: null,
  drawer: null,
});

/** Settings that say how wide the paper is and whether pictures can be drawn on it. */
const ofPaper: readonly string[] = ['profile', 'width'];
/** What a printer has its own way; of another model it would be wrong, or refused. */
const ofModel: readonly string[] = ['codePage', 'encoding', 'confirmBy'];

/**
 * One of the printer's settings; undefined takes it out, so that the profile's own holds. A logo was made for the paper
 * of before: it goes with it, because a person in the wizard could not take it out.
 */
export function withPrinterField(draft: DevicesDraft, field: string, value: unknown): DevicesDraft {
  if (draft.printer === null) return draft;
  const { [field]: _before, ...rest } = draft.printer;
  const { id, transport } = draft.printer;
  if (ofPaper.includes(field)) delete rest.logo;
  if (field === 'profile') for (const setting of ofModel) delete rest[setting];
  return {
    ...draft,
    printer: { ...rest, id, transport, ...(value === undefined ? {} : { [field]: value }) },
  };
}

/** `192.168.1.50` and `192.168.1.50:9100` are in the network; `/dev/…` and `COM3` are ports of this machine. */
export function printerAt(text: string): { kind: 'tcp' | 'serial' } & Record<string, unknown> {
  if (/^\/|^COM\d+$/i.test(text)) return { kind: 'serial', path: text };
  const [, host = text, port] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  return { kind: 'tcp', host, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** Where a device is, for people: a path, an address, the ids of a USB device. */
export function placeOf(transport: DraftTransport): string {
  switch (transport.kind) {
    case 'serial':
      return String(transport.path ?? '');
    case 'tcp':
      return `${String(transport.host ?? '')}${transport.port === undefined ? '' : `:${Number(transport.port)}`}`;
    case 'usb':
      return String(transport.ieee1284 ?? '');
    case 'hid': {
      const hex = (value: unknown): string => Number(value).toString(16).padStart(4, '0');
      return `USB ${hex(transport.vendorId)}:${hex(transport.productId)}`;
    }
    case 'virtual':
      return '';
  }
}

export const sameTransport = (one: DraftTransport, other: DraftTransport): boolean =>
  one.kind === other.kind && placeOf(one) === placeOf(other);
