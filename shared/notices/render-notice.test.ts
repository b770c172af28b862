import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { type Notice, SEVERITIES } from '../domain/reporting/notice.ts';
import { REASONS } from '../domain/reporting/reasons.ts';
import { runbookOf, TROUBLES } from '../domain/reporting/trouble.ts';
import { aNotice } from '../testing/domain-builders.ts';
import { chatOf, emailOf, subjectOf } from './render-notice.ts';

/** Amazon Q Developer's custom notification, restated from its documentation: anything else is dropped silently. */
const customNotification = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: z.string().min(1),
  content: z.strictObject({
    textType: z.literal('client-markdown'),
    title: z.string().min(1).max(250),
    description: z.string().min(1).max(8000),
    nextSteps: z.array(z.string().min(1).max(350)),
  }),
  metadata: z.strictObject({
    threadId: z.string().min(1),
    summary: z.string().min(1).max(250),
    additionalContext: z.record(z.string().min(1), z.string().min(1)),
  }),
});

const texts = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 600 }), { maxLength: 100 });
const notices = fc
  .record({
    severity: fc.constantFrom(...SEVERITIES),
    incident: fc.boolean(),
    subject: fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }),
    happened: fc.string({ unit: 'binary', minLength: 1, maxLength: 9000 }),
    details: texts,
    next: texts,
    about: fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.array(fc.string({ minLength: 1 })))),
  })
  .map(aNotice);
const seed = 20260306; // The same notices every time, so that a failure is everybody's.

/** What SNS takes as a subject, restated from its reference. */
const SNS_SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,98}$/;

describe('subjectOf()', () => {
  it('is 1 to 99 printable ASCII characters and begins with no space, whatever the notice', () => {
    fc.assert(
      fc.property(notices, (notice) => SNS_SUBJECT.test(subjectOf(notice))),
      { seed, numRuns: 1000 },
    );
  });

  it('keeps to that rule for any name of a node, also one of spaces, marks or nothing', () => {
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 256 }),
      fc.string({
        unit: fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u0301', '\u3000', '.', '\u0627'),
        maxLength: 120,
      }),
    );
    fc.assert(
      fc.property(names, fc.constantFrom('', ': schedule "2STA" is refused'), (name, rest) =>
        SNS_SUBJECT.test(subjectOf(aNotice({ subject: `${name}${rest}` }))),
      ),
      { seed, numRuns: 2000 },
    );
  });

  it.each([
    ['\u00d6lpumpe: schedule "2STA" is refused', 'Olpumpe: schedule "2STA" is refused'],
    ['O\u0308lpumpe', 'Olpumpe'],
    ['caf\u00e9 \u2116 5', 'cafe No 5'],
    ['\u0421\u0435\u0440\u0432\u0435\u0440-01: no schedule', '?-01: no schedule'],
    [' in front', 'in front'],
    ['', 'window-final'],
    ['\u0301\u0301', 'window-final'],
  ])('says %j as %j', (subject, said) => {
    expect(subjectOf(aNotice({ subject }))).toBe(said);
  });

  it('leaves a subject alone that is fit to send', () => {
    expect(subjectOf(aNotice({ subject: 'x'.repeat(99) }))).toBe('x'.repeat(99));
    expect(subjectOf(aNotice({ subject: 'x'.repeat(100) }))).toBe(`${'x'.repeat(96)}...`);
    expect(subjectOf(aNotice({ subject: 'two\nlines, a\ttab and \u{1f525}' }))).toBe('two?lines, a?tab and ?');
  });
});

describe('emailOf()', () => {
  it('says what happened, to which nodes and why, and what is next, in this order', () => {
    expect(emailOf(aNotice({ details: ['One node.', 'Another.'] }))).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06 is final.

Details:
- One node.
- Another.

What is next:
- The next one.

Notice window-final#22FRI@2026-03-06"
`);
  });

  it('leaves out what there is nothing to say of', () => {
    expect(emailOf(aNotice({ details: [], next: [] }))).toMatchInlineSnapshot(`
"Window 22FRI@2026-03-06 is final.

Notice window-final#22FRI@2026-03-06"
`);
  });

  it('cuts a long list, and says how much is left out', () => {
    const lines = (count: number) =>
      emailOf(aNotice({ details: Array.from({ length: count }, (_, i) => `node ${i}`) }));

    expect(lines(60)).not.toContain('more');
    expect(lines(61)).toContain('- node 59\n- and 1 more\n');
    expect(lines(1000)).toContain('- node 59\n- and 940 more\n');
  });
});

describe('an incident', () => {
  const steps = (notice: Notice) => {
    const mail = emailOf(notice).split('What is next:\n')[1]?.split('\n\n')[0] ?? '';
    const chat: string[] = JSON.parse(chatOf(notice)).content.nextSteps;
    expect(mail).toBe(chat.map((step) => `- ${step}`).join('\n')); // The same in both.
    return chat;
  };
  const key = 'window-final#22FRI@2026-03-06';

  it('says how to acknowledge it, and names the page of each reason in brackets, once', () => {
    const details = [
      '2 failed (patches-failed): no. Nodes: i-1 (ada@example.com).',
      '1 missed (node-offline): no.',
      '(no-code)',
    ];
    const incident = aNotice({ incident: true, details, subject: 'Window: 2 failed (patches-failed)' });

    expect(steps(incident)).toEqual([
      'The next one.',
      `To acknowledge it: npx patchplane acknowledge "${key}" --reason "what you do about it". Until somebody does, it speaks again every 24 hours.`,
      'What it means: docs/reasons/patches-failed.md, docs/reasons/node-offline.md',
    ]);
  });

  it.each([
    ['late-install', 'docs/reasons/cut-off.md'],
    ['node-not-back', 'docs/reasons/did-not-return.md'],
    ['reboot-loop', 'docs/reasons/reboot-loop.md'],
    ['reboot-overdue', 'docs/reasons/reboot-overdue.md'],
    ['window-unreadable', 'docs/ledger.md'],
  ] as const)('of the kind %s names %s', (kind, page) => {
    expect(steps(aNotice({ incident: true, kind })).at(-1)).toBe(`What it means: ${page}`);
    expect(existsSync(page)).toBe(true);
  });

  it('without any reason still says how to acknowledge it', () => {
    expect(steps(aNotice({ incident: true, next: [] }))).toEqual([
      expect.stringContaining('npx patchplane acknowledge'),
    ]);
  });

  it('names few pages, so that a step in chat is not cut', () => {
    const details = Object.keys(REASONS).map((code) => `1 failed (${code})`);
    const last = steps(aNotice({ incident: true, details })).at(-1) ?? '';

    expect(last).toMatch(/\.md and \d+ more$/);
    expect(last.length).toBeLessThan(350);
  });

  it('ends with the page of its trouble, in e-mail and chat', () => {
    const missed = aNotice({ incident: true, kind: 'window-missed', severity: 'critical', subject: 'no (hub-down)' });
    expect(steps(missed).slice(-2)).toEqual([
      'What it means: docs/reasons/hub-down.md',
      'What to do: docs/runbooks/missed-window.md',
    ]);
  });

  it('is told apart: a notice that nobody must answer says nothing of it', () => {
    const notice = aNotice({ details: ['2 failed (patches-failed)'], incident: false });
    expect(steps(notice)).toEqual(['The next one.']);
  });
});

describe('a trouble', () => {
  it('names its page without being an incident, and is silent where nothing is wrong', () => {
    const warned = aNotice({ kind: 'tag-refused', severity: 'warning', next: [] });
    expect(emailOf(warned)).toContain('\n- What to do: docs/runbooks/tag-noncompliance.md\n');
    expect(emailOf(aNotice({ severity: 'info' }))).not.toContain('docs/');
  });

  it('names all pages in a step that chat does not cut, however many reasons there are', () => {
    const details = Object.keys(REASONS).map((code) => `1 failed (${code})`);
    const step = TROUBLES.map(runbookOf).reduce((all, page) => `${all}, ${page}`).length + 'What to do: '.length;
    const nextSteps: string[] = JSON.parse(chatOf(aNotice({ severity: 'warning', details }))).content.nextSteps;

    expect(step).toBeLessThan(350);
    expect(nextSteps.at(-1)).toHaveLength(step);
  });
});

describe('chatOf()', () => {
  it("keeps to Amazon Q Developer's schema, whatever the notice", () => {
    fc.assert(
      fc.property(notices, (notice) => customNotification.safeParse(JSON.parse(chatOf(notice))).success),
      { seed, numRuns: 500 },
    );
  });

  it('says the same as the e-mail, threaded by window', () => {
    expect(JSON.parse(chatOf(aNotice({ severity: 'critical' })))).toEqual({
      version: '1.0',
      source: 'custom',
      id: 'window-final#22FRI@2026-03-06',
      content: {
        textType: 'client-markdown',
        title: ':rotating_light: Window 22FRI@2026-03-06: all 3 patched',
        description: 'Window 22FRI@2026-03-06 is final.\n• One node.',
        nextSteps: ['The next one.'],
      },
      metadata: {
        threadId: '22FRI@2026-03-06',
        summary: 'Window 22FRI@2026-03-06: all 3 patched',
        additionalContext: { window: '22FRI@2026-03-06', schedule: '22FRI', owners: 'payments@example.com' },
      },
    });
  });

  it('makes a thread of its own of what is about no window, and says nothing of nobody', () => {
    const { metadata } = JSON.parse(chatOf(aNotice({ about: { owners: [] } })));

    expect(metadata).toMatchObject({ threadId: 'window-final#22FRI@2026-03-06', additionalContext: {} });
    const again = aNotice({ key: 'window-final#22FRI@2026-03-06#again#2', about: {} });
    expect(JSON.parse(chatOf(again)).metadata.threadId).toBe(metadata.threadId);
  });
});
