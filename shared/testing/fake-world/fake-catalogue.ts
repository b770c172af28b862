import {
  applyCatalogue,
  type CatalogueReport,
  type World,
} from '../../../functions/apply-catalogue/apply-catalogue.ts';
import { problemFinder } from '../../../functions/apply-catalogue/find-problem.ts';
import type { Attempt } from '../../aws/attempt.ts';
import type { ApprovedMemory } from '../../aws/ledger/approved-row.ts';
import type { Roster } from '../../aws/observe-roster.ts';
import type { StoredEntry } from '../../aws/read-entry-histories.ts';
import type { Approval, EntryVersion } from '../../domain/catalogue/judge-entry-in-force.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { type FakeOutbox, fakeOutbox } from './fake-outbox.ts';
import { refusal } from './fake-runs.ts';
import { rosterOf } from './fake-world.ts';

/** Who writes the entries, and who approves them. */
export const ADA = 'arn:aws:sts::111122223333:assumed-role/CloudOperations/ada';
export const BARBARA = 'arn:aws:sts::111122223333:assumed-role/Security/barbara';
/** An entry that could open. */
export const SOUND = { zone: 'UTC', durationHours: 4, cutoffHours: 1, environment: 'prod', owner: 'team@example.com' };

export interface Start {
  readonly versions: readonly object[];
  /** The number of the version that each approves, a day after that version was written. */
  readonly approvals: readonly (number | 'withdrawn')[];
  readonly approver?: string;
  readonly labelled?: number;
}

export interface FakeCatalogue {
  readonly clock: FakeClock;
  readonly outbox: FakeOutbox;
  carriers: Attempt<Roster>;
  refuseLabelOf: string | undefined;
  /** What people have written by now. */
  readonly become: (start: Readonly<Record<string, Start>>) => void;
  readonly labelled: () => Readonly<Record<string, number | undefined>>;
  readonly apply: (overrides?: Partial<World>) => Promise<CatalogueReport>;
}

/** Version 1 is of 1 March, its approval of the day after, version 2 of the day after that. */
export function fakeCatalogue(begun: Readonly<Record<string, Start>>): FakeCatalogue {
  let start = begun;
  let memory: ApprovedMemory | undefined;
  const clock = fakeClock('2026-03-09T00:00:00Z');
  const outbox = fakeOutbox(clock);
  const labels = new Map(Object.entries(start).map(([value, { labelled }]) => [value, labelled]));
  const fake: FakeCatalogue = {
    clock,
    outbox,
    carriers: rosterOf(),
    refuseLabelOf: undefined,
    become: (next) => {
      start = next;
    },
    labelled: () => Object.fromEntries([...labels].filter(([, version]) => version !== undefined)),
    apply: (overrides = {}) => applyCatalogue({ ...world, ...overrides }),
  };
  const move = async (value: string, version: number | undefined): Promise<Attempt<void>> => {
    if (fake.refuseLabelOf === value) return refusal('AccessDeniedException', 'no');
    labels.set(value, version);
    clock.act(`label ${value}`);
    return { kind: 'done', value: undefined };
  };
  const world: World = {
    policy: 'required',
    readEntries: async () => ({
      kind: 'done',
      value: Object.entries(start).map(([value, given]) => storedEntry(value, given, labels.get(value))),
    }),
    findProblems: problemFinder(),
    labels: { putInForce: move, takeOutOfForce: (value) => move(value, undefined) },
    observeCarriers: async () => fake.carriers,
    tell: outbox.tell,
    now: clock.now,
    approved: {
      read: async () => memory,
      write: async (next) => {
        memory = next;
        clock.act('write approved');
      },
    },
    reevaluate: async () => {
      clock.act('reevaluate');
      return { started: 2, refused: [] };
    },
  };
  return fake;
}

function storedEntry(value: string, start: Start, labelled: number | undefined): StoredEntry {
  const { versions, approvals, approver = BARBARA } = start;
  const texts = versions.map((content) => JSON.stringify(content));
  return {
    value,
    labelled,
    versions: texts.map(
      (text, index): EntryVersion => ({ version: index + 1, text, sha256: text, by: ADA, at: day(2 * index + 1) }),
    ),
    approvals: approvals.map((of, index): Approval => {
      const written = { version: index + 1, by: approver, at: day(2 * index + 2) };
      if (of === 'withdrawn') return { ...written, kind: 'withdrawn', reason: 'not needed' };
      return { ...written, kind: 'approved', sha256: texts[of - 1] ?? '' };
    }),
  };
}

function day(count: number): Date {
  return new Date(Date.UTC(2026, 2, count));
}
