/** With whom to share: the accounts that are named, those of a file, or the active ones of the organization. */
import path from 'node:path';
import { readText } from '../catalogue-folder/read-files.ts';
import { InputError, refuse } from '../input-error.ts';
import { readAccount } from '../reading/read-ids.ts';
import type { Wanted } from './plan-sharing.ts';
import type { ShareDesk } from './share-desk.ts';

interface Named {
  readonly accounts: readonly string[];
  readonly file: string | undefined;
}

/** What the command line says, read before AWS is asked for anything; undefined where the organization is to say it. */
export function readNamed({ folder }: { readonly folder: string }, { accounts, file }: Named): Wanted | undefined {
  if (accounts.length > 0 && file !== undefined)
    throw refuse('--file', file, 'either a file or accounts on the command line');
  if (file !== undefined) return { accounts: accountsIn(readText(path.resolve(folder, file)), file), all: true };
  if (accounts.length === 0) return undefined;
  return { accounts: accounts.map((account) => readAccount('the account', account)), all: false };
}

/** The hub's account needs no share of its own documents. */
export async function wantedAccounts(named: Wanted | undefined, desk: ShareDesk): Promise<Wanted> {
  const { accounts, all } = named ?? { accounts: await desk.readOrganization(), all: true };
  const others = accounts.filter((account) => account !== desk.place.account);
  // An empty answer is more likely a mistake than an organization that everybody has left.
  if (others.length === 0 && all)
    throw new InputError(`Cannot share anything: there is no account beside the hub's own, ${desk.place.account}`);
  return { accounts: others, all };
}

/** One id a line; blank lines and what follows a # do not count. */
function accountsIn(text: string, file: string): string[] {
  const words = text.split('\n').map((line) => line.replace(/#.*$/, '').trim());
  return words.flatMap((word, index) => (word === '' ? [] : [readAccount(`${file}, line ${index + 1}`, word)]));
}
