/** Rows are forgotten this long after what they are about; reports keep what matters. */
const KEPT_DAYS = 400;

/** DynamoDB's time to live, in seconds, of a row about a certain instant. */
export function expiryAfter(instant: Date): number {
  return Math.floor(instant.getTime() / 1000) + KEPT_DAYS * 86_400;
}

/** The same for every row of a window, whose id ends in its date: `2SATX4@2026-04-25`. */
export function expiryOf(windowId: string): number {
  return expiryAfter(new Date(`${windowId.slice(windowId.indexOf('@') + 1)}T00:00:00Z`));
}
