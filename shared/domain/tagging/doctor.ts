/**
 * The tag doctor: what somebody meant by a value that is not approved.
 *
 *   D1. Only approved schedules and reserved values are proposed, and nothing where two are equally near.
 *   D2. What differs in spelling alone, or says the same in another notation, is certain; everything else is likely, but
 *       for D7.
 *   D3. Slips are counted by optimal string alignment, and never turn one weekday into another.
 *   D4. Two slips are believed of letters only, and in a text of some length: another number is another time.
 *   D5. A value that says clearly what no schedule can say is near to nothing.
 *   D6. So is one that denies what it names, or counts from the end of the month.
 *   D7. A value that is itself a schedule may be just what was meant: one a slip away is no more than possible, and the
 *       reason says so. Only what is certain may ever be corrected without asking.
 */
import { parseSchedule, type Weekday, weekdays } from '../schedule/schedule.ts';
import { reservedValues } from '../schedule/tag-value.ts';
import { compactText, foldText, skeletonOf } from './doctor-fold.ts';
import { fits, type Reading, readText, type TextReading } from './doctor-reading.ts';
import { nearestValues } from './nearest-value.ts';

export interface Proposal {
  readonly value: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** Slips by optimal string alignment; 0 where only spelling or notation differ. */
  readonly distance: number;
  /** Such as `optimal string alignment, distance 1`, to be put in brackets after the value. */
  readonly because: string;
}

export type Guess =
  | ({ readonly kind: 'meant' } & Proposal)
  /** In the order approved. */
  | { readonly kind: 'several'; readonly values: readonly string[]; readonly because: string }
  | { readonly kind: 'none' };

export type Diagnosis = ({ readonly kind: 'approved' | 'reserved' } & Proposal) | Guess;

/** Two of four characters wrong is no slip but another word (D4). */
const LENGTH_FOR_TWO_SLIPS = 5;

/** A tag value has at most 256 characters; nobody who means a schedule writes this many. */
const LENGTH_MAX = 80;

/** `!6SAT`, `no 6sat`, `un-exempt`: to propose what is denied would be the opposite of what was meant. */
const DENIED = /^\s*(?:[!~-]|(?:no|not|non|un)(?=[\s-]|\d|exempt|replace))/i;

/** `2SATL` and `2SATX-1`: L is cron's letter for the last one. */
const FROM_THE_END = /(?:sun|mon|tue|wed|thu|fri|sat)\s*(?:[x#]?-?l|[x#]\s*-\s*\d)\s*$/i;

/** What is approved or reserved, or else what was probably meant. */
export function diagnose(value: string, approved: Iterable<string>): Diagnosis {
  const values = schedulesAmong(approved);
  const fine = { value, confidence: 'certain', distance: 0 } as const;
  if (values.includes(value)) return { kind: 'approved', ...fine, because: 'an approved value' };
  const reserved = reservedValues.some((word) => word === value);
  return reserved ? { kind: 'reserved', ...fine, because: 'a reserved value' } : guessMeant(value, values);
}

/** What was probably meant by a value that is neither approved nor reserved. */
export function guessMeant(value: string, approved: Iterable<string>): Guess {
  if (value.length > LENGTH_MAX || DENIED.test(value) || FROM_THE_END.test(value)) return { kind: 'none' }; // D6
  const values = [...schedulesAmong(approved), ...reservedValues];
  const folded = foldText(value);
  const compact = compactText(folded);
  const same = values.find((value) => value === compact);
  if (same !== undefined) return certain(same, 'the same but for case, spaces or punctuation');
  const alike = values.find((value) => skeletonOf(value) === skeletonOf(compact));
  if (alike !== undefined) return certain(alike, 'the same but for characters that look alike');

  const text = readText(folded);
  if (text.kind === 'foreign') return { kind: 'none' }; // D5
  return guessByReading(text, values) ?? guessBySlips(compact, text, values);
}

/** A parameter may bear any name: one that is no schedule is nothing that a tag may say. */
function schedulesAmong(approved: Iterable<string>): string[] {
  return [...new Set(approved)].filter((value) => parseSchedule(value).kind === 'schedule');
}

function guessByReading(text: TextReading, values: readonly string[]): Guess | undefined {
  if (text.kind !== 'read') return undefined;
  const { readings, slips } = text;
  const found = values.filter((value) => readings.some((reading) => fits(value, reading)));
  const [value] = found;
  if (value === undefined) return undefined;
  if (found.length > 1) return { kind: 'several', values: found, because: 'it can be read as each of them' }; // D1

  // Of two ways to read it, one that leaves something open is too weak to be proposed, but reason enough to hesitate.
  if (readings.length > 1 && !readings.some((reading) => isWhole(reading) && fits(value, reading)))
    return { kind: 'none' };
  if (readings.length === 1 && readings.every(isWhole) && slips === 0)
    return certain(value, 'the same in another notation');
  const because = slips === 0 ? 'the only approved value that it can be read as' : sayDistance(slips);
  return { kind: 'meant', value, confidence: 'likely', distance: slips, because };
}

function isWhole({ hour, week }: Reading): boolean {
  return hour !== undefined && week !== undefined;
}

function guessBySlips(compact: string, text: TextReading, values: readonly string[]): Guess {
  const said = scheduleSaidBy(compact);
  // Who writes a whole schedule in words and gets no approved one has not mistyped another.
  if (text.kind === 'read' && !/^\d{1,2}[A-Z]{3}(X\d)?$/.test(compact)) return { kind: 'none' };

  const stated = statedWeekdays(compact, text);
  const near = nearestValues(
    compact,
    values.filter((value) => mayBe(value, stated)),
  );
  if (near.kind === 'none' || (near.distance > 1 && (said !== undefined || compact.length < LENGTH_FOR_TWO_SLIPS)))
    return { kind: 'none' };
  const because = sayDistance(near.distance);
  if (near.kind === 'several') return { kind: 'several', values: near.values, because }; // D1
  if (near.distance > 1 && digitsOf(near.value) !== digitsOf(compact)) return { kind: 'none' }; // D4
  const { value, distance } = near;
  if (said === undefined) return { kind: 'meant', value, confidence: 'likely', distance, because };
  const itself = `"${said}" is itself a schedule, not approved`; // D7
  return { kind: 'meant', value, confidence: 'possible', distance, because: `${itself}; ${because}` };
}

/** The schedule that a text in capitals is, but for leading zeros. */
function scheduleSaidBy(compact: string): string | undefined {
  const value = compact.replace(/^0+(?=\d)/, '');
  return parseSchedule(value).kind === 'schedule' ? value : undefined;
}

/** Without leading zeros. */
function digitsOf(text: string): string {
  return text.replace(/\D/g, '').replace(/^0+/, '');
}

/** The weekdays that the text names outright. */
function statedWeekdays(compact: string, text: TextReading): readonly Weekday[] {
  if (text.kind === 'read') return text.readings.map(({ weekday }) => weekday);
  return weekdays.filter((weekday) => compact.includes(weekday));
}

/** D3 */
function mayBe(value: string, stated: readonly Weekday[]): boolean {
  return stated.length === 0 || stated.some((weekday) => value.includes(weekday));
}

function certain(value: string, because: string): Guess {
  return { kind: 'meant', value, confidence: 'certain', distance: 0, because };
}

function sayDistance(distance: number): string {
  return `optimal string alignment, distance ${distance}`;
}
