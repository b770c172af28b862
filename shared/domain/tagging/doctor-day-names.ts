/**
 * What people call the days: English, German, French and Spanish, in full and shortened, in capitals without accents.
 * `MAR` is no Tuesday, because it is March too, and `WE` no Wednesday, because it is a weekend to some.
 */
import { type Weekday, weekdays } from '../schedule/schedule.ts';
import { nearestValues } from './nearest-value.ts';

const NAMES: Readonly<Record<Weekday, { readonly full: readonly string[]; readonly short: readonly string[] }>> = {
  SUN: { full: ['SUNDAY', 'SONNTAG', 'DIMANCHE', 'DOMINGO'], short: ['SU', 'SO', 'SON', 'DIM', 'DOM'] },
  MON: { full: ['MONDAY', 'MONTAG', 'LUNDI', 'LUNES'], short: ['MO', 'LUN'] },
  TUE: { full: ['TUESDAY', 'DIENSTAG', 'MARDI', 'MARTES'], short: ['TU', 'TUES', 'DI', 'DIE'] },
  WED: { full: ['WEDNESDAY', 'MITTWOCH', 'MERCREDI', 'MIERCOLES'], short: ['WEDS', 'MI', 'MIT', 'MER', 'MIE'] },
  THU: {
    full: ['THURSDAY', 'DONNERSTAG', 'JEUDI', 'JUEVES'],
    short: ['TH', 'THUR', 'THURS', 'DO', 'DON', 'JEU', 'JUE'],
  },
  FRI: { full: ['FRIDAY', 'FREITAG', 'VENDREDI', 'VIERNES'], short: ['FR', 'FREI', 'VEN', 'VIE'] },
  SAT: { full: ['SATURDAY', 'SAMSTAG', 'SONNABEND', 'SAMEDI', 'SABADO'], short: ['SA', 'SATUR', 'SAM', 'SAB'] },
};

/** The weekday by each of its names, the code of the grammar included. */
const WEEKDAY_BY_NAME: ReadonlyMap<string, Weekday> = new Map(
  weekdays.flatMap((weekday) =>
    [weekday, ...NAMES[weekday].full.flatMap((name) => [name, `${name}S`]), ...NAMES[weekday].short].map(
      (name) => [name, weekday] as const,
    ),
  ),
);

const LONGEST_FIRST = [...WEEKDAY_BY_NAME.keys()].sort((one, other) => other.length - one.length);

export interface DayName {
  readonly weekday: Weekday;
  /** How many characters the name takes. */
  readonly length: number;
  /** How many slips it was read through. */
  readonly slips: number;
}

/**
 * The name of a day with which a text in capitals begins, if it does. A whole word decides, though misspelt, over a
 * name that is only its beginning: `SATRUDAY` is not `SAT` and something else.
 */
export function dayNameAt(text: string): DayName | undefined {
  const name = LONGEST_FIRST.find((candidate) => text.startsWith(candidate) && mayEnd(text, candidate.length));
  const weekday = name === undefined ? undefined : WEEKDAY_BY_NAME.get(name);
  const exact = name === undefined || weekday === undefined ? undefined : { weekday, length: name.length, slips: 0 };
  const misspelt = misspeltDayAt(text);
  return misspelt !== undefined && misspelt.length > (exact?.length ?? 0) ? misspelt : exact;
}

/** Two letters are a name only if no other letter follows, but `2FRX1` has its mark of the week there. */
function mayEnd(text: string, length: number): boolean {
  return length > 2 || !/^[A-WYZ]|^X[A-Z]/.test(text.slice(length));
}

/** A slip makes many short words into one another, so only a word nearly as long as a name is a misspelt one. */
function misspeltDayAt(text: string): DayName | undefined {
  const [word = ''] = /^[A-Z]{5,}?(?=X?[^A-Z]|X?$)/.exec(text) ?? [];
  if (word === '') return undefined;
  const nearest = nearestValues(
    word,
    LONGEST_FIRST.filter((name) => name.length >= 5),
  );
  const near = nearest.kind === 'one' ? [nearest.value] : nearest.kind === 'several' ? nearest.values : [];
  const days = new Set(near.flatMap((name) => WEEKDAY_BY_NAME.get(name) ?? []));
  const [weekday] = days;
  if (weekday === undefined || days.size > 1 || nearest.kind === 'none') return undefined;
  return nearest.distance > slipsMax(word) ? undefined : { weekday, length: word.length, slips: nearest.distance };
}

function slipsMax(word: string): number {
  return word.length < 7 ? 1 : 2;
}
