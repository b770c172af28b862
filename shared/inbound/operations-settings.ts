import * as z from 'zod/mini';
import type { Cell } from '../domain/window/node.ts';
import { accountId, regionName } from './envelope.ts';
import { parseJsonOrRefuse } from './parse-json.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** `/patchplane/settings`: what Cloud Operations sets for all windows and tags. */
export interface OperationsSettings {
  /** The tag that names whom to tell about a node. */
  readonly ownerTag: string;
  /** Cells that have hybrid nodes (`mi-…`), which Config's aggregator does not show with their tags. */
  readonly hybridCells: readonly Cell[];
  /** How long after a window's end its nodes may still report. */
  readonly graceMinutes: number;
}

export const settingsFields = {
  ownerTag: z._default(z.string().check(z.minLength(1, 'a tag key')), 'owner'),
  hybridCells: z._default(z.array(z.object({ account: accountId, region: regionName })), []),
  graceMinutes: z._default(z.int().check(z.minimum(0, '0 or more'), z.maximum(1440, '1440 or fewer')), 90),
};

const schema = z.object(settingsFields);

export function parseOperationsSettings(json: string): OperationsSettings {
  return parseOrRefuse('settings', schema, parseJsonOrRefuse('settings', json));
}
