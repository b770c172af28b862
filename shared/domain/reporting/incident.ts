import type { Notice } from './notice.ts';

/** A notice that somebody must answer, that was told, and that nobody has acknowledged. */
export interface Incident {
  readonly notice: Notice;
  readonly toldAt: Date;
  /** When it last spoke again; absent where it has not. */
  readonly spokeAt?: Date | undefined;
  /** How often it has spoken again. */
  readonly repeats: number;
}

export interface Repeat {
  readonly incident: Incident;
  /** From 1: the how manieth time it speaks again. */
  readonly count: number;
  /** Whole days since it was first told. */
  readonly daysOpen: number;
}

/** How long an incident may stay unanswered before it speaks again. */
const SILENT_HOURS = 24;

const HOUR_MS = 3_600_000;

/**
 * Which incidents speak again now.
 *
 *   I1. One that nobody has acknowledged speaks again 24 hours after it was last told, to the millisecond, and every 24
 *       hours after that.
 *   I2. However long no sweep came, it speaks again once, and the next time 24 hours later.
 *   I3. The count is that of what was recorded, so that a crash before the record repeats the same count (P4).
 */
export function decideRepeats(incidents: readonly Incident[], now: Date): Repeat[] {
  return incidents
    .filter(({ toldAt, spokeAt }) => hoursSince(spokeAt ?? toldAt, now) >= SILENT_HOURS) // I1, I2
    .map((incident) => ({
      incident,
      count: incident.repeats + 1, // I3
      daysOpen: Math.floor(hoursSince(incident.toldAt, now) / 24),
    }));
}

function hoursSince(instant: Date, now: Date): number {
  return (now.getTime() - instant.getTime()) / HOUR_MS;
}

/** The key of the notice by which an incident speaks again. */
export function repeatKey(key: string, count: number): string {
  return `${key}#again#${count}`;
}

/** The key of the incident itself, whichever of its notices somebody has at hand. */
export function incidentKeyOf(key: string): string {
  return key.replace(/#again#\d+$/, '');
}
