import { createRequire } from 'node:module';
import { compileSlip } from '../../src/receipts/escpos/compile.ts';
import { collectEscpos } from '../../src/receipts/escpos/escpos-printer.ts';
import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { qrBytes } from '../../src/receipts/escpos/qr-code.ts';
import { columns, type LaidPart, laidSlip, slipModel } from './workload.ts';

export type ReceiptEngine = {
  readonly name: string;
  /** What of the work it does here. */
  readonly note: string;
  readonly make: () => Uint8Array;
};

const require = createRequire(import.meta.url);
const alignCodes = { left: 'lt', center: 'ct', right: 'rt' } as const;

const kopilka: ReceiptEngine = {
  name: 'Kopilka',
  note: 'model → characters of the code page → wrapping and columns → bytes',
  make: () => compileSlip(slipModel, epson),
};

const escpos: ReceiptEngine = {
  name: 'escpos',
  note: 'lines laid out beforehand; QR as bytes made by Kopilka, its own being another dialect',
  make: () =>
    collectEscpos('cp866', (printer) => {
      printer.hardware('init').print(Buffer.of(0x1b, 0x74, 17));
      for (const part of laidSlip) {
        if (part.kind === 'qr') printer.print(Buffer.from(qrBytes(part.data, epson) ?? []));
        else {
          printer.align(alignCodes[part.align]).size(1, part.size === 'normal' ? 1 : 2);
          printer.print(Buffer.of(0x1b, 0x45, part.bold ? 1 : 0)).text(part.text);
        }
      }
      printer.cut(false, 4);
    }),
};

interface Encoder {
  initialize(): Encoder;
  codepage(name: string): Encoder;
  align(align: string): Encoder;
  bold(on: boolean): Encoder;
  height(times: number): Encoder;
  line(text: string): Encoder;
  qrcode(data: string): Encoder;
  cut(): Encoder;
  encode(): Uint8Array;
}

function receiptPrinterEncoder(): ReceiptEngine {
  const PrinterEncoder: new (options: {
    language: string;
    columns: number;
  }) => Encoder = require('@point-of-sale/receipt-printer-encoder');
  return {
    name: 'receipt-printer-encoder',
    note: 'lines laid out beforehand',
    make: () => {
      const encoder = new PrinterEncoder({ language: 'esc-pos', columns });
      encoder.initialize().codepage('cp866');
      for (const part of laidSlip) {
        if (part.kind === 'qr') encoder.qrcode(part.data);
        else {
          encoder
            .align(part.align)
            .bold(part.bold)
            .height(part.size === 'normal' ? 1 : 2);
          encoder.line(part.text);
        }
      }
      return encoder.cut().encode();
    },
  };
}

interface ThermalPrinter {
  alignLeft(): void;
  alignCenter(): void;
  alignRight(): void;
  bold(on: boolean): void;
  setTextNormal(): void;
  setTextDoubleHeight(): void;
  println(text: string): void;
  printQR(data: string, settings: object): void;
  cut(): void;
  getBuffer(): Buffer;
}

function nodeThermalPrinter(): ReceiptEngine {
  const {
    printer: Printer,
    types,
  }: {
    printer: new (options: object) => ThermalPrinter;
    types: { EPSON: string };
  } = require('node-thermal-printer');
  const aligns = { left: 'alignLeft', center: 'alignCenter', right: 'alignRight' } as const;
  const options = {
    type: types.EPSON,
    interface: 'tcp://127.0.0.1',
    characterSet: 'PC866_CYRILLIC2',
    width: columns,
  };
  return {
    name: 'node-thermal-printer',
    note: 'lines laid out beforehand',
    make: () => {
      const printer = new Printer(options);
      for (const part of laidSlip) {
        if (part.kind === 'qr') printer.printQR(part.data, { cellSize: 6, correction: 'M', model: 2 });
        else {
          printer[aligns[part.align]]();
          if (part.size === 'normal') printer.setTextNormal();
          else printer.setTextDoubleHeight();
          printer.bold(part.bold);
          printer.println(part.text);
        }
      }
      printer.cut();
      return printer.getBuffer();
    },
  };
}

function receiptline(): ReceiptEngine {
  const { transform }: { transform: (document: string, options: object) => string } = require('receiptline');
  const escaped = (text: string): string => text.replace(/[\\|{}~_"`^]/g, '\\$&');
  const markup = (part: LaidPart): string => {
    if (part.kind === 'qr') return `{code:${part.data}; option:qrcode,6,m}`;
    if (/^-+$/.test(part.text)) return '-';
    const text = part.bold ? `"${escaped(part.text)}"` : escaped(part.text);
    // A bar at the left sets to the left, none in the middle.
    return part.align === 'left' ? `|${text}` : text;
  };
  return {
    name: 'receiptline',
    note: 'lines laid out beforehand, as its markup; draws the QR code as a picture',
    make: () => {
      const document = laidSlip.map(markup).join('\n');
      const made = transform(document, { cpl: columns, encoding: 'cp866', command: 'escpos' });
      return Buffer.from(made, 'latin1');
    },
  };
}

export const receiptEngines = (): ReceiptEngine[] => [
  kopilka,
  escpos,
  receiptPrinterEncoder(),
  nodeThermalPrinter(),
  receiptline(),
];
