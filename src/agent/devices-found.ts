import { readPhone, usualCountry } from '../contracts/phone.ts';
import { splitAimIdentifier } from '../drivers/codec/aim-identifier.ts';
import { classifyDevices, type FoundDevice, proposeConfig } from '../drivers/discover/classify.ts';
import { lookAround } from '../drivers/discover/look-around.ts';
import type { Blind, MachineFound } from '../drivers/discover/machine-facts.ts';
import { steadyPath } from '../drivers/discover/steady-path.ts';
import { type LearnedRule, type LearnRefusal, learnRule } from '../drivers/recogniser/learn-rule.ts';
import type { Result } from '../shared/result.ts';

export type DevicesFound = {
  readonly devices: readonly FoundDevice[];
  /** What the system would not list. */
  readonly blind: readonly Blind[];
  /** Every serial port by its path: one that nothing is known of may be what a person says it is. */
  readonly ports: readonly string[];
  /** The `devices` part of a till's config file. */
  readonly config: ReturnType<typeof proposeConfig>;
};

/** What is plugged into this machine and how a till would be set up for it. */
export const findDevices = async (): Promise<DevicesFound> => judgeMachine(await lookAround());

/** The same of a machine that another process has looked at. */
export function judgeMachine({ facts, blind }: MachineFound): DevicesFound {
  const devices = classifyDevices(facts);
  const ports = facts.serial.map((port) => steadyPath(port, facts.serial));
  return { devices, blind, ports, config: proposeConfig(devices) };
}

/** A recogniser rule from codes as a scanner sends them, AIM identifier included where it sends one. */
export function learnFromScans(scans: readonly string[], id: string): Result<LearnedRule, LearnRefusal> {
  const samples = scans.map((scan) => {
    const { aim, body } = splitAimIdentifier(Buffer.from(scan, 'utf8'));
    return { text: Buffer.from(body).toString('utf8'), aim };
  });
  return learnRule(samples, (text) => readPhone(text, usualCountry), id);
}
