/** USB devices made inside the kernel: gadgets of its configfs, plugged into the emulated controller `dummy_hcd`. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const gadgets = '/sys/kernel/config/usb_gadget';

export interface GadgetIdentity {
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  /** The kernel's function with an instance name, such as `acm.scanner`, and its attributes. */
  readonly usbFunction: string;
  readonly attributes: Readonly<Record<string, string | Uint8Array>>;
}

export interface Gadget {
  plug(): void;
  unplug(): void;
}

/** Describes a device; it is there when it is plugged in. */
export function createGadget(identity: GadgetIdentity): Gadget {
  const folder = join(gadgets, identity.name);
  const port = readdirSync('/sys/class/udc').sort()[readdirSync(gadgets).length];
  if (port === undefined) throw new Error('every port of the emulated controller is taken');
  const make = (path: string, attributes: GadgetIdentity['attributes']): void => {
    mkdirSync(join(folder, path), { recursive: true });
    for (const [name, value] of Object.entries(attributes)) writeFileSync(join(folder, path, name), value);
  };
  make('', { idVendor: hex(identity.vendorId), idProduct: hex(identity.productId) });
  make('strings/0x409', {
    manufacturer: 'Kopilka',
    product: identity.name,
    serialnumber: identity.serialNumber,
  });
  make(`functions/${identity.usbFunction}`, identity.attributes);
  make('configs/c.1', {});
  symlinkSync(
    join(folder, 'functions', identity.usbFunction),
    join(folder, 'configs/c.1', identity.usbFunction),
  );
  const socket = join(folder, 'UDC');
  return {
    plug: () => writeFileSync(socket, port),
    unplug() {
      if (readFileSync(socket, 'utf8').trim() !== '') writeFileSync(socket, '\n');
    },
  };
}

const hex = (id: number): string => `0x${id.toString(16).padStart(4, '0')}`;
