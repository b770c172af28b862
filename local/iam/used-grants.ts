/**
 * Which grants of the deployed roles were made use of: a test run adds them up, to see that the roles grant nothing else.
 *
 *   U1. A call counts to the first grant that allows it, so that a second grant of the same is seen to be spare.
 *   U2. A grant is known by the resource of the template that holds it, not by the accounts in which it was deployed.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Decision } from './evaluate.ts';

/** Where a statement stands: in which stack, in which of its resources, in which policy there, and at which place. */
export interface StatementSource {
  readonly stack: string;
  readonly logicalId: string;
  readonly policy: string;
  readonly index: number;
}

/** One grant in use, as it is written into a file. */
export interface UsedGrant extends StatementSource {
  readonly action: string;
  readonly resourceIndex: number;
  readonly calls: number;
  /** A few of the resources that were asked for. */
  readonly examples: readonly string[];
}

interface Counted {
  readonly grant: Omit<UsedGrant, 'calls' | 'examples'>;
  readonly examples: Set<string>;
  calls: number;
}

const EXAMPLES_MAX = 3;

export class UsedGrants {
  readonly #used = new Map<string, Counted>();

  note(decision: Decision, { action, resource }: { readonly action: string; readonly resource: string }): void {
    if (decision.kind !== 'allow' || decision.statement.source === undefined) return;
    const { source } = decision.statement;
    const { resourceIndex } = decision;
    const key = [source.stack, source.logicalId, source.policy, source.index, action, resourceIndex].join(' ');
    const grant = { ...source, action, resourceIndex };
    const used: Counted = this.#used.get(key) ?? { grant, calls: 0, examples: new Set() };
    used.calls += 1;
    if (used.examples.size < EXAMPLES_MAX) used.examples.add(resource);
    this.#used.set(key, used);
  }

  list(): UsedGrant[] {
    return [...this.#used.values()].map(({ grant, calls, examples }) => ({ ...grant, calls, examples: [...examples] }));
  }

  /** Into a folder of its own, since several tests run at once, and in one process after another. */
  write(folder: string): void {
    if (this.#used.size === 0) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(mkdtempSync(path.join(folder, 'run-')), 'used.json'), `${JSON.stringify(this.list())}\n`);
  }
}
