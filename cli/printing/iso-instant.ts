/** `2026-01-24T01:00:00Z`: windows begin and end on whole seconds. */
export function isoInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
