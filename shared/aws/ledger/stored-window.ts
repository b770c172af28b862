import * as z from 'zod/mini';
import { isReason, type Reason } from '../../domain/reporting/reasons.ts';
import type { KnownCell, KnownWindow } from '../../domain/window/decide-windows.ts';
import type { PredecessorEnd } from '../../domain/window/gate.ts';
import { parseRow, storedInstant } from './stored.ts';

const entrySchema = z.object({
  value: z.string(),
  version: z.number(),
  zone: z.string(),
  durationHours: z.number(),
  cutoffHours: z.number(),
  offsetDays: z.number(),
  environment: z.string(),
  operation: z.enum(['Install', 'Scan']),
  reboot: z.enum(['RebootIfNeeded', 'NoReboot']),
  concurrency: z.string(),
  errors: z.string(),
  cells: z.object({ concurrency: z.string(), errors: z.string() }),
  waves: z.array(z.number()),
  owner: z.string(),
  after: z.optional(z.object({ schedule: z.string(), minSuccessPercent: z.number(), soakHours: z.number() })),
  calendars: z._default(z.array(z.string()), []),
  patchGroup: z.optional(z.string()),
  scanMaxAgeHours: z.optional(z.number()),
});

const stopped = z.object({
  at: storedInstant,
  reason: z.enum(['cutoff', 'held', 'frozen']),
  cancelRunning: z.boolean(),
});

const underWay = z.enum(['opening', 'open', 'closing']);
const UNDER_WAY: ReadonlySet<string> = new Set(underWay.options);

const stateSchema = z.object({
  window: z.string(),
  schedule: z.string(),
  date: z.string(),
  opensAt: storedInstant,
  cutoffAt: storedInstant,
  closesAt: storedInstant,
  state: underWay,
  openedAt: z.optional(storedInstant),
  lastCallAt: z.optional(storedInstant),
  stopped: z.optional(stopped),
  waitingFor: z.optional(z.string()),
  emergency: z.optional(
    z.object({
      by: z.string(),
      reason: z.string(),
      severity: z.string(),
      requestedAt: storedInstant,
      accounts: z.optional(z.array(z.string())),
      regions: z.optional(z.array(z.string())),
    }),
  ),
  entry: entrySchema,
});

const cellSchema = z.object({
  account: z.string(),
  region: z.string(),
  operation: z._default(z.enum(['Install', 'Scan', 'none']), 'Install'),
  reason: z.optional(z.string()),
  settled: z.boolean(),
  stopped: z.optional(stopped),
  lookedAt: storedInstant,
  nodes: z.optional(z.number()),
  roster: z.optional(z.object({ size: z.number(), digest: z.string() })),
});

const count = z.number();

const endSchema = z.object({
  window: z.string(),
  state: z.enum(['final', 'missed', 'skipped']),
  closesAt: storedInstant,
  verdicts: z.object({
    patched: count,
    'pending-reboot': count,
    failed: count,
    skipped: count,
    missed: count,
    excepted: count,
  }),
});

/** A row `STATE` of a window that is not over. */
export function parseKnownWindow(row: unknown): Omit<KnownWindow, 'cells'> {
  const { window: id, schedule, date, opensAt, cutoffAt, closesAt, ...stored } = parseRow(stateSchema, row);
  return {
    window: { id, schedule, date, opensAt, cutoffAt, closesAt },
    entry: stored.entry,
    state: stored.state,
    emergency: stored.emergency,
    openedAt: stored.openedAt,
    lastCallAt: stored.lastCallAt,
    stopped: stored.stopped,
    waitingFor: reasonOf(stored.waitingFor),
  };
}

export function parseKnownCell(row: unknown): KnownCell {
  const { reason, ...cell } = parseRow(cellSchema, row);
  return { ...cell, reason: reasonOf(reason) };
}

/** A row `STATE`; undefined while the window is not over. */
export function parseWindowEnd(row: unknown): PredecessorEnd | undefined {
  const { state } = parseRow(z.looseObject({ state: z.string() }), row);
  return UNDER_WAY.has(state) ? undefined : parseRow(endSchema, row);
}

/** A later version may have stored a reason that this one does not know. */
function reasonOf(stored: string | undefined): Reason | undefined {
  return stored !== undefined && isReason(stored) ? stored : undefined;
}
