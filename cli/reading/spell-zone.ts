/**
 * A zone in the spelling of Intl, which takes `europe/berlin` too. An alias keeps the name that it was given, since Intl
 * would make Asia/Calcutta of Asia/Kolkata; only where all of it is small would its spelling be a guess.
 */
export function spellZone(zone: string): string {
  const spelled = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  const small = zone.toLowerCase();
  return zone === small || spelled.toLowerCase() === small ? spelled : zone;
}
