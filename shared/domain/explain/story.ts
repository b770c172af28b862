/** How something came about, told in chapters: tag, schedule, window, node, what was told, what is next. */
export interface Story {
  readonly node: string;
  readonly window: string | undefined;
  /** The zone in which its times are told, beside UTC. */
  readonly zone: string;
  /** The end of it, first. */
  readonly headline: string;
  readonly chapters: readonly Chapter[];
}

export interface Chapter {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** One thing that happened or stands, when, and who says so. */
export interface Step {
  /** Absent where nobody keeps when. */
  readonly at?: Date | undefined;
  readonly said: string;
  readonly source: string;
  /** What could not be found out, and why. */
  readonly unknown?: true | undefined;
}

/** A chapter in order of time; a step without a time stays behind the one that it was told after. */
export function chapter(title: string, steps: readonly Step[]): Chapter {
  let last = Number.NEGATIVE_INFINITY;
  const placed = steps.map((step) => {
    last = step.at?.getTime() ?? last;
    return { step, time: last };
  });
  return { title, steps: placed.toSorted((a, b) => compare(a.time, b.time)).map(({ step }) => step) };
}

/** Not by subtraction: two infinities differ by no number. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

export function unknown(source: string, said: string): Step {
  return { said, source, unknown: true };
}
