import { z } from 'zod';

const serialPortFactsSchema = z.object({
  path: z.string(),
  /** Four hexadecimal digits, absent on a port without USB. */
  vendorId: z.string().optional(),
  productId: z.string().optional(),
  serialNumber: z.string().optional(),
  manufacturer: z.string().optional(),
  /** On Linux the port's name under `/dev/serial/by-id/`; elsewhere something else or nothing. */
  pnpId: z.string().optional(),
});
export type SerialPortFacts = z.infer<typeof serialPortFactsSchema>;

/** What is read of a HID interface to choose it; the library's own record has more. */
const hidInterfaceSchema = z.object({
  vendorId: z.number(),
  productId: z.number(),
  path: z.string().optional(),
  serialNumber: z.string().optional(),
  usagePage: z.number().optional(),
  usage: z.number().optional(),
});
export type HidInterface = z.infer<typeof hidInterfaceSchema>;

const usbPrinterSchema = z.object({
  path: z.string(),
  /** `MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;…` as the printer says it. */
  ieee1284: z.string(),
});
export type UsbPrinter = z.infer<typeof usbPrinterSchema>;

/** Everything of a machine that could be a till's device. */
const machineFactsSchema = z.object({
  serial: z.array(serialPortFactsSchema),
  hid: z.array(hidInterfaceSchema),
  usbPrinters: z.array(usbPrinterSchema),
});
export type MachineFacts = {
  readonly serial: readonly SerialPortFacts[];
  readonly hid: readonly HidInterface[];
  readonly usbPrinters: readonly UsbPrinter[];
};

/** A part of the machine that could not be looked at. */
const blindSchema = z.enum(['serial', 'hid']);
export type Blind = z.infer<typeof blindSchema>;

export const machineFoundSchema = z.strictObject({ facts: machineFactsSchema, blind: z.array(blindSchema) });
export type MachineFound = { readonly facts: MachineFacts; readonly blind: readonly Blind[] };
