import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { aNotice } from '../../testing/domain-builders.ts';
import { NOTICE_KINDS, type NoticeKind } from './notice.ts';
import { isReason, REASONS, type Reason } from './reasons.ts';
import { runbookOf, TROUBLE_OF_KIND, TROUBLE_OF_REASON, TROUBLES, type Trouble, troublesOf } from './trouble.ts';

const SECTIONS = [
  'What the alert means',
  'First look',
  'Likely causes',
  'What to do',
  'How to close it',
  'Whom to tell',
];

const pages = TROUBLES.map((trouble) => ({ trouble, text: readFileSync(runbookOf(trouble), 'utf8') }));

describe('TROUBLE_OF_REASON', () => {
  it('says of every reason of a failed, missed or pending verdict what trouble it is', () => {
    const bad = readFileSync('docs/reasons/README.md', 'utf8')
      .split(/^## /m)
      .filter((section) => /^(Failed|Missed|Pending)/.test(section))
      .flatMap((section) => [...section.matchAll(/^\| \[`([a-z-]+)`\]/gm)].map(([, code = '']) => code));

    expect(Object.keys(TROUBLE_OF_REASON).sort()).toEqual(Object.keys(REASONS).sort());
    expect(bad.length).toBeGreaterThan(40);
    expect(bad.filter((code) => !isReason(code) || TROUBLE_OF_REASON[code] === 'none')).toEqual([]);
  });
});

describe('TROUBLE_OF_KIND', () => {
  it('has every kind, and no other', () => {
    expect(Object.keys(TROUBLE_OF_KIND).sort()).toEqual([...NOTICE_KINDS].sort());
  });

  it('leaves out what is no trouble: answers, what was asked for, and what was put right', () => {
    expect(NOTICE_KINDS.filter((kind) => TROUBLE_OF_KIND[kind] === 'none')).toEqual([
      'catalogue-refused',
      'tag-corrected',
      'tag-defaulted',
      'tag-default-due',
      'request-admitted',
      'request-refused',
      'hold-set',
      'hold-released',
      'incident-acknowledged',
      'exception-requested',
      'exception-approved',
      'exception-expiring',
      'report-ready',
    ]);
  });
});

describe('docs/runbooks', () => {
  it('has a page for every trouble, and for no others', () => {
    expect(readdirSync('docs/runbooks').sort()).toEqual(
      ['README.md', ...TROUBLES.map((trouble) => `${trouble}.md`)].sort(),
    );
  });

  it.each(pages)('$trouble has what somebody needs at night, in order', ({ text }) => {
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(SECTIONS);
  });

  it.each(pages)('$trouble tells of each kind of notice that leads to it', ({ trouble, text }) => {
    const [meaning = ''] = /## What the alert means[\s\S]*?(?=\n## )/.exec(text) ?? [];
    expect(kindsOf(trouble).filter((kind) => !meaning.includes(`\`${kind}\``))).toEqual([]);
  });

  it.each(pages)('$trouble has the likely causes of exactly its reasons, each with its page', ({ trouble, text }) => {
    const [causes = ''] = /## Likely causes[\s\S]*?(?=\n## )/.exec(text) ?? [];
    const linked = [...causes.matchAll(/\[([a-z-]+)\]\(\.\.\/reasons\/\1\.md\)/g)].map(([, code = '']) => code);
    expect(linked.sort()).toEqual(reasonsOf(trouble).sort());
  });
});

describe('troublesOf()', () => {
  it('is that of the kind, whatever reasons are named', () => {
    const waiting = aNotice({ kind: 'window-waiting', severity: 'critical', details: ['1 failed (patches-failed)'] });
    expect(troublesOf(waiting)).toEqual(['missed-window']);
  });

  it('is that of each reason in brackets, once and in order, where the kind leaves it to them', () => {
    const details = [
      '1 failed (patches-failed)',
      '2 missed (node-offline)',
      '1 failed (hook-refused)',
      '1 skipped (frozen)',
      '(ada)',
    ];
    const digest = aNotice({ kind: 'window-final', severity: 'warning', subject: 'no code', details });
    expect(troublesOf(digest)).toEqual(['failed-install', 'connectivity']);
    expect(troublesOf({ ...digest, subject: '1 pending-reboot (reboot-needed)' })[0]).toBe('missing-reboot');
  });

  it('is that of each prerequisite with which a line begins, of what is not ready', () => {
    const told = (...details: string[]) => troublesOf(aNotice({ kind: 'not-ready', severity: 'warning', details }));
    expect(told('baseline (unread): i-1: no', 'wave: i-1: no')).toEqual(['tag-noncompliance']);
    expect(told('recorder: it is off', 'wave: no', '... and 3 more')).toEqual(['connectivity', 'tag-noncompliance']);
  });

  it('is none where nobody has to do anything', () => {
    const details = ['1 failed (patches-failed)'];
    expect(troublesOf(aNotice({ kind: 'window-final', severity: 'info', details }))).toEqual([]);
    expect(troublesOf(aNotice({ kind: 'window-missed', severity: 'info' }))).toEqual([]);
    expect(troublesOf(aNotice({ kind: 'hold-set', severity: 'critical', details }))).toEqual([]);
    expect(troublesOf(aNotice({ kind: 'window-final', severity: 'warning', details: [] }))).toEqual([]);
  });
});

/** Kinds that leave it to their reasons lead to every page. */
function kindsOf(trouble: Trouble): NoticeKind[] {
  return NOTICE_KINDS.filter((kind) => TROUBLE_OF_KIND[kind] === trouble);
}

function reasonsOf(trouble: Trouble): Reason[] {
  return Object.keys(TROUBLE_OF_REASON)
    .filter(isReason)
    .filter((code) => TROUBLE_OF_REASON[code] === trouble);
}
