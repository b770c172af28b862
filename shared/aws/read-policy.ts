import type { Catalogue } from '../domain/catalogue/catalogue-entry.ts';
import { type OperationsSettings, parseOperationsSettings } from '../inbound/operations-settings.ts';
import { attempt, sayRefusal } from './attempt.ts';
import { catalogueReader } from './read-catalogue.ts';
import { parameterReader } from './read-parameter.ts';

interface Where {
  readonly parameterPath: string;
  readonly region: string;
}

/** The settings, and why they are only the defaults, if they are. */
export interface ReadSettings {
  readonly settings: OperationsSettings;
  readonly unread?: string;
}

/** The catalogue in force and the settings, read together: where either cannot be read, nothing starts (P5). */
export function policyReader(where: Where) {
  const readCatalogue = catalogueReader(where);
  const readSettings = settingsReader(where);

  return async (): Promise<{ readonly catalogue: Catalogue; readonly settings: OperationsSettings }> => {
    const [catalogue, { settings, unread }] = await Promise.all([readCatalogue(), readSettings()]);
    return { catalogue: unread === undefined ? catalogue : { kind: 'unread', reason: unread }, settings };
  };
}

export function settingsReader(where: Where): () => Promise<ReadSettings> {
  const readParameter = parameterReader(where);

  return async () => {
    const read = await attempt(() => readParameter('settings'));
    if (read.kind === 'refused') return defaults(`${where.parameterPath}/settings: ${sayRefusal(read)}`);
    try {
      return { settings: parseOperationsSettings(read.value) };
    } catch (error) {
      return defaults(error instanceof Error ? error.message : String(error));
    }
  };
}

/** For what must not be judged by the defaults of settings that cannot be read: it waits (P5). */
export function settingsOrThrow(readSettings: () => Promise<ReadSettings>): () => Promise<OperationsSettings> {
  return async () => {
    const { settings, unread } = await readSettings();
    if (unread !== undefined) throw new Error(`Cannot read the settings: ${unread}`);
    return settings;
  };
}

function defaults(unread: string): ReadSettings {
  return { settings: parseOperationsSettings('{}'), unread };
}
