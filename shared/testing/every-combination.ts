/** A small domain a name, such as `{ state: ['open', 'closing'], frozen: [false, true] }`. */
export type Domains = Readonly<Record<string, readonly unknown[]>>;

export type Combination<Of extends Domains> = { readonly [Name in keyof Of]: Of[Name][number] };

/** Every combination of small domains, one at a time; the last domain changes fastest. */
export function everyCombination<const Of extends Domains>(domains: Of): Generator<Combination<Of>>;
export function* everyCombination(domains: Domains): Generator<Record<string, unknown>> {
  const fastestFirst = Object.entries(domains).reverse();
  const total = fastestFirst.reduce((count, [, values]) => count * values.length, 1);
  for (let place = 0; place < total; place += 1) {
    const combination: Record<string, unknown> = {};
    let left = place;
    for (const [name, values] of fastestFirst) {
      combination[name] = values[left % values.length];
      left = Math.floor(left / values.length);
    }
    yield combination;
  }
}

/** What a walk through small worlds came to: their number, so that nobody makes them fewer by accident, and what broke. */
export interface Survey<World> {
  readonly worlds: number;
  readonly broken: readonly { readonly laws: readonly string[]; readonly world: World }[];
}

/** So many broken worlds are shown: the first ones say enough. */
const BROKEN_SHOWN_MAX = 3;

/** Holds laws against every world; a law is named, and true where it is kept. */
export function survey<World>(
  worlds: Iterable<World>,
  lawsOf: (world: World) => Readonly<Record<string, boolean>>,
): Survey<World> {
  let count = 0;
  const broken: { laws: string[]; world: World }[] = [];
  for (const world of worlds) {
    count += 1;
    const laws = Object.entries(lawsOf(world)).flatMap(([law, kept]) => (kept ? [] : [law]));
    if (laws.length > 0 && broken.length < BROKEN_SHOWN_MAX) broken.push({ laws, world });
  }
  return { worlds: count, broken };
}
