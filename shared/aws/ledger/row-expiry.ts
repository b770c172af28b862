/** Rows are forgotten this long after what they are about; reports keep what matters. */
const KEPT_DAYS = 400;

/** DynamoDB's time to live, in seconds, of a row about a certain instant. */
export function expiryAfter(instant: Date): number {
  return Math.floor(instant.getTime() / 1000) + KEPT_DAYS * 86_400;
}

/** The same for every row of a window, whose id holds its date: `2SATX4@2026-04-25`, `2SATX4@2026-04-25+1a2b3c4d`. */
export function expiryOf(windowId: string): number {
  const start = windowId.indexOf('@') + 1;
  return expiryAfter(new Date(`${windowId.slice(start, start + 'YYYY-MM-DD'.length)}T00:00:00Z`));
}
