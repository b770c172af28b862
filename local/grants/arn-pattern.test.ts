import { expect, it } from '@jest/globals';
import { NAME, overlap, PATH } from './arn-pattern.ts';

const TABLE = `arn:aws:dynamodb:${NAME}:${NAME}:table/${NAME}`;

it.each([
  ['the same text', 'a:b', 'a:b', true],
  ['another text', 'a:b', 'a:c', false],
  ['a text that goes on', 'a:b', 'a:bc', false],
  ['everything', '*', TABLE, true],
  ['a name for a name', `table/x-${NAME}`, `table/${NAME}`, true],
  ['a name, and an index below it', TABLE, `${TABLE}/index/due`, false],
  ['a star, and an index below it', 'arn:aws:dynamodb:*:*:table/*', `${TABLE}/index/due`, true],
  ['an index, and its pattern', `${TABLE}/index/due`, `${TABLE}/index/${NAME}`, true],
  ['a star in the middle', 'arn:aws:ssm:*:*:document/*', `arn:aws:ssm:${NAME}:${NAME}:parameter/${PATH}`, false],
  ['no account, and a name for one', 'arn:aws:ssm:*::document/AWS-X', `arn:aws:ssm:${NAME}:${NAME}:document/*`, true],
])('overlap() of %s', (_what, one, other, expected) => {
  expect(overlap(one, other)).toBe(expected);
  expect(overlap(other, one)).toBe(expected);
});
