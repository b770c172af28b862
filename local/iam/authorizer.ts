/**
 * IAM's answer to one need of one caller.
 *
 *   A1. An explicit deny, anywhere, refuses.
 *   A2. In its own account a caller needs an allow of its identity policies or, by name, of the resource's policy.
 *   A3. In another account it needs both, for the services whose resources have policies of their own.
 *   A4. A role's trust policy must let the caller in, whatever else allows sts:AssumeRole.
 *   A5. An AWS service acts by resource policies alone.
 *   A6. A key of KMS is used only as its own policy says, also by its own account.
 */
import type { VirtualClock } from '../clock.ts';
import type { Need, Principal, ServicePrincipal } from '../cloud.ts';
import type { Organization } from '../organization/organization.ts';
import type { CloudRecord } from '../record.ts';
import { parseArn } from './arn.ts';
import { ConditionContext } from './condition-context.ts';
import { evaluate, type IamRequest } from './evaluate.ts';
import type { Identities } from './identities.ts';
import type { Statement } from './policy.ts';
import { matchPrincipal, matchService } from './principal-match.ts';
import { UsedGrants } from './used-grants.ts';

interface Surroundings {
  readonly clock: VirtualClock;
  readonly organization: Organization;
  readonly record: CloudRecord;
  readonly identities: Identities;
}

/** Services whose resources carry policies; elsewhere the service itself decides what it shares (SSM documents). */
const WITH_RESOURCE_POLICIES = new Set(['events', 'sns', 'sqs', 'lambda', 'iam', 's3', 'dynamodb', 'kms']);

export class Authorizer {
  readonly used = new UsedGrants();
  readonly #surroundings: Surroundings;
  readonly #resourcePolicies = new Map<string, Statement[]>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  addResourcePolicy(resourceArn: string, statements: readonly Statement[]): void {
    this.#resourcePolicies.set(resourceArn, [...this.#policyOf(resourceArn), ...statements]);
  }

  /** Undefined when the caller may; otherwise the sentence with which AWS refuses, which is also recorded. */
  refusalOf(caller: Principal, region: string, need: Need): string | undefined {
    const why = this.#whyRefused(caller, region, need);
    return why === undefined ? undefined : this.#refuse(caller.arn, need, why);
  }

  refusalOfService(caller: ServicePrincipal, need: Need): string | undefined {
    const policy = this.#policyOf(need.resource).filter(({ principals }) => matchService(principals, caller));
    const context = new ConditionContext({
      ...this.#everyContext(need),
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': caller.service,
      'aws:SourceAccount': caller.account,
      'aws:SourceArn': caller.sourceArn,
      'aws:SourceOrgID': this.#surroundings.organization.id || undefined,
      ...need.context,
    });
    const decision = evaluate(policy, { action: need.action, resource: need.resource, context });
    if (decision.kind === 'allow') return undefined; // A5
    return this.#refuse(caller.service, need, `because no resource-based policy allows the ${need.action} action`);
  }

  /** What its own policies allow counts as used only if the call as a whole was let through. */
  #whyRefused(caller: Principal, region: string, need: Need): string | undefined {
    const request = this.#requestOf(caller, region, need);
    const byIdentity = evaluate(this.#surroundings.identities.statementsOf(caller), request);
    const policy = this.#policyOf(need.resource);
    const naming = policy.filter(({ principals }) => matchPrincipal(principals, caller) === 'named');
    const byName = evaluate(naming, request);
    const byAccount = evaluate(
      policy.filter(({ principals }) => matchPrincipal(principals, caller) === 'account'),
      request,
    );

    if (byIdentity.kind === 'deny') return 'with an explicit deny in an identity-based policy'; // A1
    if (byName.kind === 'deny' || byAccount.kind === 'deny') return 'with an explicit deny in a resource-based policy';
    const trusted = byName.kind === 'allow' || byAccount.kind === 'allow';
    const { account, service } = parseArn(need.resource) ?? { account: '', service: '' };
    const elsewhere = account !== '' && account !== caller.account && WITH_RESOURCE_POLICIES.has(service);
    if ((elsewhere || need.action === 'sts:AssumeRole' || service === 'kms') && !trusted) {
      return `because no resource-based policy allows the ${need.action} action`; // A3, A4, A6
    }
    this.used.note(byIdentity, need);
    if (byIdentity.kind === 'allow' || (!elsewhere && byName.kind === 'allow')) return undefined; // A2
    return `because no identity-based policy allows the ${need.action} action`;
  }

  #requestOf(caller: Principal, region: string, need: Need): IamRequest {
    const context = new ConditionContext({
      ...this.#everyContext(need),
      'aws:PrincipalOrgID': this.#surroundings.organization.id || undefined,
      'aws:PrincipalAccount': caller.account,
      'aws:PrincipalArn': caller.roleArn ?? caller.arn,
      'aws:PrincipalIsAWSService': 'false',
      'aws:RequestedRegion': region,
      ...need.context,
    });
    return { action: need.action, resource: need.resource, context };
  }

  #everyContext({ resource }: Need): Record<string, string | undefined> {
    return {
      'aws:ResourceAccount': parseArn(resource)?.account || undefined,
      'aws:ResourceOrgID': this.#surroundings.organization.id || undefined,
      'aws:SecureTransport': 'true',
      'aws:CurrentTime': this.#surroundings.clock.now().toISOString(),
    };
  }

  #policyOf(resourceArn: string): readonly Statement[] {
    return this.#resourcePolicies.get(resourceArn) ?? [];
  }

  #refuse(caller: string, { action, resource }: Need, why: string): string {
    const { clock, record } = this.#surroundings;
    record.refusals.push({ at: clock.now(), principal: caller, action, resource });
    return `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  }
}
