import { type HoursDeps, setBusinessHours } from '../../shared/application/triggers/business-hours.ts';
import { type OpenSpan, WEEKDAYS } from '../../shared/domain/trigger/business-hours.ts';

const HOUR = 60;
/** Nine to six, with an hour at noon in which nobody answers. */
const WORKDAY: readonly OpenSpan[] = [
  { from: 9 * HOUR, to: 12 * HOUR },
  { from: 13 * HOUR, to: 18 * HOUR },
];

/** Sets when the demo's service is open, in the name of `agentId`. Setting them once more changes nothing. */
export const bringHours = async (deps: HoursDeps, agentId: string): Promise<void> => {
  const year = deps.clock.now().getUTCFullYear();
  const result = await setBusinessHours(deps)({
    serviceId: 'care',
    agentId,
    correlationId: deps.clock.newId('cor'),
    weekly: Object.fromEntries(WEEKDAYS.slice(0, 5).map((weekday) => [weekday, WORKDAY])),
    country: 'KR',
    closed: [{ day: `${year}-12-31`, name: '종무일 · Last day of the year' }],
    open: [],
  });
  if (!result.ok) throw new Error(`The business hours of the demo were refused: ${JSON.stringify(result.error)}`);
};
