import * as z from 'zod/mini';
import { accountId, regionName } from './envelope.ts';
import { parseJsonOrRefuse } from './parse-json.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** Where the parts of a hub are, as its own stack writes it to Parameter Store: for the command, which is told nothing else. */
export type Installation = z.output<typeof installation>;

const name = z.string().check(z.minLength(1, 'a name'));

const installation = z.object({ account: accountId, region: regionName, busName: name, ledgerTable: name });

export function parseInstallation(json: string): Installation {
  return parseOrRefuse('installation', installation, parseJsonOrRefuse('installation', json));
}
