import { addSources, billOf, scaleUsage, wholeUsage, type Bill, type Usage, type UsageBySource } from './bill.ts';
import { PRICES, REGIONS, type Unit } from './prices.ts';

/** How agents work: what costs by the time is shared among the tickets of that time. */
export const PACE = { ticketsADay: 200, hoursADay: 8, daysAMonth: 22 } as const;

export type CostStep = { readonly step: string; /** For one ticket. */ readonly usage: UsageBySource };
export type CostRun = {
  readonly agents: number;
  /** One ticket at a time, or as they come on a working day. */
  readonly pace: 'quiet' | 'busy';
  readonly steps: readonly CostStep[];
};

/** Rows of a name and a column for each run; the first row is the head. */
export type CostTable = { readonly title: string; readonly rows: readonly (readonly string[])[] };

const ticketsAMonth = (agents: number): number => agents * PACE.ticketsADay * PACE.daysAMonth;
const dollars = (amount: number): string => amount.toFixed(6);
const [REGION] = REGIONS;

/** What `fixed` costs a month is shared among the tickets of a month. */
export const costTables = (runs: readonly CostRun[], fixed: Usage): readonly CostTable[] => {
  const sourcesOf = ({ steps, agents }: CostRun): UsageBySource =>
    addSources(...steps.map(({ usage }) => usage), new Map([['fixed', scaleUsage(fixed, 1 / ticketsAMonth(agents))]]));
  const wholes = runs.map((run) => wholeUsage(sourcesOf(run)));
  const bills = wholes.map((usage) => billOf(usage, REGION));
  const head = (what: string): readonly string[] => [what, ...runs.map(({ agents, pace }) => `${agents} ${pace}`)];
  const withoutMail = (usage: Usage | undefined): number => billOf(usage ?? {}, REGION).withoutMail;
  /** Names with their dollars in each run, the dearest of the last run first; what costs nothing is left out. */
  const ranked = (names: readonly string[], of: (name: string, i: number) => number): CostTable['rows'] =>
    [...new Set(names)]
      .map((name) => ({ name, amounts: runs.map((_, i) => of(name, i)) }))
      .filter(({ amounts }) => amounts.some((amount) => amount > 0))
      .toSorted((one, other) => other.amounts.at(-1)! - one.amounts.at(-1)!)
      .map(({ name, amounts }) => [name, ...amounts.map(dollars)]);
  const partOf = (bill: Bill | undefined, part: string): number => bill?.parts.get(part) ?? 0;
  const usageOf = (i: number, step: string): Usage | undefined => {
    const found = runs[i]!.steps.find((each) => each.step === step);
    return found && wholeUsage(found.usage);
  };
  return [
    {
      title: `By part, ${REGION}`,
      rows: [
        head('part'),
        ...ranked(
          bills.flatMap(({ parts }) => [...parts.keys()]),
          (part, i) => partOf(bills[i], part),
        ),
        ...REGIONS.map((region) => [
          `without SES, ${region}`,
          ...wholes.map((usage) => dollars(billOf(usage, region).withoutMail)),
        ]),
      ],
    },
    {
      title: 'By step, without SES and what is fixed',
      rows: [
        head('step'),
        ...[...new Set(runs.flatMap(({ steps }) => steps.map(({ step }) => step)))].map((step) => [
          step,
          ...runs.map((_, i) => {
            const usage = usageOf(i, step);
            return usage === undefined ? '' : dollars(withoutMail(usage));
          }),
        ]),
      ],
    },
    {
      title: 'By source, without SES: functions, services among each other (aws), consoles',
      rows: [
        head('source'),
        ...ranked(
          runs.flatMap((run) => [...sourcesOf(run).keys()]),
          (source, i) => withoutMail(sourcesOf(runs[i]!).get(source)),
        ),
      ],
    },
    {
      title: 'Units of one ticket',
      rows: [
        head('unit'),
        ...(Object.keys(PRICES) as Unit[]).map((unit) => [
          `${PRICES[unit].part}: ${PRICES[unit].unit}`,
          ...wholes.map((usage) => (usage[unit] ?? 0).toFixed(3)),
        ]),
      ],
    },
  ];
};
