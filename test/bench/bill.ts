import { PRICES, type Region, type Unit } from './prices.ts';

/** How much was used of what. */
export type Usage = Readonly<Partial<Record<Unit, number>>>;

const units = (usage: Usage): readonly (readonly [Unit, number])[] => Object.entries(usage) as [Unit, number][];

export const addUsage = (...usages: readonly Usage[]): Usage => {
  const sum: Partial<Record<Unit, number>> = {};
  for (const usage of usages) for (const [unit, amount] of units(usage)) sum[unit] = (sum[unit] ?? 0) + amount;
  return sum;
};

export const scaleUsage = (usage: Usage, by: number): Usage =>
  Object.fromEntries(units(usage).map(([unit, amount]) => [unit, amount * by]));

/** Usage by who used it: functions, services among each other (`aws`), consoles. */
export type UsageBySource = ReadonlyMap<string, Usage>;

export const addSources = (...all: readonly UsageBySource[]): UsageBySource => {
  const sum = new Map<string, Usage>();
  for (const sources of all)
    for (const [source, usage] of sources) sum.set(source, addUsage(sum.get(source) ?? {}, usage));
  return sum;
};

export const scaleSources = (sources: UsageBySource, by: number): UsageBySource =>
  new Map([...sources].map(([source, usage]) => [source, scaleUsage(usage, by)]));

export const wholeUsage = (sources: UsageBySource): Usage => addUsage(...sources.values());

/** Not part of what a ticket may cost: every desk that sends mail pays it. */
const APART = 'SES';

export type Bill = {
  /** US dollars by part, the largest first; SES among them. */
  readonly parts: ReadonlyMap<string, number>;
  readonly withoutMail: number;
  readonly mail: number;
};

export const billOf = (usage: Usage, region: Region): Bill => {
  const parts = new Map<string, number>();
  for (const [unit, amount] of units(usage)) {
    const { part, per, usd } = PRICES[unit];
    parts.set(part, (parts.get(part) ?? 0) + (amount * usd[region]) / per);
  }
  const mail = parts.get(APART) ?? 0;
  const total = [...parts.values()].reduce((sum, dollars) => sum + dollars, 0);
  return {
    parts: new Map([...parts].toSorted(([, one], [, other]) => other - one)),
    withoutMail: total - mail,
    mail,
  };
};
