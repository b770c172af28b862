/** `2SAT` before `10SAT`, as people count. */
export function byName(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
