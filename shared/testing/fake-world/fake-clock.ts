/** Thrown after an act, as if the Lambda had died there: the act has happened, and nothing after it. */
export class Crash extends Error {
  constructor(act: string) {
    super(`Crashed after ${act}`);
    this.name = 'Crash';
  }
}

/** The time of the fake world, and the count of its changes. */
export interface FakeClock {
  readonly now: () => Date;
  /** Lets time pass, after which everything that lags has caught up. */
  readonly moveTo: (instant: string | Date) => void;
  readonly onMove: (catchUp: () => void) => void;
  /** Every change of the world passes through here once it has happened. */
  readonly act: (name: string) => void;
  readonly acts: readonly string[];
  /** The world crashes after this many more acts; after none it runs on. */
  readonly crashAfter: (acts: number | undefined) => void;
  /** The world crashes after the next act of this name. */
  readonly crashAfterAct: (name: string) => void;
}

export function fakeClock(start: string): FakeClock {
  const acts: string[] = [];
  const listeners: (() => void)[] = [];
  let now = new Date(start);
  let crashAt: number | undefined;
  let crashAtAct: string | undefined;

  return {
    now: () => now,
    moveTo: (instant) => {
      now = new Date(instant);
      for (const catchUp of listeners) catchUp();
    },
    onMove: (catchUp) => {
      listeners.push(catchUp);
    },
    act: (name) => {
      acts.push(name);
      if (acts.length === crashAt || name === crashAtAct) throw new Crash(name);
    },
    acts,
    crashAfter: (count) => {
      crashAt = count === undefined ? undefined : acts.length + count;
      crashAtAct = undefined;
    },
    crashAfterAct: (name) => {
      crashAtAct = name;
    },
  };
}
