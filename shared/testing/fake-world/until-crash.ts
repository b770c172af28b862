import { Crash } from './fake-clock.ts';

/**
 * Runs a flow as Lambda would: where it crashes it is gone, and catches nothing. A call that crashes never returns to
 * the flow; whoever runs it is told.
 */
export function untilCrash<World extends object, Result>(
  world: World,
  flow: (world: World) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    flow(mortal(world, reject)).then(resolve, reject);
  });
}

function mortal<World extends object>(world: World, die: (crash: Crash) => void): World {
  return new Proxy(world, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === 'function') return (...args: unknown[]) => guard(Reflect.apply(value, target, args), die);
      return isPlain(value) ? mortal(value, die) : value;
    },
  });
}

function guard(answer: unknown, die: (crash: Crash) => void): unknown {
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
    die(error);
    return new Promise(() => {});
  });
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
