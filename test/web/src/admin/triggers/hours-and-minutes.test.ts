import { createTrigger } from '../../../../../shared/contracts/http/triggers.ts';
import { HOURS_LIMIT } from '../../../../../shared/domain/trigger/trigger.ts';
import { hoursOf, stillTyped, typedOf } from '../../../../../web/src/admin/triggers/hours-and-minutes.ts';
import { SENTENCES } from '../../../../../web/src/admin/triggers/trigger-faults.ts';
import { EMPTY, newBody } from '../../../../../web/src/admin/triggers/trigger-values.ts';
import { faultsOfBody } from '../../../../../web/src/admin/kit/faults.ts';

const bodyOf = (hours: number) =>
  newBody({
    ...EMPTY,
    name: 'After a while',
    event: { kind: 'hours_since', since: 'created', hours },
    actions: [{ kind: 'complete' }],
  });
const faultOf = (hours: number) => {
  const fault = faultsOfBody(createTrigger.body, bodyOf(hours), SENTENCES).get('#/event/hours');
  return fault && ('words' in fault ? fault.words : fault.detail);
};

it('takes every whole minute that a trigger can wait for, and shows it as it was typed', () => {
  const refused: number[] = [];
  for (let minutes = 60; minutes <= HOURS_LIMIT * 60; minutes += 1) {
    const typed = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
    const sent = JSON.parse(JSON.stringify(hoursOf(typed))) as number;
    const shown = typedOf(sent);
    if (shown.hours !== typed.hours || shown.minutes !== typed.minutes || Math.abs(sent * 60 - minutes) > 1e-6)
      refused.push(minutes);
  }
  expect(refused).toEqual([]);
  for (const hours of [1, 4 / 3, 2.5, 719 + 59 / 60, 720]) expect(faultOf(hours)).toBeUndefined();
});

it.each([
  ['59 minutes', 59 / 60],
  ['a minute more than thirty days', 720 + 1 / 60],
  ['nothing', Number.NaN],
  ['what is no whole minute', 1.33],
])('%s is refused in words that say what is possible', (_, hours) => {
  expect(faultOf(hours)).toBe('triggers.fault.hours');
});

it('leaves what is being typed until it stands for something else', () => {
  expect(stillTyped({ hours: '', minutes: 90 }, 1.5)).toEqual({ hours: '', minutes: 90 });
  expect(stillTyped({ hours: '', minutes: '' }, Number.NaN)).toEqual({ hours: '', minutes: '' });
  expect(stillTyped({ hours: 2, minutes: 0 }, 1.5)).toEqual({ hours: 1, minutes: 30 });
  expect(hoursOf({ hours: '', minutes: '' })).toBeNaN();
});
