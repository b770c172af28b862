import * as z from 'zod/mini';
import type { CellRecord, RunRecord, WindowRecord } from '../../domain/explain/ledger-records.ts';
import type { Known } from '../../domain/explain/node-facts.ts';
import { parseOrRefuse } from '../../inbound/parse-or-refuse.ts';
import { getRows } from './get-rows.ts';
import { type LedgerTable, queryDueRows, queryPartition, queryRows } from './ledger-table.ts';
import { parseRow, storedInstant } from './stored.ts';

/** The windows of the ledger in any state, as they are told to people; none of it is written here. */
export interface WindowRecords {
  /** Those of some windows that the ledger has; one that cannot be read harms no other. */
  readonly read: (ids: Iterable<string>) => Promise<ReadonlyMap<string, Known<WindowRecord>>>;
  /** The ids of the windows that are not over. */
  readonly openIds: () => Promise<string[]>;
  /** The schedules that ever had a roster or an emergency, each with the windows that had the last of them. */
  readonly lastOfSchedules: () => Promise<ReadonlyMap<string, readonly string[]>>;
  readonly cells: (windowId: string) => Promise<CellRecord[]>;
  readonly runs: (windowId: string) => Promise<RunRecord[]>;
}

const stop = z.object({ at: storedInstant, reason: z.string() });

const entrySchema = z.object({
  version: z.number(),
  zone: z.string(),
  environment: z.string(),
  owner: z.string(),
  operation: z.enum(['Install', 'Scan']),
  reboot: z.enum(['RebootIfNeeded', 'NoReboot']),
  waves: z.array(z.number()),
  calendars: z._default(z.array(z.string()), []),
  patchGroup: z.optional(z.string()),
  after: z.optional(z.object({ schedule: z.string(), minSuccessPercent: z.number(), soakHours: z.number() })),
});

const stateSchema = z.object({
  window: z.string(),
  schedule: z.string(),
  date: z.string(),
  opensAt: storedInstant,
  cutoffAt: storedInstant,
  closesAt: storedInstant,
  entry: entrySchema,
  state: z.enum(['opening', 'open', 'closing', 'final', 'missed', 'skipped']),
  claimedAt: storedInstant,
  openedAt: z.optional(storedInstant),
  waitingFor: z.optional(z.string()),
  stopped: z.optional(stop),
  endedAt: z.optional(storedInstant),
  reason: z.optional(z.string()),
  roster: z.optional(z.number()),
  verdicts: z.optional(z.record(z.string(), z.number())),
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
  makeUpOpensAt: z.optional(storedInstant),
});

const cellSchema = z.object({
  account: z.string(),
  region: z.string(),
  operation: z.optional(z.string()),
  reason: z.optional(z.string()),
  settled: z.boolean(),
  lookedAt: storedInstant,
  stopped: z.optional(stop),
});

const runSchema = z.object({ chunk: z.number(), requestJson: z.string(), executionId: z.optional(z.string()) });

const lastSchema = z.object({ sk: z.string(), window: z.optional(z.string()) });

const idSchema = z.object({ window: z.string() });

export function windowRecords(table: LedgerTable): WindowRecords {
  const idsIn = (rows: readonly unknown[]) =>
    rows.flatMap((row) => {
      const parsed = z.safeParse(idSchema, row);
      return parsed.success ? [parsed.data.window] : [];
    });
  return {
    read: async (ids) => {
      const rows = await getRows(
        table,
        [...ids].map((id) => ({ pk: partition(id), sk: 'STATE' })),
      );
      return new Map(rows.flatMap((row) => idsIn([row]).map((id) => [id, recordOf(row)] as const)));
    },
    openIds: async () => idsIn(await queryDueRows(table, 'window')),
    lastOfSchedules: async () => {
      const last = new Map<string, string[]>();
      for (const pk of ['CELLS', 'EMERGENCIES']) {
        for (const row of await queryPartition(table, pk)) {
          const { sk, window } = parseRow(lastSchema, row);
          last.set(sk, [...(last.get(sk) ?? []), ...(window === undefined ? [] : [window])]);
        }
      }
      return last;
    },
    cells: async (id) => (await queryRows(table, partition(id), 'CELL#')).map((row) => parseRow(cellSchema, row)),
    runs: async (id) => (await queryRows(table, partition(id), 'RUN#')).map((row) => parseRow(runSchema, row)),
  };
}

function recordOf(row: unknown): Known<WindowRecord> {
  try {
    const {
      window: id,
      schedule,
      date,
      opensAt,
      cutoffAt,
      closesAt,
      ...rest
    } = parseOrRefuse('its row', stateSchema, row);
    return { kind: 'known', value: { window: { id, schedule, date, opensAt, cutoffAt, closesAt }, ...rest } };
  } catch (error) {
    return { kind: 'unknown', why: error instanceof Error ? error.message : String(error) };
  }
}

const partition = (windowId: string) => `WINDOW#${windowId}`;
