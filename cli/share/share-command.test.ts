import { describe, expect, it } from '@jest/globals';
import { InputError } from '../input-error.ts';
import { folderOf } from '../testing/folder-of.ts';
import { runCommand } from '../testing/run-command.ts';
import type { ShareChange, ShareDesk } from './share-desk.ts';

const HUB = '111122223333';
const [ONE, TWO, THREE] = ['222233334444', '333344445555', '444455556666'];

interface Beginning {
  readonly shared?: Readonly<Record<string, readonly string[]>>;
  readonly organization?: readonly string[];
  readonly refused?: string;
}

/** A desk that remembers what is shared and each call; the runbook `refused` cannot be changed. */
function deskOf({ shared = { 'Patchplane-PatchCell': [] }, organization = [HUB, ONE, TWO], refused }: Beginning = {}) {
  const now = new Map(Object.entries(shared).map(([name, accounts]) => [name, new Set(accounts)]));
  const calls: (ShareChange & { readonly runbook: string })[] = [];
  const desk: ShareDesk = {
    place: { account: HUB, region: 'eu-central-1' },
    readRunbooks: async () => [...now.keys()],
    readShared: async (runbook) => [...(now.get(runbook) ?? [])],
    readOrganization: async () => organization,
    modify: async (runbook, change) => {
      if (runbook === refused) throw new InputError(`Cannot change with whom ${runbook} is shared: AccessDenied`);
      calls.push({ runbook, ...change });
      for (const account of change.add) now.get(runbook)?.add(account);
      for (const account of change.remove) now.get(runbook)?.delete(account);
    },
  };
  const run = (...words: string[]) => runCommand(['share', ...words], { shareDesk: async () => desk });
  return { run, calls, sharedWith: (name = 'Patchplane-PatchCell') => [...(now.get(name) ?? [])].sort() };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => String(300000000000 + index));

describe('patchplane share', () => {
  it('shares with the whole organization but the hub, and a second time does nothing', async () => {
    const desk = deskOf();
    const { code, out, err } = await desk.run('--yes');

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`Account ${HUB}, Region eu-central-1
Patchplane-PatchCell: shared with 0 of 2 accounts
  2 missing: ${ONE} ${TWO}
Patchplane-PatchCell: shared with 2 more accounts, in 1 call
`);
    expect(desk.sharedWith()).toEqual([ONE, TWO]);
    expect(await desk.run('--yes')).toEqual({
      code: 0,
      out: `Account ${HUB}, Region eu-central-1\nPatchplane-PatchCell: shared with 2 of 2 accounts\n`,
      err: '',
    });
    expect(desk.calls).toHaveLength(1);
  });

  it.each([
    [20, [20]],
    [21, [20, 1]],
    [45, [20, 20, 5]],
  ])('shares with %i accounts in calls of %j', async (count, sizes) => {
    const desk = deskOf({ organization: many(count) });
    await desk.run('--yes');
    expect(desk.calls.map(({ add }) => add.length)).toEqual(sizes);
    expect(desk.sharedWith()).toEqual(many(count));
  });

  it('shares only what is missing, of each runbook', async () => {
    const desk = deskOf({ shared: { 'Patchplane-Diagnose': [ONE], 'Patchplane-PatchCell': [TWO] } });
    await desk.run('--yes');
    expect(desk.calls).toEqual([
      { runbook: 'Patchplane-Diagnose', add: [TWO], remove: [] },
      { runbook: 'Patchplane-PatchCell', add: [ONE], remove: [] },
    ]);
  });

  it('does nothing in a dry run, or where nobody consents, and ends with 1', async () => {
    const desk = deskOf();
    expect(await desk.run('--dry-run')).toMatchObject({
      code: 1,
      out: expect.stringContaining(`2 missing: ${ONE} ${TWO}`),
      err: 'Nothing was shared: this was a dry run\n',
    });
    expect(await desk.run('--dry-run', '--yes')).toMatchObject({ code: 1 });
    expect(await desk.run()).toMatchObject({ code: 1, err: 'Nothing was shared: --yes writes 2 shares\n' });
    expect(desk.calls).toEqual([]);
  });

  it('takes the accounts of the command line, or of a file', async () => {
    const byHand = deskOf();
    await byHand.run(TWO, '--yes');
    expect(byHand.sharedWith()).toEqual([TWO]);

    const byFile = deskOf();
    const folder = folderOf({ 'accounts.txt': `# production\n${ONE}\n\n${THREE} # since March\n` });
    await byFile.run('--file', `${folder}/accounts.txt`, '--yes');
    expect(byFile.sharedWith()).toEqual([ONE, THREE]);
  });

  it('says who is left over, and takes the share away with --prune only', async () => {
    const desk = deskOf({ shared: { 'Patchplane-PatchCell': [ONE, THREE, 'all'] } });
    const kept = await desk.run('--yes');
    expect(kept).toMatchObject({ code: 1, err: '' });
    expect(kept.out).toContain(`  2 left over, which --prune takes away: ${THREE} all\n  It is public:`);
    expect(desk.sharedWith()).toEqual([ONE, TWO, THREE, 'all']);

    const pruned = await desk.run('--prune', '--yes');
    expect(pruned).toMatchObject({ code: 0, out: expect.stringContaining('no longer with 2 accounts, in 1 call') });
    expect(desk.sharedWith()).toEqual([ONE, TWO]);
  });

  it.each(['all', 'All'])('tells of everybody however AWS spells it: %s', async (mark) => {
    const desk = deskOf({ shared: { 'Patchplane-PatchCell': [ONE, TWO, mark] } });
    expect((await desk.run()).out).toContain('It is public: every account of AWS may read it.');
    await desk.run('--prune', '--yes');
    expect(desk.calls).toEqual([{ runbook: 'Patchplane-PatchCell', add: [], remove: [mark] }]);
  });

  it('takes every share away with --none, if somebody consents, and a second time does nothing', async () => {
    const desk = deskOf({ shared: { 'Patchplane-Diagnose': [], 'Patchplane-PatchCell': [ONE, THREE, 'All'] } });
    expect(await desk.run('--none')).toMatchObject({ code: 1, err: 'Nothing was shared: --yes writes 3 shares\n' });
    expect(await desk.run('--none', '--dry-run')).toMatchObject({ code: 1 });
    expect(desk.calls).toEqual([]);
    expect(await desk.run('--none', '--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Patchplane-PatchCell: to be shared with nobody\n  3 to lose it: '),
    });
    expect([...desk.sharedWith(), ...desk.sharedWith('Patchplane-Diagnose')]).toEqual([]);
    expect(await desk.run('--none', '--yes')).toMatchObject({ code: 0 });
    expect(desk.calls).toHaveLength(1);
  });

  it('says nothing of others where it was given some accounts only', async () => {
    const desk = deskOf({ shared: { 'Patchplane-PatchCell': [ONE, THREE] } });
    expect(await desk.run(ONE)).toMatchObject({ code: 0, out: expect.not.stringContaining('left over') });
  });

  it('refuses more accounts than AWS takes before it shares with any, unless the quota is higher', async () => {
    const desk = deskOf({ organization: [HUB, ...many(1001)] });
    const { code, err } = await desk.run('--yes');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^Cannot share Patchplane-PatchCell with 1001 accounts: Systems Manager shares a document with 1000/,
    );
    expect(desk.calls).toEqual([]);

    expect(await desk.run('--yes', '--accounts-max', '2000')).toMatchObject({ code: 0 });
    expect(desk.calls).toHaveLength(51);
    expect(desk.sharedWith()).toHaveLength(1001);
  });

  it('has room for a thousand where as many leave as come', async () => {
    const desk = deskOf({
      organization: [HUB, ...many(1000)],
      shared: { 'Patchplane-PatchCell': [...many(999), ONE] },
    });
    expect(await desk.run('--yes')).toMatchObject({ code: 2 });
    expect(await desk.run('--yes', '--prune')).toMatchObject({ code: 0 });
    expect(desk.calls.map(({ add, remove }) => [add.length, remove.length])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('goes on with the other runbooks when AWS refuses one, and ends with 2', async () => {
    const desk = deskOf({ shared: { 'Patchplane-A': [], 'Patchplane-B': [] }, refused: 'Patchplane-A' });
    expect(await desk.run('--yes')).toMatchObject({
      code: 2,
      err: 'Cannot change with whom Patchplane-A is shared: AccessDenied\n',
    });
    expect(desk.sharedWith('Patchplane-B')).toEqual([ONE, TWO]);
  });

  it('prints an object', async () => {
    const desk = deskOf();
    const asked = await desk.run('--json');
    expect(asked.code).toBe(1);
    expect(JSON.parse(asked.out)).toEqual({
      ...{ account: HUB, region: 'eu-central-1' },
      runbooks: [{ runbook: 'Patchplane-PatchCell', shared: 0, missing: [ONE, TWO], left: [] }],
      outcomes: [],
    });
    expect(JSON.parse((await desk.run('--json', '--yes')).out)).toMatchObject({
      outcomes: [{ runbook: 'Patchplane-PatchCell', added: 2, removed: 0, calls: 1 }],
    });
  });

  it.each([
    [['12345'], 'Cannot read the account: it is "12345", wanted an account id of 12 digits'],
    [[ONE, '--file', 'accounts.txt'], 'Cannot read --file: it is "accounts.txt", wanted either a file or accounts'],
    [[ONE, '--prune'], 'Cannot read --prune'],
    [['--none', ONE], 'Cannot read --none'],
    [['--none', '--file', 'accounts.txt'], 'Cannot read --none'],
    [['--none', '--prune'], 'Cannot read --none'],
    [['--file', 'nowhere.txt'], 'there is no such file'],
    [['--accounts-max', '0'], 'Cannot read --accounts-max: it is "0", wanted a whole number from 1'],
  ])('refuses %j', async (words, problem) => {
    const desk = deskOf();
    const { code, err } = await desk.run(...words);
    expect(code).toBe(2);
    expect(err).toContain(problem);
    expect(desk.calls).toEqual([]);
  });

  it('does not take an empty organization for one that everybody left', async () => {
    const desk = deskOf({ organization: [HUB], shared: { 'Patchplane-PatchCell': [ONE] } });
    expect(await desk.run('--prune', '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no account beside the hub's own"),
    });
    expect(desk.sharedWith()).toEqual([ONE]);
  });
});
