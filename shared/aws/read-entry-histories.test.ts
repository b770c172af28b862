import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { entryHistoriesReader } from './read-entry-histories.ts';

const FIRST_OF_MARCH = Date.UTC(2026, 2, 1) / 1_000;
const VALUES = Array.from({ length: 13 }, (_, index) => `${index}SAT`);

describe('entryHistoriesReader()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  /** Thirteen entries with an approval each; the versions are those of a map, else 1. */
  function store() {
    const versions = new Map<string, number>();
    const folders = ['/patchplane/schedules', '/patchplane/approvals'];
    const names = ['/patchplane/settings', ...folders.flatMap((folder) => VALUES.map((value) => `${folder}/${value}`))];
    const written = (Name: string) => {
      const Version = versions.get(Name) ?? 1;
      return { Name, Version, LastModifiedDate: FIRST_OF_MARCH + Version, LastModifiedUser: 'ada' };
    };
    asked = answeredCalls((operation, body) => {
      switch (operation) {
        case 'DescribeParameters':
          return { body: { Parameters: names.map(written) } };
        case 'GetParametersByPath':
          return { body: { Parameters: [{ ...written('/patchplane/schedules/0SAT'), Version: 1 }] } };
        default:
          return { body: { Parameters: historyOf(names, body, written) } };
      }
    }, new Date());
    return { versions, names, read: entryHistoriesReader({ parameterPath: '/patchplane', region: 'eu-central-1' }) };
  }

  function callsOf(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { operation } of asked.calls) counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  }

  it('reads every history once, and after that what is written and labelled: two calls a look, where it took six', async () => {
    const { read } = store();
    const first = await read();
    expect(callsOf()).toEqual({ DescribeParameters: 1, GetParametersByPath: 1, GetParameterHistory: 26 });
    expect(first).toMatchObject({ kind: 'done', value: { length: 13 } });

    expect(await read()).toEqual(first);
    expect(callsOf()).toEqual({ DescribeParameters: 2, GetParametersByPath: 2, GetParameterHistory: 26 });
  });

  it('sees at the next look what was edited, approved and deleted', async () => {
    const { read, versions, names } = store();
    await read();
    versions.set('/patchplane/schedules/1SAT', 2);
    versions.set('/patchplane/approvals/2SAT', 2);
    names.splice(names.indexOf('/patchplane/schedules/3SAT'), 1);
    names.splice(names.indexOf('/patchplane/approvals/4SAT'), 1);
    const second = await read();

    expect(callsOf()).toMatchObject({ GetParameterHistory: 28 });
    const entries = second.kind === 'done' ? second.value : [];
    expect(entries.find(({ value }) => value === '0SAT')).toMatchObject({
      labelled: 1,
      versions: [{ version: 1, by: 'ada', text: '{}' }],
      approvals: [{ version: 1, by: 'ada', kind: 'unreadable' }],
    });
    expect(
      entries.map(({ value, versions: of, approvals, labelled }) => [value, of.length, approvals.length, labelled]),
    ).toEqual(
      VALUES.filter((value) => value !== '3SAT').map((value) => [
        value,
        value === '1SAT' ? 2 : 1,
        value === '2SAT' ? 2 : value === '4SAT' ? 0 : 1,
        value === '0SAT' ? 1 : undefined,
      ]),
    );
  });

  it('answers with a refusal of AWS', async () => {
    asked = answeredCalls(
      () => ({ statusCode: 400, body: { __type: 'ThrottlingException', message: 'rate exceeded' } }),
      new Date(),
    );
    const read = entryHistoriesReader({ parameterPath: '/patchplane', region: 'eu-central-1' });
    expect(await read()).toEqual({ kind: 'refused', error: 'ThrottlingException', message: 'rate exceeded' });
  });
});

/** All versions of the parameter that a request names. */
function historyOf(names: readonly string[], body: unknown, written: (name: string) => { readonly Version: number }) {
  const name = names.find((one) => JSON.stringify(body).includes(`"${one}"`)) ?? '';
  const latest = written(name);
  return Array.from({ length: latest.Version }, (_, index) => ({ ...latest, Version: index + 1, Value: '{}' }));
}
