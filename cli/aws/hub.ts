/** What the commands that look into the ledger need of the hub; none of it changes anything. */
import type { UndecidedNode } from '../../shared/aws/ledger/default-rows.ts';
import type { IntentRecords } from '../../shared/aws/ledger/intent-records.ts';
import type { NodeRecords } from '../../shared/aws/ledger/node-records.ts';
import type { WindowRecords } from '../../shared/aws/ledger/window-records.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { NoticeRecord, TagRecord } from '../../shared/domain/explain/ledger-records.ts';
import type { Known, ParameterVersion, TagsNow } from '../../shared/domain/explain/node-facts.ts';
import type { Period } from '../../shared/domain/reports/report-period.ts';
import type { AuditFacts } from '../../shared/domain/reports/tag-audit.ts';
import type { WeekFacts } from '../../shared/domain/reports/weekly-compliance.ts';
import type { Exception } from '../../shared/domain/tagging/exception.ts';
import type { Cell } from '../../shared/domain/window/node.ts';

export interface Hub {
  readonly windows: WindowRecords;
  readonly nodes: NodeRecords;
  readonly readIntents: () => Promise<IntentRecords>;
  /** Those of some keys that were noted, in order of time. */
  readonly readNotices: (keys: readonly string[]) => Promise<readonly NoticeRecord[]>;
  /** The keys of incidents about a window that nobody has acknowledged, whichever nodes they name. */
  readonly readOpenIncidents: (windowId: string) => Promise<readonly string[]>;
  readonly readJudgedTag: (nodeId: string) => Promise<TagRecord | undefined>;
  /** Nodes without a schedule that no default rule fits. */
  readonly readReviewQueue: () => Promise<readonly UndecidedNode[]>;
  /** Those that are not over. */
  readonly readOpenExceptions: () => Promise<readonly Exception[]>;
  /** The last one of a node. */
  readonly readException: (nodeId: string) => Promise<Exception | undefined>;
  readonly readCatalogue: () => Promise<Catalogue>;
  /** What the reports are made of. */
  readonly observeWeek: (period: Period) => Promise<WeekFacts>;
  readonly observeAudit: (period: Period) => Promise<AuditFacts>;
  /** Who wrote the versions of a parameter, such as `schedules/2SAT`; none where it does not exist. */
  readonly readHistory: (name: string) => Promise<Known<readonly ParameterVersion[]>>;
  /** The tags of a node as they are now, in the cell where the ledger has it, or wherever it is. */
  readonly readTags: (nodeId: string, cell: Cell | undefined) => Promise<Known<TagsNow>>;
}
