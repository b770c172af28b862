/** The kinds of ledger rows that a report is made of; rows of other kinds are passed over. */
import * as z from 'zod';
import { VERDICTS } from '../../shared/domain/window/verdict.ts';

const text = z.string();
const instant = z.iso.datetime();

const windowRow = z.object({
  window: text,
  schedule: text,
  opensAt: instant,
  cutoffAt: instant,
  closesAt: instant,
  state: z.enum(['opening', 'open', 'closing', 'final', 'missed', 'skipped']),
  reason: text.optional(),
  waitingFor: text.optional(),
  openedAt: instant.optional(),
  endedAt: instant.optional(),
  roster: z.int().min(0).optional(),
  verdicts: z.record(z.enum(VERDICTS), z.int().min(0)).optional(),
});

const nodeRow = z.object({
  window: text,
  nodeId: text,
  account: text,
  region: text,
  name: text.optional(),
  verdict: z.enum(VERDICTS).optional(),
  reason: text.optional(),
});

const sweepRow = z.object({ sweptAt: instant });

export type WindowRow = z.infer<typeof windowRow>;
export type NodeRow = z.infer<typeof nodeRow>;

export interface LedgerRows {
  readonly windows: readonly WindowRow[];
  readonly nodes: readonly NodeRow[];
  /** The last sweep that ended well; absent where none has. */
  readonly sweptAt: Date | undefined;
}

export function parseLedgerRows(rows: readonly unknown[]): LedgerRows {
  const windows: WindowRow[] = [];
  const nodes: NodeRow[] = [];
  let sweptAt: Date | undefined;
  for (const row of rows) {
    const { pk, sk } = key.parse(row);
    if (pk === 'SWEEP') sweptAt = new Date(parse(sweepRow, row, `${pk} ${sk}`).sweptAt);
    if (!pk.startsWith('WINDOW#')) continue;
    if (sk === 'STATE') windows.push(parse(windowRow, row, `${pk} ${sk}`));
    if (sk.startsWith('NODE#')) nodes.push(parse(nodeRow, row, `${pk} ${sk}`));
  }
  return { windows, nodes, sweptAt };
}

const key = z.object({ pk: text, sk: text });

function parse<Schema extends z.ZodType>(schema: Schema, row: unknown, name: string): z.infer<Schema> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new Error(`Cannot read ledger row ${name}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
}
