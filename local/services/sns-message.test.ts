import { describe, expect, it } from '@jest/globals';
import { checkMessage, emailBody } from './sns-message.ts';

describe('checkMessage()', () => {
  it.each([
    [{ Message: 'x'.repeat(262_144) }],
    [{ Message: 'x', Subject: `a${'b'.repeat(98)}` }],
    [{ Message: '{"default":"x","email":"y"}', MessageStructure: 'json' }],
  ])('accepts a message at the limit', (message) => {
    expect(() => checkMessage(message)).not.toThrow();
  });

  it.each([
    [{ Message: '' }, 'Empty message'],
    [{ Message: `ä${'x'.repeat(262_143)}` }, 'Message too long'], // bytes count, not characters
    [
      { Message: 'x'.repeat(262_140), MessageAttributes: { kind: { DataType: 'String', StringValue: 'tag' } } },
      'Message too long',
    ],
    [{ Message: 'x', Subject: 'a'.repeat(100) }, 'Subject'],
    [{ Message: 'x', Subject: 'two\nlines' }, 'Subject'],
    [{ Message: 'x', Subject: 'Grüße' }, 'Subject'],
    [{ Message: 'x', Subject: ' leading space' }, 'Subject'],
    [{ Message: '{"email":"y"}', MessageStructure: 'json' }, 'No default entry'],
    [{ Message: 'x', MessageStructure: 'json' }, 'failed to parse'],
    [{ Message: 'x', MessageAttributes: { kind: { DataType: 'String', StringValue: '' } } }, 'non-empty'],
    [{ Message: 'x', MessageAttributes: { kind: { DataType: 'Text', StringValue: 'y' } } }, "type 'Text'"],
  ])('refuses what SNS refuses, case %#', (message, complaint) => {
    expect(() => checkMessage(message)).toThrow(complaint);
  });
});

it('emailBody() takes the text for e-mail, else the default', () => {
  expect(emailBody({ Message: '{"default":"x","email":"y"}', MessageStructure: 'json' })).toBe('y');
  expect(emailBody({ Message: '{"default":"x"}', MessageStructure: 'json' })).toBe('x');
  expect(emailBody({ Message: '{"default":"x"}' })).toBe('{"default":"x"}');
});
