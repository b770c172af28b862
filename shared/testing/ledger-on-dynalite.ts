import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { type LedgerTable, ledgerTable } from '../aws/ledger/ledger-table.ts';

/** A ledger in a DynamoDB on this machine, which checks every expression as AWS does. */
export interface LedgerOnDynalite {
  readonly table: LedgerTable;
  /** All rows, ordered by their keys. */
  readonly rows: () => Promise<Record<string, unknown>[]>;
  readonly stop: () => Promise<void>;
}

/** The keys and the indexes of `stacks/hub/ledger.yml`. */
export async function ledgerOnDynalite(): Promise<LedgerOnDynalite> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('Dynalite does not listen on a port');
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = `http://127.0.0.1:${address.port}`;

  const table = ledgerTable('ledger');
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await table.client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [text('pk'), text('sk'), text('due'), text('nodeId')],
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'due', KeySchema: key('due', 'pk'), Projection: { ProjectionType: 'ALL' } },
        { IndexName: 'node', KeySchema: key('nodeId', 'pk'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );

  return {
    table,
    rows: async () => {
      const { Items } = await table.client.send(new ScanCommand({ TableName: table.name }));
      const place = ({ pk, sk }: Record<string, unknown>) => `${String(pk)} ${String(sk)}`;
      return (Items ?? []).toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
    },
    stop: () => {
      table.client.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
