/** The roles of every account, with the policies that they carry. */
import type { Principal } from '../cloud.ts';
import { readPolicy, type Statement } from './policy.ts';

export interface Role {
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  readonly trust: readonly Statement[];
  readonly maxSessionSeconds: number;
}

interface Held {
  readonly role: Role;
  readonly statements: Statement[];
}

const EVERYTHING = readPolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'an administrator');

export class Identities {
  readonly #roles = new Map<string, Held>();

  addRole(role: Role): void {
    if (this.#roles.has(role.arn)) throw new Error(`EntityAlreadyExists: role ${role.arn} exists already`);
    this.#roles.set(role.arn, { role, statements: [] });
  }

  removeRole(arn: string): void {
    if (!this.#roles.delete(arn)) throw new Error(`NoSuchEntity: there is no role ${arn}`);
  }

  attach(roleArn: string, statements: readonly Statement[]): void {
    const held = this.#roles.get(roleArn);
    if (held === undefined) throw new Error(`Cannot attach a policy to ${roleArn}: there is no such role`);
    held.statements.push(...statements);
  }

  makeAdministrator(roleArn: string): void {
    this.attach(roleArn, EVERYTHING);
  }

  role(arn: string): Role | undefined {
    return this.#roles.get(arn)?.role;
  }

  statementsOf({ roleArn }: Principal): readonly Statement[] {
    if (roleArn === undefined) return EVERYTHING;
    return this.#roles.get(roleArn)?.statements ?? [];
  }
}
