/** What a run came to: the one JSON object of `npm start -- --json`, and all that the report and the terminal show. */
import type { VerdictCounts, VerdictKind } from '../../shared/domain/window/verdict.ts';

export interface Run {
  readonly organization: RunOrganization;
  readonly seed: number;
  /** ISO instants, here and everywhere below. */
  readonly from: string;
  readonly to: string;
  /** By opensAt, then id. */
  readonly windows: readonly RunWindow[];
  /** A row for each window that owed the node; one row with window null for a node that none owed. */
  readonly nodes: readonly RunNode[];
  /** From the embedded AWS's own record: what really ran on the nodes. */
  readonly installs: readonly RunInstall[];
  /** One for each key, however many topics it went to. */
  readonly notices: readonly RunNotice[];
  readonly timeline: readonly RunMoment[];
  /** What the control plane called, by service and operation. */
  readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Calls that IAM refused, by principal, action and resource. */
  readonly refusals: readonly RunRefusal[];
  /** What should never be; empty unless the control plane broke. */
  readonly problems: readonly string[];
}

export interface RunOrganization {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly hub: { readonly account: string; readonly region: string };
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly regions: readonly string[];
  readonly nodeCount: number;
}

export interface RunWindow {
  readonly id: string;
  readonly schedule: string;
  readonly opensAt: string;
  readonly cutoffAt: string;
  readonly closesAt: string;
  readonly state: 'opening' | 'open' | 'closing' | 'final' | 'missed' | 'skipped';
  /** Why it was missed or skipped, or waits. */
  readonly reason: string | null;
  /** When a sweep opened it, and when its verdicts became final. */
  readonly openedAt: string | null;
  readonly endedAt: string | null;
  readonly roster: number;
  readonly verdicts: VerdictCounts;
}

export interface RunNode {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The window's schedule, or what the node's tag says at the end where no window owed it. */
  readonly schedule: string | null;
  readonly verdict: VerdictKind | null;
  readonly reason: string | null;
  readonly window: string | null;
}

export interface RunInstall {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Null for an install that no window claims, which is a problem. */
  readonly window: string | null;
  readonly at: string;
}

export interface RunNotice {
  readonly at: string;
  readonly kind: string;
  readonly severity: string;
  readonly subject: string;
  /** `alerts`, `chat` or `alerts+chat`; `failures` for what a function could not tell by itself. */
  readonly topic: string;
  readonly key: string;
  readonly body: string;
}

export interface RunMoment {
  readonly at: string;
  readonly kind: 'opened' | 'final' | 'missed' | 'notice' | 'retagged' | 'withheld';
  readonly severity: 'info' | 'warning' | 'critical';
  /** What it is about, such as `22FRI` or a node's name. */
  readonly subject: string;
  readonly text: string;
}

export interface RunRefusal {
  readonly at: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}
