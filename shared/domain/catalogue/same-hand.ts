/**
 * Whether two writes that Parameter Store recorded may be the work of one hand.
 *
 *   H1. Of a role it is the role that counts: whoever takes it on may type any name for the session.
 *   H2. The sessions of IAM Identity Center carry the user's name, which nobody can type: there it is the person who
 *       counts, whichever permission set they came by.
 *   H3. A hand that is not known could be anybody's (P5). Nor is that of a federated user known: whoever gets a token for
 *       one types its name.
 */
export function sameHand(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  return [one, other].some((hand) => hand.includes(FEDERATED_USER)) || handOf(one) === handOf(other);
}

/** Whose hand it is, by H1 and H2: `444455556666 role Deploy`, or the principal itself. */
export function handOf(principal: string): string {
  const [, account = '', role = '', session = ''] = SESSION.exec(principal) ?? [];
  if (role === '') return principal;
  return role.startsWith(IDENTITY_CENTER) ? `${account} person ${session}` : `${account} role ${role}`;
}

const FEDERATED_USER = ':federated-user/';

const SESSION = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** How the names of its roles begin; AWS lets nobody else make such a role. */
const IDENTITY_CENTER = 'AWSReservedSSO_';
