import type { Cell } from '../cloud.ts';

/** State of a service: one of its own per account and Region, made when somebody first asks for it. */
export class PerCell<State> {
  readonly #states = new Map<string, State>();
  readonly #make: (cell: Cell) => State;

  constructor(make: (cell: Cell) => State) {
    this.#make = make;
  }

  of({ account, region }: Cell): State {
    const key = `${account}/${region}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const made = this.#make({ account, region });
    this.#states.set(key, made);
    return made;
  }

  all(): Iterable<State> {
    return this.#states.values();
  }
}
