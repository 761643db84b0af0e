/** The emulated devices, as their makers describe them. */
import { createGadget, type Gadget } from './gadget.ts';
import type { UhidIdentity } from './uhid-device.ts';

/** Usage page 0x8C: input report 2 of 63 bytes, feature report 0xFE of one. */
export const honeywell: UhidIdentity = {
  name: 'Honeywell 1950g',
  serialNumber: 'S-0001',
  vendorId: 0x0c2e,
  productId: 0x0b61,
  descriptor: Buffer.from('058c0902a10185020920150026ff007508953f810285fe092175089501b102c0', 'hex'),
};

/** One report of 337 bytes on the makers' page, without a report id. */
export const stripeReader = (): Gadget =>
  createGadget({
    name: 'magtek',
    vendorId: 0x0801,
    productId: 0x0002,
    serialNumber: 'M-0001',
    usbFunction: 'hid.stripe',
    attributes: {
      protocol: '0',
      subclass: '0',
      report_length: '337',
      report_desc: Buffer.from('0600ff0901a1010920150026ff0075089651018102c0', 'hex'),
    },
  });

export const cdcScanner = (): Gadget =>
  createGadget({
    name: 'zebra',
    vendorId: 0x05e0,
    productId: 0x1701,
    serialNumber: 'Z-0001',
    usbFunction: 'acm.scanner',
    attributes: {},
  });

export const usbPrinter = (): Gadget =>
  createGadget({
    name: 'epson',
    vendorId: 0x04b8,
    productId: 0x0e28,
    serialNumber: 'P-0001',
    usbFunction: 'printer.slips',
    // Two buffers, so that a stall is felt after 16 KB and not after 80.
    attributes: { pnp_string: 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;', q_len: '2' },
  });
