import { existsSync, readFileSync } from 'node:fs';
import type { Language } from '../../contracts/local-text.ts';
import { type DevicesDraft, devicesDraftSchema } from '../../contracts/setup.ts';
import type { DevicesConfig } from '../../drivers/config.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { writeDurably } from '../../sqlite/write-durably.ts';
import { parseTillConfig } from '../till-config.ts';

/** A till without devices. */
export const noDevices: DevicesDraft = { scanners: [], printer: null, drawer: null, display: null };

/** The file that was in force before the present one. */
const beforeOf = (path: string): string => `${path}.before`;

/** A till's config file as it stands; one that is absent or no object counts as empty. */
function readDocument(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {};
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof document === 'object' && document !== null ? { ...document } : {};
}

const devicesOf = (document: Record<string, unknown>): DevicesDraft => {
  const given = typeof document.devices === 'object' && document.devices !== null ? document.devices : {};
  const draft = devicesDraftSchema.safeParse({ ...noDevices, ...given });
  return draft.success ? draft.data : noDevices;
};

/** The devices of a config file as a person wrote them: defaults left out. */
export const readDevicesDraft = (path: string): DevicesDraft => devicesOf(readDocument(path));

export const hasBefore = (path: string): boolean => existsSync(beforeOf(path));

/** Judges a draft as the till would at its start; faults name their paths. */
export function checkDraft(devices: DevicesDraft, language: Language): Result<DevicesConfig, string[]> {
  const parsed = parseTillConfig({ devices }, language);
  return parsed.ok ? ok(parsed.value.devices) : parsed;
}

const textOf = (document: Record<string, unknown>): string => `${JSON.stringify(document, null, 2)}\n`;

/**
 * Writes the devices into a till's config file and leaves the rest of it alone. The file before is kept first, so that
 * a power cut at any moment leaves one of the two whole.
 */
export function saveDevices(
  path: string,
  devices: DevicesDraft,
  language: Language,
): Result<DevicesConfig, string[]> {
  const document = readDocument(path);
  const next = { ...document, devices };
  const checked = parseTillConfig(next, language);
  if (!checked.ok) return checked;
  writeDurably(beforeOf(path), textOf(document));
  writeDurably(path, textOf(next));
  return ok(checked.value.devices);
}

/** Puts the config before back and keeps the present one in its place: done twice, it changes nothing. */
export function swapWithBefore(
  path: string,
  language: Language,
): Result<{ readonly draft: DevicesDraft; readonly config: DevicesConfig }, string[]> {
  if (!hasBefore(path)) {
    return err([language === 'ru' ? 'Прежних настроек нет.' : 'There is no earlier config.']);
  }
  const before = readDocument(beforeOf(path));
  const checked = parseTillConfig(before, language);
  if (!checked.ok) return checked;
  const present = readDocument(path);
  writeDurably(path, textOf(before));
  writeDurably(beforeOf(path), textOf(present));
  return ok({ draft: devicesOf(before), config: checked.value.devices });
}
