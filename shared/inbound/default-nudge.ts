import * as z from 'zod/mini';
import { type ConfigNudge, parseConfigNudge } from './config-nudge.ts';
import { accountId, detailTypeOf, envelope, regionName } from './envelope.ts';
import { type NodeReference, nodeId, nodeReference } from './node-reference.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** A node that may want a default: Config has found it, or a person has decided which schedule it gets. */
export type DefaultNudge = ConfigNudge | DefaultDueNudge;

export interface DefaultDueNudge {
  readonly cause: 'default-due';
  readonly id: string;
  readonly node: NodeReference;
  readonly at: Date;
}

export function parseDefaultNudge(event: unknown): DefaultNudge {
  switch (detailTypeOf('default nudge', event, ['Config Rules Compliance Change', 'Default Due'])) {
    case 'Config Rules Compliance Change':
      return parseConfigNudge(event);
    case 'Default Due':
      return parseDefaultDue(event);
  }
}

const defaultDue = z.object({
  id: envelope.id,
  time: envelope.time,
  source: z.literal('patchplane'),
  detail: z.object({ node: z.object({ id: nodeId, account: accountId, region: regionName }) }),
});

/** The node is in the detail: the envelope has the hub. */
function parseDefaultDue(event: unknown): DefaultDueNudge {
  const { id, time, detail } = parseOrRefuse('node whose default is due', defaultDue, event);
  return { cause: 'default-due', id, node: nodeReference(detail.node), at: time };
}
