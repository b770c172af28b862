import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRuleInvocation } from '../inbound/rule-invocation.ts';
import { sampleEvent } from './sample-event.ts';
import { type Parse, parsers, parsersOfSamples } from './sample-event-parsers.ts';
import { fieldPaths, sampleEventWith, withField } from './sample-event-with.ts';

// Goal: nothing that may ever come makes a parser fall over; whatever it refuses, it refuses in its own words.
// Method: any JSON at all, and, since that rarely gets past the first field, samples with one field made anything.
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constant(undefined),
  fc.json(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const seed = 20260306; // The same values every time, so that a failure is everybody's.

describe('any parser', () => {
  it('takes an arbitrary value or says that it cannot parse it', () => {
    fc.assert(fc.property(fc.constantFrom(...parsers), fc.jsonValue(), judges), { seed, numRuns: 1000 });
  });

  it('takes a sample with any one field changed, or says that it cannot parse it', () => {
    const samples = Object.entries(parsersOfSamples).flatMap(([name, meant]) => {
      const event = sampleEvent(name);
      return meant.flatMap((parse) => fieldPaths(event).map((path) => ({ parse, event, path })));
    });

    fc.assert(
      fc.property(fc.constantFrom(...samples), anything, ({ parse, event, path }, value) =>
        judges(parse, withField(event, path, value)),
      ),
      { seed, numRuns: 3000 },
    );
  });

  it('does the same for what stands in a string of JSON', () => {
    const samples = Object.keys(parsersOfSamples).flatMap((name) => {
      const inner = innerOf(sampleEvent(name));
      return fieldPaths(inner).map((path) => ({ name, inner, path }));
    });

    fc.assert(
      fc.property(fc.constantFrom(...samples), anything, ({ name, inner, path }, value) => {
        const invokingEvent = JSON.stringify(withField(inner, path, value));
        return judges(parseRuleInvocation, sampleEventWith(name, 'invokingEvent', invokingEvent));
      }),
      { seed, numRuns: 2000 },
    );
  });
});

/** True if it was taken, or refused in one sentence of a size that a log can bear. */
function judges(parse: Parse, event: unknown): boolean {
  try {
    return typeof parse(event) === 'object';
  } catch (error) {
    return (
      error instanceof Error && /^Cannot parse [a-z ]+: .{1,500}$/.test(error.message) && error.cause !== undefined
    );
  }
}

/** What Config put into a string; nothing for the samples of other services. */
function innerOf(event: unknown): unknown {
  const outer = new Map(Object.entries(event ?? {}));
  const text = outer.get('invokingEvent');
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}
