/** The words of a schedule as people write them, such as `2 am on the 4th Saturday` or `Sat#4 02:00`. */
import type { Weekday } from '../schedule/schedule.ts';
import { dayNameAt } from './doctor-day-names.ts';

export type Token =
  | { readonly kind: 'day'; readonly weekday: Weekday; readonly slips: number }
  /** A number that can only be the hour, such as `22:00`, `10 PM`, `22 Uhr`. */
  | { readonly kind: 'hour'; readonly value: number }
  /** A number that can only be the week, such as `X4`, `#4`, `4th`. */
  | { readonly kind: 'week'; readonly value: number }
  | { readonly kind: 'number'; readonly value: number };

/** The token, none for what says nothing, and how many characters it took. */
interface Step {
  readonly token?: Token;
  readonly length: number;
}

type Rule = readonly [pattern: RegExp, read: (groups: readonly string[]) => Token | undefined];

/** The first rule that fits decides. A minute other than zero fits none, since no schedule can say it. */
const RULES: readonly Rule[] = [
  [/^(\d{1,2})(?:[:.]00)?\s*([AP])(?:\.?\s?M\.?|(?![A-Z]))/, ([, hour, half]) => twelveHours(Number(hour), half)],
  [/^(\d{1,2})\s?(?:[:;.]00){1,2}(?!\d)(?:\s*(?:UHR|H)(?![A-Z]))?/, ([, hour]) => hourToken(hour)],
  [/^(\d{1,2})\s*(?:UHR|O.?CLOCK|H(?:00|RS?|OURS?)?)(?![A-Z\d])/, ([, hour]) => hourToken(hour)],
  [/^(\d?[1-9]|[12]0)00(?!\d)(?:\s*(?:UHR|H|HRS|HOURS)(?![A-Z]))?/, ([, hour]) => hourToken(hour)],
  [/^(?:X\s*#?|#)\s*0?([1-5])(?:ST|ND|RD|TH)?(?!\d)/, ([, week]) => weekToken(week)],
  [/^([1-5])(?:ST|ND|RD|TH)(?![RU])/, ([, week]) => weekToken(week)],
  [/^(FIRST|SECOND|THIRD|FOURTH|FIFTH)(?![A-Z])/, ([, word]) => weekToken(ordinals.indexOf(word ?? '') + 1)],
  [/^(\d+)/, ([, number]) => ({ kind: 'number', value: Number(number) })],
  [/^(?:EVERY|EACH|ON|AT|OF|IN|THE|MONTH|JEDEN|AM|IM|UM|MONAT)(?![A-Z])/, () => undefined],
  [/^(?:(?![+#])[\s\p{P}\p{S}])+/u, () => undefined],
];

const ordinals = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'FIFTH'];

/** Undefined where the text holds anything that is not understood: then nothing of it is. */
export function tokensOf(folded: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let rest = folded; rest !== ''; ) {
    const step = stepOf(rest);
    if (step === undefined) return undefined;
    if (step.token !== undefined) tokens.push(step.token);
    rest = rest.slice(step.length);
  }
  return tokens;
}

function stepOf(rest: string): Step | undefined {
  for (const [pattern, read] of RULES) {
    const groups = pattern.exec(rest);
    if (groups === null) continue;
    const token = read(groups);
    return { length: groups[0].length, ...(token === undefined ? {} : { token }) };
  }
  const day = dayNameAt(rest);
  if (day === undefined) return undefined;
  return { token: { kind: 'day', weekday: day.weekday, slips: day.slips }, length: day.length };
}

/** 12 AM is midnight and 12 PM noon. There is no 14 PM, and what reads the token refuses an hour past 23. */
function twelveHours(hour: number, half: string | undefined): Token {
  if (hour < 1 || hour > 12) return { kind: 'hour', value: Number.NaN };
  return { kind: 'hour', value: (hour % 12) + (half === 'P' ? 12 : 0) };
}

function hourToken(hour: string | undefined): Token {
  return { kind: 'hour', value: Number(hour) };
}

function weekToken(week: string | number | undefined): Token {
  return { kind: 'week', value: Number(week) };
}
