import { z } from 'zod';

/**
 * What the Electron main process and the till agent say to each other. The same words travel in both directions over
 * a utility process's own line; message ports travel beside them, never inside.
 */
export const toAgentSchema = z.discriminatedUnion('type', [
  /** A window's channel; the port comes with the message. */
  z.strictObject({ type: z.literal('ui') }),
  /** Asks for a sign of life. */
  z.strictObject({ type: z.literal('ping') }),
  /** The agent closes the till and ends by itself. */
  z.strictObject({ type: z.literal('close') }),
  /** A device host that was asked for is there; the port to it comes with the message. */
  z.strictObject({ type: z.literal('device-host'), hostId: z.int() }),
  z.strictObject({ type: z.literal('device-host-exit'), hostId: z.int(), code: z.int().nullable() }),
]);
export type ToAgent = z.infer<typeof toAgentSchema>;

export const fromAgentSchema = z.discriminatedUnion('type', [
  /** The till is open: its POS API answers. */
  z.strictObject({ type: z.literal('ready') }),
  /** The till could not open; the sentence says what to do. The process ends after it. */
  z.strictObject({ type: z.literal('failed'), sentence: z.strictObject({ ru: z.string(), en: z.string() }) }),
  z.strictObject({ type: z.literal('pong') }),
  /** Wants a device host under a number of the agent's choice. */
  z.strictObject({ type: z.literal('start-device-host'), hostId: z.int() }),
  z.strictObject({ type: z.literal('stop-device-host'), hostId: z.int() }),
]);
export type FromAgent = z.infer<typeof fromAgentSchema>;

/** Main to a fresh device host: the port to its agent comes with it. */
export const AGENT_PORT_MESSAGE = { type: 'agent-port' } as const;

/** Environment variable with the till's options as JSON: arguments are visible to every user of the machine. */
export const TILL_OPTIONS_VARIABLE = 'KOPILKA_TILL_OPTIONS';

export const electronTillOptionsSchema = z.strictObject({
  dataDir: z.string().min(1),
  posPort: z.int().min(0).max(65_535),
  /** Null: windows come over message ports only. */
  uiPort: z.int().min(0).max(65_535).nullable(),
  configFile: z.string().min(1),
  hubUrl: z.string().optional(),
  enrolCode: z.string().optional(),
});
export type ElectronTillOptions = z.infer<typeof electronTillOptionsSchema>;
