/** Words and times as people read them in a notice. */

/** Such as `Sat 7 Mar 2026 02:00 Europe/Berlin`. */
export function sayInstant(instant: Date, zone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')} ${part('hour')}:${part('minute')} ${zone}`;
}

/** `1 node`, `2 nodes`. */
export function sayCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a, b and 3 more`: the first of a list, and how many are left out. */
export function sayFew(words: readonly string[], most: number): string {
  const named = words.slice(0, most).join(', ');
  return words.length > most ? `${named} and ${words.length - most} more` : named;
}

/** `a`, `a or b`, `a, b or c`. */
export function sayOr(words: readonly string[]): string {
  const [last, ...before] = words.toReversed();
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')} or ${last}`;
}
