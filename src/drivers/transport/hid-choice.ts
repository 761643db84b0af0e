import { err, ok, type Result } from '../../shared/result.ts';
import type { HidTransport } from '../config.ts';
import type { HidInterface } from '../discover/machine-facts.ts';
import type { ChannelFault } from './byte-channel.ts';

export const posScannerPage = 0x8c;
/** Page of the makers' own devices, where stripe readers live. */
export const makersPage = 0xff00;
/** IBM/OEM mode: a protocol of its own for IBM registers, on this page. */
export const ibmPage = 0xff45;

/** Keyboards and IBM devices are other modes of the same scanner; the system keeps keyboards to itself. */
export const isKeyboard = ({ usagePage, usage }: HidInterface): boolean => usagePage === 1 && usage === 6;

/** The path of the configured reader's interface, or why there is none. */
export function chooseHidInterface(
  interfaces: readonly HidInterface[],
  transport: HidTransport,
): Result<string, ChannelFault> {
  const mine = interfaces.filter(
    (one) =>
      one.vendorId === transport.vendorId &&
      one.productId === transport.productId &&
      (transport.serialNumber === null || one.serialNumber === transport.serialNumber),
  );
  if (mine.length === 0) return err('port-missing');
  const page = transport.reports === 'stripe' ? makersPage : posScannerPage;
  const fitting = mine.find((one) => one.usagePage === page && one.path !== undefined);
  if (fitting?.path !== undefined) return ok(fitting.path);
  return err('wrong-usb-mode');
}
