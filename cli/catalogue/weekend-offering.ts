/** Thirteen slots of four hours: from Friday 22:00 to Monday 02:00 there is one at any time, and nobody has to be in two. */
export const WEEKEND_SLOTS = [
  '22FRI',
  '2SAT',
  '6SAT',
  '10SAT',
  '14SAT',
  '18SAT',
  '22SAT',
  '2SUN',
  '6SUN',
  '10SUN',
  '14SUN',
  '18SUN',
  '22SUN',
] as const;

/** Nothing is installed before somebody writes another mode: an installation begins by looking. */
const BEGINNING = { modes: { default: 'observe' }, ownerTag: 'owner', hybridCells: [], graceMinutes: 90 };

export interface OfferingOptions {
  readonly zone: string;
  readonly environment: string;
  readonly owner: string;
}

/** The files of a new catalogue, by their path in the folder. */
export function weekendOffering({ zone, environment, owner }: OfferingOptions): Map<string, object> {
  const schemaOf = (kind: string, up: string) => `${up}/schemas/${kind}.schema.json`;
  const entry = {
    $schema: schemaOf('schedule', '..'),
    ...{ zone, durationHours: 4, cutoffHours: 1, environment, reboot: 'RebootIfNeeded' },
    ...{ concurrency: '10%', errors: '5%', cells: { concurrency: '100%', errors: '100%' }, waves: [1, 2], owner },
  };
  return new Map<string, object>([
    ...WEEKEND_SLOTS.map((slot) => [`schedules/${slot}.json`, entry] as const),
    ['defaults.json', { $schema: schemaOf('defaults', '.'), rules: [] }],
    ['settings.json', { $schema: schemaOf('settings', '.'), ...BEGINNING }],
  ]);
}
