import { costTables, type CostRun } from './cost-tables.ts';
import { PRICES } from './prices.ts';

const million = 1_000_000;
const run = (agents: number, writes: number): CostRun => ({
  agents,
  pace: 'quiet',
  steps: [
    { step: 'keeps it', usage: new Map([['ticket-commands', { writeUnits: writes }]]) },
    {
      step: 'mail leaves',
      usage: new Map([
        ['send-mail', { writeUnits: writes, mailsOut: 1 }],
        ['consoles', { httpRequests: 1 }],
      ]),
    },
  ],
});

describe('tables of two runs', () => {
  const [parts, steps, sources, units] = costTables([run(1, million), run(50, 2 * million)], { alarms: 4400 });
  const write = PRICES.writeUnits.usd['ap-northeast-2'];
  const row = (table: typeof parts, name: string) =>
    table!.rows
      .find(([each]) => each === name)
      ?.slice(1)
      .map(Number);

  it('have a column for each', () => {
    for (const table of [parts, steps, sources, units])
      expect(table!.rows[0]!.slice(1)).toEqual(['1 quiet', '50 quiet']);
  });

  it('add a part’s units of all steps, and share what is fixed among a month’s tickets', () => {
    expect(row(parts, 'DynamoDB writes')).toEqual([2 * write, 4 * write]);
    expect(row(parts, 'Fixed')).toEqual([0.1, 0.002]);
    expect(row(parts, 'SES')).toEqual([0.0001, 0.0001]);
    expect(row(parts, 'without SES, us-east-1')).toEqual([
      expect.closeTo(2 * PRICES.writeUnits.usd['us-east-1'] + 0.1 + 0.000001, 6),
      expect.closeTo(4 * PRICES.writeUnits.usd['us-east-1'] + 0.002 + 0.000001, 6),
    ]);
  });

  it('rank parts and sources, the dearest of the last run first', () => {
    expect(parts!.rows.slice(1, 4).map(([name]) => name)).toEqual(['DynamoDB writes', 'Fixed', 'SES']);
    expect(sources!.rows.slice(1).map(([name]) => name)).toEqual(['ticket-commands', 'send-mail', 'fixed', 'consoles']);
  });

  it('leave SES and what is fixed out of steps, and show every unit', () => {
    expect(row(steps, 'mail leaves')).toEqual([expect.closeTo(write, 5), expect.closeTo(2 * write, 5)]);
    expect(units!.rows).toHaveLength(1 + Object.keys(PRICES).length);
    expect(row(units, 'DynamoDB writes: write request unit')).toEqual([2 * million, 4 * million]);
  });
});
