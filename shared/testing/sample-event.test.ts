import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sampleEvent, sampleEventNames } from './sample-event.ts';
import { accepts, parsers, parsersOfSamples } from './sample-event-parsers.ts';

describe('events/', () => {
  it('holds the samples that sample-event-parsers.ts names, and no others', () => {
    expect(sampleEventNames('valid')).toEqual(Object.keys(parsersOfSamples).sort());
  });

  it.each(Object.entries(parsersOfSamples))('%s meets its parsers, and the others refuse it', (name, meant) => {
    const event = sampleEvent(name);

    expect(parsers.filter((parse) => accepts(parse, event))).toEqual(meant);
  });

  it('says in its README which sample meets which parser', () => {
    const readme = readFileSync(new URL('../../events/README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `([\w-]+)\.json` \|.*\| ([^|]+) \|$/gm)];

    expect(Object.fromEntries(rows.map(([, name = '', meant = '']) => [name, meant.match(/parse\w+/g)]))).toEqual(
      Object.fromEntries(
        Object.entries(parsersOfSamples).map(([name, meant]) => [name, meant.map((parse) => parse.name)]),
      ),
    );
  });
});
