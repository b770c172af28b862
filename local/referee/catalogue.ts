/** The catalogue and the settings as they were in force when the run began, read for the referee alone. */
import * as z from 'zod';
import { modeOf } from '../../shared/domain/window/mode.ts';
import { isZone } from '../organization/zoned-time.ts';
import type { Evidence } from './evidence.ts';

const budget = z.object({ concurrency: z.string().default('1'), errors: z.string().default('0') });
const entry = z.object({
  zone: z.string().refine(isZone),
  durationHours: z.number(),
  cutoffHours: z.number(),
  offsetDays: z.number().default(0),
  environment: z.string().default(''),
  operation: z.enum(['Install', 'Scan']).default('Install'),
  waves: z.array(z.number()).default([]),
  cells: budget.default({ concurrency: '1', errors: '0' }),
  calendars: z.array(z.string()).default([]),
  after: z.object({ schedule: z.string(), minSuccessPercent: z.number(), soakHours: z.number() }).optional(),
});
const mode = z.enum(['observe', 'scan', 'install']);
const settings = z.object({
  graceMinutes: z.number().default(90),
  minimumGapHours: z.number().default(6),
  modes: z
    .object({
      default: mode.default('install'),
      accounts: z.record(z.string(), mode).default({}),
      environments: z.record(z.string(), mode).default({}),
    })
    .default({ default: 'install', accounts: {}, environments: {} }),
});

export type Entry = z.infer<typeof entry>;
export type Settings = z.infer<typeof settings>;

const PREFIX = '/patchplane/schedules/';

/** Entries that cannot be read are left out: nothing may open for them, which is the first law's to say. */
export function entriesOf({ organization }: Evidence): ReadonlyMap<string, Entry> {
  const read = [...organization.parameters].flatMap(([name, text]) => {
    if (!name.startsWith(PREFIX)) return [];
    const parsed = entry.safeParse(json(text));
    return parsed.success ? [[name.slice(PREFIX.length), parsed.data] as const] : [];
  });
  return new Map(read);
}

export function settingsOf({ organization }: Evidence): Settings {
  const parsed = settings.safeParse(json(organization.parameters.get('/patchplane/settings') ?? '{}'));
  return parsed.success ? parsed.data : settings.parse({});
}

export function modeIn({ modes }: Settings, account: string, { environment }: Entry): z.infer<typeof mode> {
  return modeOf({ account, environment }, modes);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
