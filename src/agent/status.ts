import { estimateHubTime } from '../checkout/hub-time.ts';
import { leaseEndMs } from '../checkout/pack-lease.ts';
import type { TillHealth } from '../contracts/till-health.ts';
import type { DeviceStatus, Mode, TillStatus } from '../contracts/till-status.ts';
import { ladder } from '../contracts/till-status.ts';
import type { Clock } from '../shared/ports.ts';
import type { TillStore } from '../store/till-store.ts';
import { tillMode } from './till-mode.ts';

export type StatusParts = {
  readonly version: string;
  readonly store: TillStore;
  readonly clock: Clock;
  readonly connected: () => boolean;
  readonly hasRoom: () => boolean;
  readonly hubProblem: () => { readonly code: string; readonly detail: string } | null;
  readonly devices: () => DeviceStatus[];
  readonly storeLan?: () => TillStatus['storeLan'];
};

const DEFAULT_MAX_OFFLINE_HOURS = 24;
const iso = (ms: number): string => new Date(ms).toISOString();

/** The mode alone: asked at every quote, so it reads no more than it must. */
export function modeOf(parts: StatusParts): Mode {
  const { store, clock } = parts;
  const contact = store.sync.lastContact();
  const hubTime = estimateHubTime(contact, clock);
  return tillMode({
    connected: parts.connected(),
    hasPack: store.packs.activeAt(hubTime.ms) !== null,
    hasRoom: parts.hasRoom(),
    sinceContactMs: contact === null ? null : hubTime.ms - contact.hubTimeMs,
    maxOfflineHours: store.config.get()?.offline.maxHours ?? DEFAULT_MAX_OFFLINE_HOURS,
  });
}

const leaseOf = (endMs: number | null, nowMs: number) =>
  endMs === null ? {} : { lease: { until: iso(endMs), over: nowMs > endMs } };

/** What the hub's console shows of this till. */
export function healthOf(parts: StatusParts): TillHealth {
  const { mode, backlog, clock, pack, version } = statusOf(parts);
  const { offsetMs } = clock;
  return {
    mode,
    backlog: backlog.count,
    clockOffsetMs: offsetMs === null ? null : Math.round(offsetMs),
    pack: pack?.number ?? null,
    version,
  };
}

/** What `GET /v1/status` and the status bar show. */
export function statusOf(parts: StatusParts): TillStatus {
  const { store, clock } = parts;
  const identity = store.identity.get();
  const contact = store.sync.lastContact();
  const hubTime = estimateHubTime(contact, clock);
  const pack = store.packs.activeAt(hubTime.ms);
  const backlog = store.backlog();
  const mode = modeOf(parts);
  const later = store.packs.forLater();
  return {
    version: parts.version,
    chain: identity?.chain ?? '',
    store: identity?.store ?? '',
    till: identity?.till ?? '',
    mode,
    permits: ladder[mode],
    backlog: { count: backlog.count, oldestAt: backlog.oldestMs === null ? null : iso(backlog.oldestMs) },
    quarantine: { count: store.quarantine.count() },
    pack:
      pack === null
        ? null
        : {
            number: pack.manifest.number,
            program: pack.manifest.program,
            activatedAt: pack.manifest.activateAt,
            ...leaseOf(leaseEndMs(pack.manifest, contact), hubTime.ms),
          },
    ...(later === null ? {} : { update: { pack: later.number, leastAgent: later.leastAgent ?? null } }),
    hub:
      identity === null
        ? null
        : {
            url: identity.hubUrl,
            lastContactAt: contact === null ? null : iso(contact.hubTimeMs),
            problem: parts.hubProblem(),
          },
    clock: { confidence: hubTime.confidence, offsetMs: hubTime.offsetMs },
    ...(parts.storeLan === undefined ? {} : { storeLan: parts.storeLan() }),
    devices: parts.devices(),
    members: store.memberCount(),
  };
}
