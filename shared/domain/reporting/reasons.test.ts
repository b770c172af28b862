import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isReason, REASONS } from './reasons.ts';

const FOLDER = 'docs/reasons';
const SECTIONS = ['How Patchplane knows', 'What to do', 'What happens by itself', 'Commands'];
const COMMANDS = [
  'acknowledge',
  'doctor',
  'end-exception',
  'explain',
  'lint',
  'nodes',
  'patch-now',
  'release',
  'schedule',
  'windows',
];

const index = readFileSync(`${FOLDER}/README.md`, 'utf8');
const pages = readdirSync(FOLDER)
  .filter((name) => name !== 'README.md')
  .map((name) => ({ code: name.replace(/\.md$/, ''), text: readFileSync(`${FOLDER}/${name}`, 'utf8') }));

describe('docs/reasons', () => {
  it('has a page for every reason, and for no others', () => {
    expect(pages.map(({ code }) => code).sort()).toEqual(Object.keys(REASONS).sort());
  });

  it('lists every reason once, with its sentence and its page', () => {
    const rows = [...index.matchAll(/^\| \[`([a-z-]+)`\]\(([a-z-]+)\.md\) \| ([^|]+) \|$/gm)];
    expect(rows.map(([, code = '', page, sentence]) => [code, page, sentence]).sort()).toEqual(
      Object.entries(REASONS)
        .map(([code, sentence]) => [code, code, sentence])
        .sort(),
    );
  });

  it.each(pages)(
    '$code says what it means, how it is known, what to do and what happens by itself',
    ({ code, text }) => {
      const [title, sentence, ...sections] = text.trimEnd().split(/\n\n(?=## )|\n\n/);
      expect([title, sentence?.replaceAll('\n', ' ')]).toEqual([`# ${code}`, isReason(code) && REASONS[code]]);
      expect(sections.filter((part) => part.startsWith('## '))).toEqual(SECTIONS.map((section) => `## ${section}`));
      expect(sections.filter((part) => part.trim() === '')).toEqual([]);
      expect(sections).toHaveLength(2 * SECTIONS.length + 1); // A paragraph each, and the way back.
    },
  );

  it('names commands that there are', () => {
    const named = pages.flatMap(({ text }) => [...text.matchAll(/npx patchplane ([a-z-]+)/g)].map(([, name]) => name));
    expect([...new Set(named)].sort()).toEqual(COMMANDS);
  });
});

describe('REASONS', () => {
  it('are sentences', () => {
    expect(Object.values(REASONS).filter((sentence) => !/^[A-Z].*\.$/.test(sentence))).toEqual([]);
  });
});

describe('isReason()', () => {
  it('knows the codes, and nothing that objects have by nature', () => {
    expect(['installed', 'no-wave', 'toString', 'Installed', ''].map(isReason)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
