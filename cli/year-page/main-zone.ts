/** The zone by which most windows go; the first in the alphabet of several, and UTC where there is no window. */
export function mainZone(windows: readonly { readonly zone: string }[]): string {
  const counts = new Map<string, number>();
  for (const { zone } of windows) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const [most] = [...counts].sort(([zoneA, a], [zoneB, b]) => b - a || (zoneA < zoneB ? -1 : 1));
  return most?.[0] ?? 'UTC';
}
