import * as z from 'zod/mini';

/** What the ledger stores of times: ISO instants, which sort as they should. */
export const storedInstant = z.pipe(
  z.iso.datetime(),
  z.transform((text: string) => new Date(text)),
);

/** Parses a row that an earlier version may have written; one that does not parse names itself and stops the sweep. */
export function parseRow<Schema extends z.ZodMiniType>(schema: Schema, row: unknown): z.infer<Schema> {
  const parsed = z.safeParse(schema, row);
  if (parsed.success) return parsed.data;
  throw new Error(`Cannot read the ledger: a row is not what was stored\n${z.prettifyError(parsed.error)}`, {
    cause: parsed.error,
  });
}
