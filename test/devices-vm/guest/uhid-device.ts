/** HID devices made from user space: what the kernel calls uhid, `linux/uhid.h`. */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

const event = { destroy: 1, create2: 11, input2: 12, setReport: 13, setReportReply: 14 } as const;
const usbBus = 3;
const eventBytes = 4380;
const pollMs = 10;

export interface UhidDevice {
  /** Sends one input report, its id first where the device has one. */
  send(report: Uint8Array): void;
  /** Feature reports that a program has set, as it sent them. */
  readonly featureReports: Uint8Array[];
  unplug(): void;
}

export interface UhidIdentity {
  readonly name: string;
  readonly serialNumber: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly descriptor: Uint8Array;
}

/** Plugs a device in; it exists until `unplug`. */
export function plugUhid(identity: UhidIdentity): UhidDevice {
  const fd = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(fd, createEvent(identity));
  const featureReports: Uint8Array[] = [];
  const timer = setInterval(() => {
    for (let heard = readEvent(fd); heard !== null; heard = readEvent(fd)) {
      if (heard.readUInt32LE(0) !== event.setReport) continue;
      featureReports.push(Uint8Array.from(heard.subarray(12, 12 + heard.readUInt16LE(10))));
      const reply = Buffer.alloc(10);
      reply.writeUInt32LE(event.setReportReply, 0);
      reply.writeUInt32LE(heard.readUInt32LE(4), 4);
      writeSync(fd, reply);
    }
  }, pollMs);
  return {
    featureReports,
    send(report) {
      const input = Buffer.alloc(6 + report.length);
      input.writeUInt32LE(event.input2, 0);
      input.writeUInt16LE(report.length, 4);
      input.set(report, 6);
      writeSync(fd, input);
    },
    unplug() {
      clearInterval(timer);
      const destroy = Buffer.alloc(4);
      destroy.writeUInt32LE(event.destroy, 0);
      writeSync(fd, destroy);
      closeSync(fd);
    },
  };
}

function createEvent(identity: UhidIdentity): Buffer {
  const create = Buffer.alloc(eventBytes);
  create.writeUInt32LE(event.create2, 0);
  create.write(identity.name, 4, 127, 'latin1');
  create.write(identity.serialNumber, 196, 63, 'latin1');
  create.writeUInt16LE(identity.descriptor.length, 260);
  create.writeUInt16LE(usbBus, 262);
  create.writeUInt32LE(identity.vendorId, 264);
  create.writeUInt32LE(identity.productId, 268);
  create.set(identity.descriptor, 280);
  return create;
}

function readEvent(fd: number): Buffer | null {
  const buffer = Buffer.alloc(eventBytes);
  try {
    return readSync(fd, buffer) > 0 ? buffer : null;
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'EAGAIN') return null;
    throw failure;
  }
}
