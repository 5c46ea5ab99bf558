import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { writeEveryRow } from '../../../support/every-row.ts';

type StoredForm = {
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
  readonly costs: Readonly<Record<string, readonly string[]>>;
};
/** Rows as they lie in tables by now, and what each step cost. It changes only when rows of a new form are wanted. */
const kept = JSON.parse(readFileSync(join(import.meta.dirname, 'stored-form.json'), 'utf8')) as StoredForm;

describe('what the repositories store', () => {
  let engine: DynamoEngine;
  let written: Awaited<ReturnType<typeof writeEveryRow>>;
  beforeAll(async () => {
    engine = await startDynamoEngine();
    written = await writeEveryRow(engine);
  });
  afterAll(() => engine.stop());

  it.each(['desk', 'views', 'sessions'] as const)('has the same attributes in each row of %s as ever', (table) => {
    expect(written.rows[table]).toEqual(kept.rows[table]);
  });

  it('takes as many calls and capacity units as ever', () => {
    expect(written.costs).toEqual(kept.costs);
  });
});
