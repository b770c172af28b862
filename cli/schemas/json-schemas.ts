/** The JSON Schemas of a catalogue folder, made from what parses its files. */
import * as z from 'zod/mini';
import { scheduleFile } from '../../shared/inbound/catalogue-file.ts';
import { approvalFile } from '../../shared/inbound/catalogue-file-approval.ts';
import { defaultsFile } from '../../shared/inbound/catalogue-file-defaults.ts';
import { settingsFile } from '../../shared/inbound/catalogue-file-settings.ts';

const KINDS = {
  schedule: { title: 'A catalogue entry: when a schedule opens, and how it patches', schema: scheduleFile },
  approval: { title: "Security's approval of one content of a catalogue entry", schema: approvalFile },
  defaults: { title: 'The rules by which a node without a schedule gets one', schema: defaultsFile },
  settings: { title: 'What Cloud Operations sets for all windows and tags', schema: settingsFile },
} as const;

export type SchemaKind = keyof typeof KINDS;

/** By file name, such as `schedule.schema.json`. */
export function jsonSchemas(): Map<string, object> {
  return new Map(Object.entries(KINDS).map(([kind, { title, schema }]) => [`${kind}.schema.json`, of(title, schema)]));
}

function of(title: string, schema: z.ZodMiniObject): object {
  // As people write it: what has a default may be left out.
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, title, ...rest };
}
