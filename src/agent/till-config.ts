import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { describeIssues } from '../contracts/describe-issues.ts';
import { type Language, languageSchema } from '../contracts/local-text.ts';
import type { Sentence } from '../contracts/sentence.ts';
import { benchItemSchema } from '../contracts/ui-api.ts';
import { type DevicesConfig, devicesConfigSchema } from '../drivers/config.ts';
import { findProfile, printerProfiles } from '../receipts/escpos/find-profile.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { type IntegrationsConfig, integrationsConfigSchema } from './integrations/integrations-config.ts';
import { readLogo } from './read-logo.ts';
import { type StoreLanConfig, storeLanConfigSchema } from './store-lan/store-lan-config.ts';

/** What the simulated scanner of the bench sends for an item: the text as a reader would, AIM identifier included. */
export const benchConfigSchema = z.strictObject({
  items: z.array(benchItemSchema.extend({ text: z.string().min(1).max(1024) })).max(200),
});
export type BenchConfig = z.infer<typeof benchConfigSchema>;

/** A system takes about a hundred bytes for the path of a socket. */
const isSocketPath = (path: string): boolean =>
  Buffer.byteLength(path) <= 100 &&
  (process.platform === 'win32' ? /^\\\\\.\\pipe\\./.test(path) : /^\/./.test(path));

const fileSchema = z.strictObject({
  /** Language of the till's texts; without it the chain's setting holds. */
  language: languageSchema.optional(),
  /** `own`: the agent prints on its ESC/POS printer. `register`: the cash register prints the slip's lines. */
  printing: z.enum(['own', 'register']).default('own'),
  devices: z.unknown().optional(),
  bench: benchConfigSchema.optional(),
  posApi: z
    .strictObject({
      /** A Unix socket or Windows pipe on which the POS API is served beside its port. */
      socket: z
        .string()
        .max(100)
        .refine(isSocketPath, {
          error:
            'A socket is an absolute path such as /run/kopilka/pos.sock; on Windows \\\\.\\pipe\\kopilka.',
          params: {
            ru: 'Сокет – это полный путь, например /run/kopilka/pos.sock; в Windows \\\\.\\pipe\\kopilka.',
          },
        }),
    })
    .optional(),
  /** `file`: the till's database and its copies are encrypted from the next start on; without it they are made plain. */
  encryption: z.enum(['off', 'file']).default('off'),
  /** Where the key of the encrypted files is, or is made. Without it: beside the data folder, FOLDER.key. */
  encryptionKeyFile: z
    .string()
    .min(1)
    .refine(isAbsolute, { error: 'Give an absolute path.', params: { ru: 'Нужен полный путь.' } })
    .optional(),
  /** Protocols of other systems that this till answers; none unless named. */
  integrations: integrationsConfigSchema.default({}),
  /** How this till finds the others of its store; it shares nothing unless named. */
  storeLan: storeLanConfigSchema.optional(),
});

export type TillConfig = {
  readonly language?: z.infer<typeof languageSchema> | undefined;
  readonly printing: 'own' | 'register';
  readonly devices: DevicesConfig;
  readonly bench?: BenchConfig | undefined;
  readonly posApi?: { readonly socket: string } | undefined;
  readonly encryption: 'off' | 'file';
  readonly encryptionKeyFile?: string | undefined;
  readonly integrations: IntegrationsConfig;
  readonly storeLan?: StoreLanConfig | undefined;
};

/** A document's devices as they stand there; undefined where it has none. */
const devicesIn = (document: unknown): unknown =>
  typeof document === 'object' && document !== null && 'devices' in document ? document.devices : undefined;

/** Only as much as names the profile, so that the rest may be wrong. */
const profileOnlySchema = z.looseObject({ printer: z.looseObject({ profile: z.string().min(1).max(64) }) });

/** A printer profile that nobody knows; the layer of the devices cannot tell it, it knows no slips. */
function profileFaults(devices: unknown, language: Language): string[] {
  const named = profileOnlySchema.safeParse(devices);
  if (!named.success) return [];
  const { profile } = named.data.printer;
  if (findProfile(profile) !== null) return [];
  const known = printerProfiles.map((one) => one.id).join(', ');
  const told: Sentence = {
    en: `There is no printer profile "${profile}". There are: ${known}.`,
    ru: `Профиля принтера «${profile}» нет. Есть: ${known}.`,
  };
  return [`devices.printer.profile: ${told[language]}`];
}

const faultsOf = ({ error }: { readonly error?: z.ZodError }, at: string, language: Language): string[] =>
  error === undefined
    ? []
    : describeIssues(error, language).map(
        ({ path, message }) =>
          `${[at, path].filter((part) => part !== '').join('.') || 'config'}: ${message}`,
      );

/** Checks a till's config document; every fault is a sentence that names its path, and all are told at once. */
export function parseTillConfig(document: unknown, language: Language = 'en'): Result<TillConfig, string[]> {
  const file = fileSchema.safeParse(document);
  const given = devicesIn(document) ?? {};
  const devices = devicesConfigSchema.safeParse(given);
  const faults = [
    ...faultsOf(file, '', language),
    ...faultsOf(devices, 'devices', language),
    ...profileFaults(given, language),
  ];
  if (!file.success || !devices.success || faults.length > 0) return err(faults);
  const logo = readLogo(devices.data.printer);
  if (!logo.ok) return err([`devices.printer.logo: ${logo.error[language]}`]);
  return ok({ ...file.data, devices: devices.data });
}

/** The language that a config names for its till, however wrong the rest of it is. */
function languageNamed(document: unknown): Language | null {
  const named =
    typeof document === 'object' && document !== null && 'language' in document ? document.language : null;
  const language = languageSchema.safeParse(named);
  return language.success ? language.data : null;
}

/**
 * Reads a till's config file; an absent one means the defaults. Faults are told in `language`, else in the one that the
 * file names, else in `usual`.
 */
export function readTillConfig(
  path: string,
  language: Language | null = null,
  usual: Language = 'en',
): Result<TillConfig, string[]> {
  if (!existsSync(path)) return parseTillConfig({});
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const told: Sentence = {
      ru: `${path} – не JSON (${why}). Исправьте файл или уберите его.`,
      en: `${path} is not JSON (${why}). Mend the file, or take it away.`,
    };
    return err([told[language ?? usual]]);
  }
  const parsed = parseTillConfig(document, language ?? languageNamed(document) ?? usual);
  return parsed.ok ? parsed : err(parsed.error.map((fault) => `${path}: ${fault}`));
}
