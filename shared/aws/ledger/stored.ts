import * as z from 'zod/mini';

/** What the ledger stores of times: ISO instants, which sort as they should. */
export const storedInstant = z.pipe(
  z.iso.datetime(),
  z.transform((text: string) => new Date(text)),
);

/** A row that is not what was stored. */
export class UnreadableRow extends Error {
  constructor(error: z.core.$ZodError) {
    super(`Cannot read the ledger: a row is not what was stored\n${z.prettifyError(error)}`, { cause: error });
    this.name = 'UnreadableRow';
  }
}

/** Parses a row that an earlier version may have written; one that does not parse names itself. */
export function parseRow<Schema extends z.ZodMiniType>(schema: Schema, row: unknown): z.infer<Schema> {
  const parsed = z.safeParse(schema, row);
  if (parsed.success) return parsed.data;
  throw new UnreadableRow(parsed.error);
}

/** For a list, in which a row that does not parse keeps no other from being read (P6). */
export function parseOrNot<Schema extends z.ZodMiniType>(
  schema: Schema,
  row: unknown,
): z.infer<Schema> | UnreadableRow {
  try {
    return parseRow(schema, row);
  } catch (error) {
    if (error instanceof UnreadableRow) return error;
    throw error;
  }
}
