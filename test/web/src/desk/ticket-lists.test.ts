import {
  nextGroup,
  parseListSearch,
  searchOf,
  viewOf,
  wholeList,
  type ListView,
} from '../../../../web/src/desk/ticket-lists.ts';

describe('the address of a list', () => {
  it.each<ListView>([
    wholeList('all'),
    wholeList('all_in_group'),
    { ...wholeList('all_in_group'), groupId: 'delivery' },
    { ...wholeList('all_in_group'), groupId: '12' },
    { ...wholeList('all_transferred'), transfer: 'dooray' },
    { ...wholeList('my_pending'), important: true },
  ])('says %j, and is read as it', (view) => {
    expect(viewOf(view.list, parseListSearch(searchOf(view)))).toEqual(view);
  });

  it('is read without what is unknown, or means nothing in its list', () => {
    expect(parseListSearch({ group: 12, transfer: 'elsewhere', important: 'perhaps', other: 'word' })).toEqual({
      group: '12',
    });
    expect(viewOf('all', { group: 'delivery', transfer: 'issue' })).toEqual(wholeList('all'));
  });

  it('names everything, so that a link to another list takes nothing along', () => {
    expect(Object.keys(searchOf(wholeList('all')))).toEqual(['group', 'transfer', 'important']);
  });
});

describe('the key of the group lists', () => {
  const after = (view: ListView, groups: readonly string[]) => nextGroup(view, groups).groupId;
  const of = (groupId: string | null): ListView => ({ ...wholeList('all_in_group'), groupId });

  it('leads to all groups, from there to each, and back', () => {
    const groups = ['delivery', 'billing'];
    expect(nextGroup(wholeList('spam'), groups)).toEqual(of(null));
    expect([null, 'delivery', 'billing', 'of others'].map((groupId) => after(of(groupId), groups))).toEqual([
      'delivery',
      'billing',
      null,
      'delivery',
    ]);
  });

  it('stays at all groups for an agent of one or none', () => {
    expect([after(of(null), ['delivery']), after(of(null), [])]).toEqual([null, null]);
  });
});
