/** The JSON Schemas of the events that Patchplane puts on the hub's bus, made from what checks them. */
import * as z from 'zod/mini';
import type { LifecycleEvent } from '../../shared/domain/reporting/lifecycle-event.ts';
import { LIFECYCLE_KINDS, lifecycleSchema } from '../../shared/inbound/lifecycle-schema.ts';

/** By file name, such as `window-opened.schema.json`. */
export function eventSchemas(): Map<string, object> {
  return new Map(LIFECYCLE_KINDS.map((kind) => [`${fileStemOf(kind)}.schema.json`, schemaOf(kind)]));
}

/** `window-opened` of `Window Opened`. */
export function fileStemOf(kind: LifecycleEvent['kind']): string {
  return kind.toLowerCase().replaceAll(' ', '-');
}

function schemaOf(kind: LifecycleEvent['kind']): object {
  const { $schema, ...rest } = z.toJSONSchema(lifecycleSchema(kind), { io: 'input' });
  return { $schema, title: `Patchplane event: ${kind}`, ...rest };
}
