import { changedNames, DESK_SUBJECTS, deskFactTypeOf } from '../../../../shared/domain/desk/desk-facts.ts';

describe('given two states of one thing', () => {
  it.each([
    ['the same', { a: 1, b: ['x'] }, { b: ['x'], a: 1 }, []],
    ['another value', { a: 1, b: 2 }, { a: 1, b: 3 }, ['b']],
    [
      'another order of members',
      { names: { ko: '배송', en: 'Delivery' } },
      { names: { en: 'Delivery', ko: '배송' } },
      [],
    ],
    ['another order of a list', { ids: ['x', 'y'] }, { ids: ['y', 'x'] }, ['ids']],
    ['what came and what went', { gone: 1 }, { come: 1 }, ['come', 'gone']],
    ['undefined for absent', { a: undefined }, {}, []],
    ['the version and the service', { version: 1, serviceId: 's' }, { version: 2, serviceId: 't' }, []],
  ])('when it is %s then only the names of what differs are told', (_, before, after, names) => {
    expect(changedNames(before, after)).toEqual(names);
  });

  it('then of a new thing all that it has', () => {
    expect(changedNames(undefined, { version: 1, name: 'Mina', active: true })).toEqual(['active', 'name']);
  });
});

it('has a fact for each subject: settings where there is none of its own', () => {
  expect(Object.fromEntries(DESK_SUBJECTS.map((subject) => [subject, deskFactTypeOf(subject)]))).toMatchObject({
    service: 'service_changed',
    agent: 'agent_changed',
    group: 'group_changed',
    field: 'settings_changed',
    template: 'settings_changed',
    customer_information: 'settings_changed',
  });
});
