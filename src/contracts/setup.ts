import { z } from 'zod';
import { approvalSchema } from './pos-api.ts';
import { deviceStatusSchema } from './till-status.ts';

/** A line to a device as the till's config file has it; which fields it needs depends on the kind. */
const transportSchema = z.looseObject({ kind: z.enum(['serial', 'hid', 'usb', 'tcp', 'virtual']) });
const scannerSchema = z.looseObject({
  id: z.string().min(1).max(64),
  preset: z.string().max(64).optional(),
  transport: transportSchema,
});
const printerSchema = z.looseObject({
  id: z.string().min(1).max(64),
  profile: z.string().max(64).optional(),
  transport: transportSchema,
});

/**
 * The `devices` part of a till's config file while a person works on it. Only what a window must know is named here;
 * the till's own schema judges the rest when it is tried or saved, and names the path of a wrong value.
 */
export const devicesDraftSchema = z.strictObject({
  scanners: z.array(scannerSchema).max(16),
  printer: printerSchema.nullable(),
  drawer: z
    .looseObject({ id: z.string().min(1).max(64), pin: z.union([z.literal(2), z.literal(5)]).optional() })
    .nullable(),
  display: z.looseObject({ id: z.string().min(1).max(64), transport: transportSchema }).nullable(),
  /** Readers that type: the wizard hands them on as they are. */
  keyboards: z.array(z.looseObject({})).max(8).optional(),
});
export type DevicesDraft = z.infer<typeof devicesDraftSchema>;
export type DraftScanner = DevicesDraft['scanners'][number];
export type DraftTransport = DraftScanner['transport'];

/** What a port or a USB device of this machine is taken for, and the entry that would set it up. */
export const foundDeviceSchema = z.strictObject({
  kind: z.enum(['scanner', 'cardreader', 'printer', 'unclear']),
  where: z.string(),
  name: z.string(),
  advice: z.enum(['wrong-mode-ibm', 'wrong-mode-keyboard', 'same-reader', 'which-device']).nullable(),
  scanner: scannerSchema.nullable(),
  printer: printerSchema.nullable(),
});
export type FoundDevice = z.infer<typeof foundDeviceSchema>;

export const machineLookSchema = z.strictObject({
  devices: z.array(foundDeviceSchema),
  /** What the system would not list. */
  blind: z.array(z.enum(['serial', 'hid'])),
  /** Every serial port by its path. */
  ports: z.array(z.string()),
  /** A config of everything that is clear. */
  proposal: devicesDraftSchema,
});
export type MachineLook = z.infer<typeof machineLookSchema>;

/** One code of a device on trial, without its text where it is a bank card's. */
export const triedScanSchema = z.strictObject({
  deviceId: z.string(),
  kind: z.string(),
  text: z.string().nullable(),
  aim: z.string().nullable(),
});
export type TriedScan = z.infer<typeof triedScanSchema>;

/** Whoever sets up devices holds them: nobody sells with them until it is closed. */
const session = z.strictObject({ session: z.uuid() });
const trial = z.strictObject({
  devices: z.array(deviceStatusSchema),
  /** Codes since the present trial began, oldest first; no more than the last fifty. */
  scans: z.array(triedScanSchema),
  /** How many codes there were since then, those left out too. */
  heard: z.int().nonnegative(),
});
export type SetupTrial = z.infer<typeof trial>;

/** Why no rule can be learned from the scans; null where one was. */
const learnRefusal = z.enum([
  'too-few',
  'not-different',
  'payment-card',
  'payment-range',
  'goods',
  'different-kinds',
  'nothing-in-common',
]);

/** In every language: the window may show another than the till's own. */
const named = z.strictObject({ ru: z.string(), en: z.string() });

/** Calls of the window's wizard for devices. */
export const setupCalls = {
  /** Takes the devices away from selling. Where a manager of the chain has a PIN, only such a one may. */
  'setup.open': {
    params: z.strictObject({ approval: approvalSchema.nullable() }),
    result: session.extend({
      /** As the config file has them now. */
      devices: devicesDraftSchema,
      /** Reader presets and printer profiles to choose from. */
      presets: z.array(
        z.strictObject({ id: z.string(), name: named, kind: z.enum(['scanner', 'cardreader']) }),
      ),
      profiles: z.array(
        z.strictObject({
          id: z.string(),
          name: named,
          language: z.enum(['esc-pos', 'star-prnt']),
          codePage: z.int().nullable(),
          columns: z.int(),
        }),
      ),
      /** Numbers of the lines on the test print of code pages. */
      codePages: z.array(z.strictObject({ number: z.int(), encoding: z.enum(['cp866', 'cp1251']) })),
      /** Whether there is an earlier config to go back to. */
      undo: z.boolean(),
    }),
  },
  'setup.look': { params: session, result: machineLookSchema },
  /** Runs these devices for a trial; nothing is saved. */
  'setup.try': { params: session.extend({ devices: devicesDraftSchema }), result: trial },
  'setup.state': { params: session, result: trial },
  /** Prints on the printer on trial; answers with the printer's word. */
  'setup.print': {
    params: session.extend({ what: z.enum(['page', 'code-pages', 'drawer']) }),
    result: z.strictObject({
      state: z.enum(['confirmed', 'unknown', 'failed']),
      reason: z.string().nullable(),
    }),
  },
  /** Shows two lines on the display on trial. */
  'setup.display': { params: session, result: z.strictObject({}) },
  /** Writes the config file, keeps the one before, and sells with these devices from now on. */
  'setup.save': { params: session.extend({ devices: devicesDraftSchema }), result: z.strictObject({}) },
  /** Puts the config before back, and keeps the present one in its place. */
  'setup.undo': { params: session, result: z.strictObject({ devices: devicesDraftSchema }) },
  /** A rule from cards of the chain, as the trial's scanners read them; kept in a file beside the config. */
  'setup.learn': {
    params: session.extend({ scans: z.array(triedScanSchema).min(1).max(20) }),
    result: z.union([
      z.strictObject({
        refused: z.null(),
        rule: z.string(),
        file: z.string(),
        /**
         * `neighbours`: the cards lie so close together that others of the chain may not fit the rule. `goods`: goods
         * may bear such numbers, and the rule would take them for cards.
         */
        warning: z.enum(['neighbours', 'goods']).nullable(),
      }),
      z.strictObject({ refused: learnRefusal }),
    ]),
  },
  /** Sells again with what the config file says. */
  'setup.close': { params: session, result: z.strictObject({}) },
} as const;
