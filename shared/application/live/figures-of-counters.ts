import { categoryOf, groupScope, NOW, WHOLE_SERVICE } from '../../domain/figures/figure-cells.ts';
import {
  AGENT_FIGURES,
  AGENT_LIST_FIGURES,
  GROUP_LIST_FIGURES,
  SERVICE_FIGURES,
  SERVICE_LIST_FIGURES,
  type AgentFigures,
  type ServiceFigures,
} from '../../domain/figures/figures.ts';
import type { FiguresPeriod } from '../../domain/figures/last-day.ts';
import type { FiguresOfMany, ListCounts, ListCountsReading, MyListCounts } from '../ports/live.ts';
import type { CategoryUse, CounterRow } from '../ports/figures.ts';

/** A figure is stored either in the row for now or in the row of the day; a figure without a row is 0. */
const sum = <F extends string>(
  figures: readonly F[],
  counters: readonly CounterRow[],
  scope: string,
): Readonly<Record<F, number>> => {
  const own = counters.filter((row) => row.scope === scope);
  return Object.fromEntries(
    figures.map((figure) => [figure, own.reduce((total, row) => total + (row.figures[figure] ?? 0), 0)]),
  ) as Record<F, number>;
};

/** The counters without those of an earlier day, which are read for its slices alone. */
const ofToday = (counters: readonly CounterRow[], { day }: FiguresPeriod): readonly CounterRow[] =>
  counters.filter(({ span }) => span === NOW || span === day);

export const serviceFigures = (counters: readonly CounterRow[], period: FiguresPeriod): ServiceFigures => {
  const lastDay = { received: 0, resolved: 0 };
  for (const { day, slices } of period.lastDay) {
    const row = counters.find(({ scope, span }) => scope === WHOLE_SERVICE && span === day);
    for (const slice of slices) {
      lastDay.received += row?.figures[`in${slice}`] ?? 0;
      lastDay.resolved += row?.figures[`done${slice}`] ?? 0;
    }
  }
  return { ...sum(SERVICE_FIGURES, ofToday(counters, period), WHOLE_SERVICE), lastDay };
};
export const agentFigures = (counters: readonly CounterRow[], period: FiguresPeriod, agentId: string): AgentFigures =>
  sum(AGENT_FIGURES, ofToday(counters, period), agentId);

const listCounts = (counters: readonly CounterRow[]): ListCounts => {
  const {
    listAll: all,
    listUnassigned: unassigned,
    listIssue: issue,
    listDooray: dooray,
    listSpam: spam,
  } = sum(SERVICE_LIST_FIGURES, counters, WHOLE_SERVICE);
  return { all, unassigned, issue, dooray, spam };
};

const myListCounts = (counters: readonly CounterRow[], agentId: string): MyListCounts => {
  const {
    listProcessing: processing,
    listPending: pending,
    listResolved: resolved,
    listCompleted: completed,
  } = sum(AGENT_LIST_FIGURES, counters, agentId);
  return { processing, pending, resolved, completed };
};

const groupCounts = (counters: readonly CounterRow[], groupIds: readonly string[]): ReadonlyMap<string, number> =>
  new Map(groupIds.map((groupId) => [groupId, sum(GROUP_LIST_FIGURES, counters, groupScope(groupId)).listGroup]));

/** Figures of a service, of several agents and of some groups, from counters read at the same moment. */
export const figuresOfMany = (
  revision: number,
  counters: readonly CounterRow[],
  period: FiguresPeriod,
  agentIds: readonly string[],
  groupIds: readonly string[],
): FiguresOfMany => ({
  revision,
  all: serviceFigures(counters, period),
  mine: new Map(agentIds.map((agentId) => [agentId, agentFigures(counters, period, agentId)])),
  lists: listCounts(counters),
  myLists: new Map(agentIds.map((agentId) => [agentId, myListCounts(counters, agentId)])),
  groups: groupCounts(counters, groupIds),
});

/** The number of tickets in each menu list of one agent. */
export const listCountsReading = (
  revision: number,
  counters: readonly CounterRow[],
  agentId: string,
  groupIds: readonly string[],
): ListCountsReading => ({
  revision,
  lists: listCounts(counters),
  mine: myListCounts(counters, agentId),
  groups: groupCounts(counters, groupIds),
});

/** The use of categories, from counters of any scopes. */
export const categoryUseOf = (counters: readonly CounterRow[]): readonly CategoryUse[] =>
  counters.flatMap(({ scope, figures: { useOpen: open = 0, useClosed: closed = 0 } }) => {
    const category = categoryOf(scope);
    return category === undefined ? [] : [{ ...category, tickets: open + closed, open }];
  });
