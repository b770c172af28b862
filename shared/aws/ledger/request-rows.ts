import * as z from 'zod/mini';
import { isReason } from '../../domain/reporting/reasons.ts';
import { type Answer, REFUSAL_CAUSES } from '../../domain/requests/answer.ts';
import type { Intent } from '../../domain/requests/intent.ts';
import { getRow, type LedgerTable, putRowIfAbsent, setInRow } from './ledger-table.ts';
import { expiryAfter } from './row-expiry.ts';
import { parseRow, storedInstant } from './stored.ts';

/** A request and what it comes to, stored before anything is done for it. */
export interface StoredRequest {
  /** What was said, in one spelling: an id that comes again with other words is another request. */
  readonly said: string;
  /** Who asked, as AWS vouches for it. */
  readonly by: string;
  readonly answer: Answer;
  /** All of it is done and told. */
  readonly done: boolean;
}

/** The rows of operators' requests: REQUEST#id. */
export interface RequestRows {
  readonly read: (requestId: string) => Promise<StoredRequest | undefined>;
  /** False if an answer was stored before: then that one is the answer, not this one. */
  readonly store: (intent: Intent, answered: Omit<StoredRequest, 'done'>) => Promise<boolean>;
  readonly setDone: (requestId: string, at: Date) => Promise<void>;
}

const words = z.array(z.string());

const window = z.object({
  id: z.string(),
  schedule: z.string(),
  date: z.string(),
  opensAt: storedInstant,
  cutoffAt: storedInstant,
  closesAt: storedInstant,
});

/** A later version may have stored one that this one does not know. */
const knownReason = z.pipe(
  z.string(),
  z.transform((text) => (isReason(text) ? text : undefined)),
);

const toldException = z.object({
  id: z.string(),
  account: z.string(),
  region: z.string(),
  owner: z.string(),
  reason: z.string(),
  until: storedInstant,
  requestedBy: z.string(),
});

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), cause: z.enum(REFUSAL_CAUSES), because: z.string(), next: z.string() }),
  z.object({ kind: z.literal('admitted'), window, heldAccounts: words, unseenAccounts: words }),
  z.object({ kind: z.literal('held'), affected: words, warnings: words }),
  z.object({
    kind: z.literal('released'),
    hold: z.object({ by: z.string(), reason: z.string(), at: storedInstant }),
    affected: words,
  }),
  z.object({ kind: z.literal('window-released'), waitingFor: z.optional(knownReason) }),
  z.object({ kind: z.literal('acknowledged') }),
  z.object({ kind: z.literal('exception-requested') }),
  z.object({ kind: z.literal('exception-approved'), exception: toldException }),
  z.object({
    kind: z.literal('exception-closed'),
    was: z.enum(['requested', 'approved', 'expiring']),
    exception: toldException,
  }),
  z.object({
    kind: z.literal('decided'),
    node: z.object({
      id: z.string(),
      account: z.string(),
      region: z.string(),
      name: z.optional(z.string()),
      owner: z.optional(z.string()),
    }),
  }),
]);

const schema = z.object({ said: z.string(), by: z.string(), answer, doneAt: z.optional(storedInstant) });

export function requestRows(table: LedgerTable): RequestRows {
  const rowKey = (requestId: string) => ({ pk: `REQUEST#${requestId}`, sk: 'ANSWER' });
  return {
    read: async (requestId) => {
      const row = await getRow(table, rowKey(requestId));
      if (row === undefined) return undefined;
      const { doneAt, ...stored } = parseRow(schema, row);
      return { ...stored, done: doneAt !== undefined };
    },
    store: ({ kind, requestId, account, reason, at }, answered) =>
      putRowIfAbsent(table, {
        ...rowKey(requestId),
        ...asPlain({ kind, account, reason, at, ...answered }),
        expiresAt: expiryAfter(at),
      }),
    setDone: (requestId, at) => setInRow(table, rowKey(requestId), { doneAt: at.toISOString() }),
  };
}

/** Instants as ISO text, at any depth. */
function asPlain(value: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value));
}
