/**
 * AWS's own documents that install patches. A name that ends in `*` means all that begin so. Copies under other names, and
 * documents that run any command at all, are not among them: docs/protection.md.
 */
export const PATCH_DOCUMENTS = [
  'AWS-RunPatchBaseline*', // itself, WithHooks and Association
  'AWS-ApplyPatchBaseline',
  'AWS-InstallWindowsUpdates',
  'AWS-InstallMissingWindowsUpdates',
] as const;

/** The roles of the member stack that send them. */
const OURS = ['Patchplane-PatchCell', 'Patchplane-Rescan', 'Patchplane-ForceReboot'];

export interface Guardrail {
  /** Names of roles, in any account, that may send patch documents as well: for an emergency, or another tool. */
  readonly patching: readonly string[];
  /** Names of roles, in any account, that deploy the member stack, which has a daily scan by State Manager. */
  readonly deploying: readonly string[];
  /** Names of roles, in the hub, of people who start the runbooks for nodes in trouble. */
  readonly operating: readonly string[];
}

/**
 * Leaves patch documents to the control plane.
 *
 *   G1. SendCommand asks IAM once for the document and once for each node, apart: a statement about the document knows no
 *       tags of nodes, and one about nodes no document. So patch documents are refused for all nodes, tagged or not.
 *   G2. What an association sends is sent by Systems Manager itself, out of reach of the policy. To make one is not.
 *   G3. Whoever could pass the hub's administration role to Automation could run any runbook as Patchplane-PatchCell.
 */
export function patchGuardrail({ patching, deploying, operating }: Guardrail) {
  const documents = PATCH_DOCUMENTS.map((name) => `arn:*:ssm:*:*:document/${name}`);
  return {
    Version: '2012-10-17',
    Statement: [
      deny('PatchDocumentsSent', ['ssm:SendCommand'], documents, [...OURS, ...patching]), // G1
      deny(
        'PatchDocumentsAssociated',
        ['ssm:CreateAssociation', 'ssm:CreateAssociationBatch', 'ssm:UpdateAssociation'],
        documents,
        [...deploying, ...patching],
      ), // G2
      deny(
        'AdministrationPassed',
        ['iam:PassRole'],
        [roleArn('patchplane-*-automation-administration')],
        ['patchplane-*-sweep-windows', ...operating],
      ), // G3
    ],
  };
}

function deny(sid: string, actions: readonly string[], resources: readonly string[], roles: readonly string[]) {
  const others = { ArnNotLike: { 'aws:PrincipalArn': roles.map(roleArn) } };
  return { Sid: sid, Effect: 'Deny', Action: actions, Resource: resources, Condition: others } as const;
}

/** In any partition and account. */
function roleArn(name: string): string {
  return `arn:*:iam::*:role/${name}`;
}
