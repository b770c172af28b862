import type { ExceptionId, ExceptionRows } from '../../aws/ledger/exception-rows.ts';
import type { Exception, GrantedException } from '../../domain/tagging/exception.ts';
import type { FakeClock } from './fake-clock.ts';

export interface FakeExceptionRows extends ExceptionRows {
  readonly open: () => Promise<readonly Exception[]>;
  /** The row as it is, whoever wrote it. */
  readonly set: (exception: Exception) => void;
}

/** Exceptions in memory, under DynamoDB's conditions. */
export function fakeExceptionRows({ act }: FakeClock): FakeExceptionRows {
  const rows = new Map<string, Exception>();
  const write = (exception: Exception, done: string) => {
    rows.set(exception.node.id, exception);
    act(done);
    return true;
  };
  const granted = ({ nodeId, requestId }: ExceptionId): GrantedException | undefined => {
    const row = rows.get(nodeId);
    if (row === undefined || row.requestId !== requestId) return undefined;
    return row.kind === 'approved' || row.kind === 'expiring' ? row : undefined;
  };
  const requested = ({ nodeId, requestId }: ExceptionId) => {
    const row = rows.get(nodeId);
    return row?.kind === 'requested' && row.requestId === requestId ? row : undefined;
  };

  return {
    set: (exception) => {
      rows.set(exception.node.id, exception);
    },
    open: async () => [...rows.values()].filter(({ kind }) => kind !== 'refused' && kind !== 'ended'),
    read: async (nodeId) => rows.get(nodeId),
    request: async (exception) => {
      const kind = rows.get(exception.node.id)?.kind ?? 'ended';
      return (kind === 'ended' || kind === 'refused') && write(exception, 'request exception');
    },
    approve: async (id, approved) => {
      const row = requested(id);
      return row !== undefined && write({ ...row, kind: 'approved', approved }, 'approve exception');
    },
    refuse: async (id, ended) => {
      const row = requested(id);
      return row !== undefined && write({ ...row, kind: 'refused', ended }, 'refuse exception');
    },
    endEarly: async (id, ended) => {
      const row = granted(id);
      const may = row !== undefined && row.ended === undefined;
      return may && write({ ...row, until: ended.at, ended }, 'end exception early');
    },
    remember: async (id, schedule) => {
      const row = granted(id);
      const may = row !== undefined && row.exemptAt === undefined;
      return may && write({ ...row, remembered: { schedule } }, 'remember schedule');
    },
    markExempt: async (id, exemptAt) => {
      const row = granted(id);
      return row !== undefined && row.exemptAt === undefined && write({ ...row, exemptAt }, 'mark exempt');
    },
    markExpiring: async (id) => {
      const row = granted(id);
      return row !== undefined && write({ ...row, kind: 'expiring' }, 'mark expiring');
    },
    end: async (id) => {
      const row = granted(id);
      return row !== undefined && write({ ...row, kind: 'ended' }, 'end exception');
    },
  };
}
