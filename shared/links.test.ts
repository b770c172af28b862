/** Every relative link in the project's pages leads to a file that is there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFiles, type SourceFile } from './testing/tidy/source-file.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const pages = projectFiles().filter((file) => file.path.endsWith('.md'));

describe('relative links', () => {
  it('lead somewhere', () => {
    expect(pages.length).toBeGreaterThan(8);
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(10);
    expect(pages.flatMap(deadLinksOf)).toEqual([]);
  });

  it('are found in a page, and told when they are dead', () => {
    const page = {
      path: 'docs/made-up.md',
      text: [
        '[there](ledger.md) [a place in it](ledger.md#notice) [up](../README.md) [a folder](decisions)',
        '![gone](images/gone.svg "title") [far](https://example.com/gone.md) [here](#here) <a href="lost.md">x</a>',
        '`[code](not-a-link.md)` [reference][one]',
        '',
        '[one]: also-gone.md',
        '```',
        '[in a block](not-a-link.md)',
        '```',
      ].join('\n'),
    };

    expect(deadLinksOf(page)).toEqual([
      'docs/made-up.md links to images/gone.svg, which is not there',
      'docs/made-up.md links to lost.md, which is not there',
      'docs/made-up.md links to also-gone.md, which is not there',
    ]);
  });
});

function deadLinksOf(page: SourceFile): string[] {
  return linksOf(page)
    .filter((link) => !existsSync(path.join(ROOT, path.dirname(page.path), link)))
    .map((link) => `${page.path} links to ${link}, which is not there`);
}

/** Without their fragment; links to elsewhere, and within the page, are not ours to follow. */
function linksOf({ text }: SourceFile): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(LINK)]
    .map(([, inline, html, reference]) => inline ?? html ?? reference ?? '')
    .filter((link) => !/^[a-z][a-z+.-]*:|^#|^\/\//i.test(link))
    .map((link) => decodeURIComponent(link.replace(/[#?].*$/, '')));
}

/** `[text](link "title")`, `href="link"` or `src="link"`, and `[name]: link`. */
const LINK = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|(?:href|src)="([^"]+)"|^\[[^\]]+\]:\s+(\S+)/gm;
