/** The templates of the project themselves: nothing is granted too widely, and docs/permissions.md explains all of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PAGE_FILE, permissionsPage, unexplained } from './permissions-page.ts';
import { type ProjectGrants, projectGrants } from './project-grants.ts';
import { projectTemplates } from './project-templates.ts';
import { allowedStatements } from './read-grants.ts';
import { findWideGrants } from './wide-grants.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');

describe('the roles of the project', () => {
  let contents: ProjectGrants;
  beforeAll(async () => {
    contents = await projectGrants(PROJECT);
  });

  it('grant nothing on * that AWS can limit to resources, and nothing in vain', async () => {
    const templates = [...projectTemplates(PROJECT)];
    expect(templates.map(([stack]) => stack)).toEqual(expect.arrayContaining(['hub', 'region', 'member']));
    const statements = templates.flatMap(([stack, template]) => allowedStatements(stack, template));
    expect(statements.length).toBeGreaterThan(50);
    expect(await findWideGrants(statements)).toEqual([]);
  });

  it('are all explained in local/grants/reasons.yml, and nothing else is', () => {
    expect(unexplained(contents)).toEqual([]);
    const { actions, roles } = contents.reasons;
    const { 'sns:Publish': _, ...others } = actions;
    const changed = { ...contents.reasons, actions: { ...others, 'sns:Frob': 'x' }, roles: { ...roles, nobody: 'x' } };
    expect(unexplained({ ...contents, reasons: changed })).toEqual([
      'action sns:Publish: for what?',
      'action sns:Frob: nobody has it',
      'role nobody: there is none',
    ]);
  });

  it('manage no permissions, and pass no role but to Systems Manager', async () => {
    expect(await permissionsPage(contents)).not.toContain('| Permissions management');
    const passing = contents.grants.filter(({ action }) => action === 'iam:PassRole');
    expect(new Set(passing.map(({ condition }) => condition))).toEqual(
      new Set(['`iam:PassedToService` StringEquals `ssm.amazonaws.com`']),
    );
  });

  it('are what docs/permissions.md shows: npm run grants -- --page writes it', async () => {
    expect(readFileSync(path.join(PROJECT, PAGE_FILE), 'utf8')).toBe(await permissionsPage(contents));
  });
});
