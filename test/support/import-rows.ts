import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { convertToAttr } from '@aws-sdk/util-dynamodb';

const ROWS_A_FILE = 20_000;
const compress = promisify(gzip);

/** As `marshall`, which takes ten times as long for a row of texts and numbers. */
const attributesOf = (row: object) =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]: [string, unknown]) => {
      if (value === undefined) return [];
      return [
        [
          name,
          typeof value === 'string'
            ? { S: value }
            : typeof value === 'number'
              ? { N: String(value) }
              : convertToAttr(value as never, { removeUndefinedValues: true }),
        ],
      ];
    }),
  );

/**
 * Makes the engine's database file with one table full of rows, by the engine's own importer of DynamoDB's export
 * format: twenty times as fast as writes over HTTP. `folder` holds the export meanwhile.
 */
export const importRows = async (
  engine: string,
  folder: string,
  file: string,
  { StreamSpecification: _stream, BillingMode: _billing, ...table }: CreateTableCommandInput,
  rows: Iterable<object>,
): Promise<void> => {
  const source = join(folder, 'export');
  const data = join(source, table.TableName!, 'data');
  const schema = join(folder, 'schema.json');
  await mkdir(data, { recursive: true });
  await writeFile(schema, JSON.stringify([{ Table: { ...table, TableStatus: 'ACTIVE' } }]));
  let lines: string[] = [];
  let files = 0;
  const flush = async () => {
    await writeFile(join(data, `part${files}.json.gz`), await compress(`${lines.join('\n')}\n`, { level: 1 }));
    files += 1;
    lines = [];
  };
  for (const row of rows) {
    lines.push(JSON.stringify({ Item: attributesOf(row) }));
    if (lines.length === ROWS_A_FILE) await flush();
  }
  if (lines.length > 0) await flush();
  await promisify(execFile)(engine, ['import', '--source', source, '--schema', schema, '--output', file]);
  await rm(source, { recursive: true });
};
