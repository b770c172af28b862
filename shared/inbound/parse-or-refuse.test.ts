import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

const schema = z.object({
  name: z.string().check(z.regex(/^a/, 'a word with a')),
  size: z.enum(['small', 'medium', 'large']),
  tags: z.record(z.string(), z.string()),
  list: z.array(z.boolean()),
});
const good = { name: 'apple', size: 'small', tags: {}, list: [] };

describe('parseOrRefuse()', () => {
  it('gives the value as the schema has it, without what the schema does not name', () => {
    expect(parseOrRefuse('fruit', schema, { ...good, colour: 'red' })).toEqual(good);
  });

  it.each([
    ['a missing field', { ...good, name: undefined }, 'name is missing, wanted a string'],
    ['null', { ...good, name: null }, 'name is null, wanted a string'],
    ['a failed check', { ...good, name: 'pear' }, 'name is "pear", wanted a word with a'],
    ['a word that is not on the list', { ...good, size: 'huge' }, 'size is "huge", wanted small, medium or large'],
    ['a list', { ...good, tags: [1, 2] }, 'tags is a list of 2, wanted an object'],
    ['an object', { ...good, list: {} }, 'list is an object, wanted a list'],
    ['a place in a list', { ...good, list: [true, 'x'] }, 'list[1] is "x", wanted true or false'],
    ['a key with a colon', { ...good, tags: { 'a:b': 2 } }, 'tags["a:b"] is 2, wanted a string'],
    ['the whole of it', 'apple', 'the event is "apple", wanted an object'],
    ['two faults', { ...good, name: 1, size: 2 }, 'name is 1, wanted a string (and 1 more)'],
    ['control characters', { ...good, name: 'p\n' }, 'name is "p\\n", wanted a word with a'],
  ])('names field, value and what was wanted for %s', (_, value, sentence) => {
    expect(refusalOf(() => parseOrRefuse('fruit', schema, value)).message).toBe(`Cannot parse fruit: ${sentence}`);
  });

  it('quotes 60 characters of a long value, and no more', () => {
    const long = { ...good, name: 'x'.repeat(1000) };

    expect(refusalOf(() => parseOrRefuse('fruit', schema, long)).message).toBe(
      `Cannot parse fruit: name is "${'x'.repeat(60)}…", wanted a word with a`,
    );
  });

  it('keeps the cause, and the values out of it', () => {
    const error = refusalOf(() => parseOrRefuse('fruit', schema, { ...good, tags: 'secret' }));

    expect(error.cause).toBeInstanceOf(z.core.$ZodError);
    expect(JSON.stringify(error.cause)).not.toContain('secret');
  });
});
