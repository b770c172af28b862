import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseScheduleFile } from '../../shared/inbound/catalogue-file.ts';
import { sha256 } from '../../shared/platform/sha256.ts';
import { runCommand } from '../testing/run-command.ts';

const FILES = ['service-control-policy.json', 'tag-policy.json', 'patch-guardrail.json'];
const SCHEDULE = readFileSync('catalogue/schedules/6SUN.json', 'utf8');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchplane-policies-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('patchplane policies', () => {
  it('writes what lies in stacks/policies, from the sample catalogue', async () => {
    const { code, err } = await runCommand(['policies', '--catalogue', path.resolve('catalogue'), '--out', 'out'], {
      folder,
    });

    expect(code).toBe(0);
    expect(err).toMatch(/^Wrote out\/service-control-policy\.json: .*, 15 schedules, \d+ of 5120 characters$/m);
    const page = readFileSync('docs/cli.md', 'utf8');
    expect(page).toContain(err.replaceAll('Wrote out/', 'Wrote out/policies/'));
    for (const file of FILES) {
      const written = readFileSync(path.join(folder, 'out', file), 'utf8');
      expect({ file, written }).toEqual({ file, written: readFileSync(path.join('stacks/policies', file), 'utf8') });
    }
  });

  it('writes stacks/organization.yml, with the same texts and nothing else', async () => {
    const words = ['policies', '--catalogue', path.resolve('catalogue'), '--stack', 'organization.yml'];
    expect(await runCommand(words, { folder })).toEqual({
      ...{ code: 0, out: '' },
      err: 'Wrote organization.yml: a template of 3 policies\n',
    });
    const written = readFileSync(path.join(folder, 'organization.yml'), 'utf8');
    expect(written).toBe(readFileSync('stacks/organization.yml', 'utf8'));

    const { Resources } = parse(written, { logLevel: 'silent' });
    const contents = Object.values(Resources).map((resource) => `${Object(resource).Properties.Content}\n`);
    expect(contents).toEqual(FILES.map((file) => readFileSync(path.join('stacks/policies', file), 'utf8')));
    expect(Object.values(Resources).map((resource) => Object(resource).Properties.Type)).toEqual([
      ...['SERVICE_CONTROL_POLICY', 'TAG_POLICY', 'SERVICE_CONTROL_POLICY'],
    ]);
  });

  it('keeps within what AWS Organizations takes', () => {
    const sizes = FILES.map((file) => readFileSync(path.join('stacks/policies', file), 'utf8').length);
    for (const [index, max] of [5120, 10_000, 5120].entries()) expect(sizes[index]).toBeLessThanOrEqual(max);
  });

  it('lets other roles send patch documents, and refuses where they do not fit', async () => {
    const { out } = await runCommand(['policies', '--json', '--may-patch', 'break-glass']);
    const [sent, associated] = JSON.parse(out).patchGuardrail.Statement;
    for (const { Condition } of [sent, associated])
      expect(Condition.ArnNotLike['aws:PrincipalArn']).toContain('arn:*:iam::*:role/break-glass');

    const roles = Array.from({ length: 60 }, (_, index) => ['--may-patch', `break-glass-of-team-${index}`]).flat();
    expect(await runCommand(['policies', ...roles])).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^Cannot write the patch guardrail: it has \d{4} characters, and AWS Organizations takes 5120\. Name fewer roles/,
      ),
    });
  });

  it('refuses the bare name of a role of Identity Center, whose ARN has a path', async () => {
    const name = 'AWSReservedSSO_OnCall_0123456789abcdef';
    expect(await runCommand(['policies', '--may-operate', name])).toMatchObject({
      code: 2,
      err: expect.stringContaining(`'aws-reserved/sso.amazonaws.com/*${name}'`),
    });
    const { out } = await runCommand([
      'policies',
      '--json',
      '--may-operate',
      `aws-reserved/sso.amazonaws.com/*${name}`,
    ]);
    expect(out).toContain(`arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*${name}`);
  });

  it('prints them, for people and as one object', async () => {
    const plain = await runCommand(['policies']);
    expect(plain.out).toBe(FILES.map((file) => readFileSync(path.join('stacks/policies', file), 'utf8')).join(''));
    const { out, err } = await runCommand(['policies', '--json', '--may-tag', 'backup-*', '--may-deploy', 'pipeline']);
    expect(err).toBe('');
    const { serviceControlPolicy, tagPolicy } = JSON.parse(out);
    expect(tagPolicy).toEqual(JSON.parse(readFileSync('stacks/policies/tag-policy.json', 'utf8')));
    const roles = JSON.stringify(serviceControlPolicy);
    expect(roles).toContain('["arn:*:iam::*:role/Patchplane-Tag","arn:*:iam::*:role/backup-*"]');
    expect(roles).toContain('"arn:*:iam::*:role/AWSCloudFormationStackSetExecutionRole","arn:*:iam::*:role/pipeline"]');
  });

  it('leaves out what is not approved, and says so', async () => {
    const catalogue = catalogueOf(['6SUN', '7SUN']);
    const { content } = parseScheduleFile('6SUN.json', SCHEDULE);
    const approval = { sha256: sha256(JSON.stringify(content)), reason: 'read' };
    writeText(path.join(catalogue, 'approvals/6SUN.json'), JSON.stringify(approval));
    writeText(path.join(catalogue, 'approvals/7SUN.json'), '{ "withdrawn": true, "reason": "no longer used" }');
    const { out, err } = await runCommand(['policies', '--catalogue', catalogue, '--json']);
    expect(err).toBe('Left out: "7SUN", not approved or without windows (see patchplane lint)\n');
    expect(JSON.parse(out).tagPolicy.tags['maintenance:patching'].tag_value).toEqual({
      '@@assign': ['6SUN', 'EXEMPT', 'REPLACE'],
    });
    rmSync(path.join(catalogue, 'approvals/6SUN.json'));
    expect(await runCommand(['policies', '--catalogue', catalogue])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no schedule there could be in force'),
    });
  });

  it('takes out the blanks where it would not fit, and refuses where it does not fit at all', async () => {
    const more = await runCommand(['policies', '--catalogue', catalogueOf(schedules(60))]);
    expect(more.err).toMatch(/The service control policy, 60 schedules, \d+ of 5120 characters/);
    expect(more.out.split('\n')[0]).toMatch(/^\{"Version":.{3000,5120}\}$/);

    const most = await runCommand(['policies', '--catalogue', catalogueOf(schedules(150))]);
    expect(most.err).toMatch(/The service control policy, 150 schedules, \d+ of 5120 characters/); // As docs/protection.md says.

    const { code, out, err } = await runCommand(['policies', '--catalogue', catalogueOf(schedules(168))]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /^Cannot write the service control policy: with 168 schedules it has \d{4} characters, and AWS Organizations takes 5120\. Withdraw schedules/,
    );
  });

  it.each([
    [['--owners-too', 'maintenance:patching'], 'Cannot read --owners-too: it is "maintenance:patching", wanted one of'],
    [['--may-tag', '*'], 'Cannot read --may-tag: it is "*", wanted the name of a role'],
    [['--may-deploy', 'a role'], 'Cannot read --may-deploy'],
    [['--may-patch', '*'], 'Cannot read --may-patch'],
    [['--may-operate', '*'], 'Cannot read --may-operate'],
    [['--catalogue', 'nowhere'], 'it has no folder schedules'],
  ])('refuses %j', async (words, problem) => {
    const { code, err } = await runCommand(['policies', ...words]);
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});

function schedules(count: number): string[] {
  const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
  return Array.from({ length: count }, (_, index) => `${Math.floor(index / 7)}${days[index % 7]}`);
}

function catalogueOf(values: readonly string[]): string {
  const catalogue = mkdtempSync(path.join(folder, 'catalogue-'));
  for (const value of values) writeText(path.join(catalogue, `schedules/${value}.json`), SCHEDULE);
  return catalogue;
}

function writeText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
