/** The roles of all templates of the project, their grants, and why they have them. */
import { projectTemplates } from './project-templates.ts';
import { type Grant, readGrants } from './read-grants.ts';
import { type RoleNote, readRoles } from './read-roles.ts';
import { type Reasons, readReasons } from './reasons.ts';

export interface ProjectGrants {
  readonly roles: readonly RoleNote[];
  readonly grants: readonly Grant[];
  readonly reasons: Reasons;
}

export async function projectGrants(root: string): Promise<ProjectGrants> {
  const templates = [...projectTemplates(root)];
  const grants = await Promise.all(templates.map(([stack, template]) => readGrants(stack, template)));
  return {
    roles: templates.flatMap(([stack, template]) => readRoles(stack, template)),
    grants: grants.flat(),
    reasons: readReasons(root),
  };
}
