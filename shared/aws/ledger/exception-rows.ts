import * as z from 'zod/mini';
import type { Exception, RequestedException, SaidWhy } from '../../domain/tagging/exception.ts';
import {
  type Condition,
  getRow,
  type LedgerTable,
  putRowIf,
  queryDueRows,
  type Row,
  setInRowIf,
} from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

/** Which exception of a node is meant: a later one is another. */
export type ExceptionId = Pick<Exception, 'requestId'> & { readonly nodeId: string };

/**
 * The rows of exceptions, EXCEPTION#node: the last one of each node. Every change is conditional on what it goes from, and
 * answers whether it was made: false where somebody else was there before, and by that nothing has changed.
 */
export interface ExceptionRows {
  readonly read: (nodeId: string) => Promise<Exception | undefined>;
  /** Only where none is open: the same request once more changes nothing, even if it has been approved meanwhile. */
  readonly request: (exception: RequestedException) => Promise<boolean>;
  readonly approve: (id: ExceptionId, approved: SaidWhy) => Promise<boolean>;
  /** Nobody will approve it. */
  readonly refuse: (id: ExceptionId, ended: SaidWhy) => Promise<boolean>;
  /** It is over from `ended.at` on. */
  readonly endEarly: (id: ExceptionId, ended: SaidWhy) => Promise<boolean>;
  /** What the tag said; the last note before it says `EXEMPT` stands. */
  readonly remember: (id: ExceptionId, schedule: string | undefined) => Promise<boolean>;
  readonly markExempt: (id: ExceptionId, at: Date) => Promise<boolean>;
  /** Its owner was told that it is about to end. */
  readonly markExpiring: (id: ExceptionId) => Promise<boolean>;
  readonly end: (id: ExceptionId, at: Date) => Promise<boolean>;
}

const said = z.object({ by: z.string(), at: storedInstant });
const saidWhy = z.extend(said, { reason: z.string() });

const asked = {
  node: z.object({ id: z.string(), account: z.string(), region: z.string() }),
  requestId: z.string(),
  owner: z.string(),
  reason: z.string(),
  until: storedInstant,
  requested: said,
} as const;

const granted = {
  ...asked,
  approved: saidWhy,
  remembered: z.optional(z.object({ schedule: z.optional(z.string()) })),
  exemptAt: z.optional(storedInstant),
  ended: z.optional(saidWhy),
} as const;

const schema = z.discriminatedUnion('exceptionState', [
  z.object({ exceptionState: z.literal('requested'), ...asked }),
  z.object({ exceptionState: z.enum(['approved', 'expiring']), ...granted }),
  z.object({
    exceptionState: z.enum(['refused', 'ended']),
    ...asked,
    approved: z.optional(saidWhy),
    ended: z.optional(saidWhy),
  }),
]);

export function exceptionRows(table: LedgerTable): ExceptionRows {
  const setIf = ({ nodeId, requestId }: ExceptionId, attributes: Readonly<Record<string, unknown>>, from: Condition) =>
    setInRowIf(table, rowKey(nodeId), attributes, {
      expression: `requestId = :requestId AND ${from.expression}`,
      values: { ':requestId': requestId, ...from.values },
    });
  return {
    read: exceptionReader(table),
    request: (exception) =>
      putRowIf(table, exceptionRow(exception), {
        expression: 'attribute_not_exists(pk) OR exceptionState IN (:refused, :ended)',
        values: { ':refused': 'refused', ':ended': 'ended' },
      }),
    approve: (id, approved) => setIf(id, { exceptionState: 'approved', approved: plainWhy(approved) }, REQUESTED),
    refuse: (id, ended) =>
      setIf(id, { exceptionState: 'refused', ended: plainWhy(ended), ...closed(ended.at) }, REQUESTED),
    endEarly: (id, ended) =>
      setIf(id, { until: ended.at.toISOString(), ended: plainWhy(ended) }, without('ended', GRANTED)),
    remember: (id, schedule) => setIf(id, { remembered: { schedule } }, without('exemptAt', GRANTED)),
    markExempt: (id, at) => setIf(id, { exemptAt: at.toISOString() }, without('exemptAt', GRANTED)),
    markExpiring: (id) => setIf(id, { exceptionState: 'expiring' }, GRANTED),
    end: (id, at) => setIf(id, { exceptionState: 'ended', ...closed(at) }, GRANTED),
  };
}

/** For those who only read one. */
export function exceptionReader(table: LedgerTable): ExceptionRows['read'] {
  return async (nodeId) => {
    const row = await getRow(table, rowKey(nodeId));
    return row === undefined ? undefined : exceptionOf(row);
  };
}

/** All that are not over, by node; the index is a second behind at most. */
export async function readOpenExceptions(table: LedgerTable): Promise<Exception[]> {
  return (await queryDueRows(table, 'exception')).map(exceptionOf);
}

export function exceptionRow({ kind, ...exception }: Exception): Row {
  const { node } = exception;
  const plain: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(exception)); // Instants as ISO text.
  const open = kind === 'refused' || kind === 'ended' ? {} : { due: 'exception' };
  return { ...rowKey(node.id), exceptionState: kind, ...plain, ...open };
}

function exceptionOf(row: unknown): Exception {
  const stored = parseRow(schema, row);
  switch (stored.exceptionState) {
    case 'requested': {
      const { exceptionState: kind, ...asked } = stored;
      return { kind, ...asked };
    }
    case 'approved':
    case 'expiring': {
      const { exceptionState: kind, ...granted } = stored;
      return { kind, ...granted };
    }
    case 'refused':
    case 'ended': {
      const { exceptionState: kind, ...closed } = stored;
      return { kind, ...closed };
    }
  }
}

function rowKey(nodeId: string) {
  return { pk: `EXCEPTION#${nodeId}`, sk: 'STATE' };
}

const REQUESTED: Condition = { expression: 'exceptionState = :requested', values: { ':requested': 'requested' } };

const GRANTED: Condition = {
  expression: 'exceptionState IN (:approved, :expiring)',
  values: { ':approved': 'approved', ':expiring': 'expiring' },
};

function without(attribute: string, { expression, values }: Condition): Condition {
  return { expression: `${expression} AND attribute_not_exists(${attribute})`, ...(values && { values }) };
}

function plainWhy({ by, reason, at }: SaidWhy) {
  return { by, reason, at: at.toISOString() };
}

/** Off the list of those that are open; kept for as long as requests are. */
function closed(at: Date) {
  return { due: undefined, expiresAt: expiryAfter(at) };
}
