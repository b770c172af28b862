/**
 * Time as the embedded AWS knows it: nothing happens between two appointments, so a weekend takes seconds.
 *
 *   C1. Appointments run in order of their instant, then of the order in which they were made.
 *   C2. Time never goes back; an appointment made for the past runs next, at the present instant.
 *   C3. An appointment runs to its end before the next one begins, however long it really takes.
 */
export class VirtualClock {
  #now: number;
  #made = 0;
  readonly #agenda: Appointment[] = [];

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  at(instant: Date, run: Appointment['run']): void {
    const due = Math.max(instant.getTime(), this.#now); // C2
    this.#made += 1;
    insert(this.#agenda, { due, made: this.#made, run });
  }

  after(ms: number, run: Appointment['run']): void {
    this.at(new Date(this.#now + ms), run);
  }

  /** Lets time pass inside an appointment, as a handler that pauses does. What falls due meanwhile runs afterwards. */
  advance(ms: number): void {
    this.#now += ms;
  }

  async runUntil(end: Date): Promise<void> {
    for (let next = this.#agenda[0]; next !== undefined && next.due <= end.getTime(); next = this.#agenda[0]) {
      this.#agenda.shift();
      this.#now = Math.max(this.#now, next.due);
      await next.run(); // C3
    }
    this.#now = Math.max(this.#now, end.getTime());
  }
}

interface Appointment {
  readonly due: number;
  readonly made: number;
  readonly run: () => void | Promise<void>;
}

/** Binary search for the place after every appointment that is due no later: C1. */
function insert(agenda: Appointment[], appointment: Appointment): void {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = agenda[middle];
    if (other !== undefined && other.due <= appointment.due) low = middle + 1;
    else high = middle;
  }
  agenda.splice(low, 0, appointment);
}
