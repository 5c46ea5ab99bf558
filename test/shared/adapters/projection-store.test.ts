import { difference } from '../../../shared/domain/figures/difference.ts';
import type { FigureCell } from '../../../shared/domain/figures/figure-cells.ts';
import type { FiguresMove, Projection } from '../../../shared/application/ports/figures.ts';
import { FIGURES_STORES, type FiguresStore } from '../../support/figures/projection-stores.ts';
import { ofDay } from '../../support/figures/ticket-lives.ts';

const DAY = '2026-11-22';
const created: FigureCell = { scope: 'all', span: DAY, figure: 'created' };
const processing = (agentId: string): readonly FigureCell[] => [
  created,
  { scope: 'all', span: 'now', figure: 'processing' },
  { scope: agentId, span: 'now', figure: 'processing' },
];
const resolved = (agentId: string): readonly FigureCell[] => [
  created,
  { scope: 'all', span: DAY, figure: 'resolved' },
  { scope: agentId, span: DAY, figure: 'resolved' },
];

describe.each(FIGURES_STORES)('projection store: %s', (_, open) => {
  let store: FiguresStore;
  let close: () => Promise<void>;
  let serviceId: string;
  let services = 0;
  beforeAll(async () => {
    ({ store, close } = await open());
  });
  afterAll(() => close());
  beforeEach(() => {
    services += 1;
    serviceId = `service-${services}`;
  });

  const at = (number: number, version: number, cells: readonly FigureCell[]): Projection => ({
    serviceId,
    number,
    version,
    removed: false,
    cells,
  });
  const move = (after: Projection, before?: Projection): FiguresMove => ({
    serviceId,
    projections: [before ? { before, after } : { after }],
    changes: difference(before?.cells ?? [], after.cells),
  });

  it('given nothing, reads zeros at revision 0', async () => {
    expect(await store.read(serviceId, 'mina', ofDay(DAY))).toEqual({
      revision: 0,
      all: {
        created: 0,
        resolved: 0,
        processing: 0,
        pending: 0,
        unassigned: 0,
        unassignedToday: 0,
        lastDay: { received: 0, resolved: 0 },
      },
      mine: { resolved: 0, processing: 0, pending: 0, transfer: 0 },
    });
    expect(await store.findMany(serviceId, [1, 2])).toEqual([]);
    expect(await store.revision(serviceId)).toBe(0);
  });

  it('moves projections and counters together, and the revision with them', async () => {
    const first = at(1, 1, processing('mina'));
    expect(await store.move(move(first))).toBe(true);
    expect(await store.findMany(serviceId, [1, 2])).toEqual([first]);
    expect(await store.read(serviceId, 'mina', ofDay(DAY))).toMatchObject({
      revision: 1,
      all: { created: 1, processing: 1 },
      mine: { processing: 1 },
    });

    const second = at(1, 2, resolved('mina'));
    expect(await store.move(move(second, first))).toBe(true);
    expect(await store.read(serviceId, 'mina', ofDay(DAY))).toEqual({
      revision: 2,
      all: {
        created: 1,
        resolved: 1,
        processing: 0,
        pending: 0,
        unassigned: 0,
        unassignedToday: 0,
        lastDay: { received: 0, resolved: 0 },
      },
      mine: { resolved: 1, processing: 0, pending: 0, transfer: 0 },
    });
    expect(await store.read(serviceId, 'mina', ofDay('2026-11-23'))).toMatchObject({
      all: { created: 0, resolved: 0 },
      mine: { resolved: 0 },
    });
  });

  it('counts the lists of the service, of an agent and of groups, at the revision of its figures', async () => {
    const now = (scope: string, figure: FigureCell['figure']): FigureCell => ({ scope, span: 'now', figure });
    await store.move(
      move(
        at(1, 1, [
          now('all', 'listAll'),
          now('all', 'listIssue'),
          now('mina', 'listProcessing'),
          now('group/first-line', 'listGroup'),
        ]),
      ),
    );
    await store.move(move(at(2, 1, [now('all', 'listSpam')])));
    expect(await store.readLists(serviceId, 'mina', ['first-line', 'second-line', 'first-line'])).toEqual({
      revision: 2,
      lists: { all: 1, unassigned: 0, issue: 1, dooray: 0, spam: 1 },
      mine: { processing: 1, pending: 0, resolved: 0, completed: 0 },
      groups: new Map([
        ['first-line', 1],
        ['second-line', 0],
      ]),
    });
    const { lists, myLists, groups } = await store.readMany(serviceId, ['mina', 'jun'], ofDay(DAY), [
      'first-line',
      'other',
    ]);
    expect(groups).toEqual(
      new Map([
        ['first-line', 1],
        ['other', 0],
      ]),
    );
    expect(lists).toMatchObject({ all: 1, spam: 1 });
    expect([myLists.get('mina')?.processing, myLists.get('jun')?.processing]).toEqual([1, 0]);
  });

  it('keeps services, agents and days apart', async () => {
    await store.move(move(at(1, 1, processing('mina'))));
    await store.move({
      serviceId: `${serviceId}-other`,
      projections: [{ after: { ...at(1, 1, processing('mina')), serviceId: `${serviceId}-other` } }],
      changes: difference([], processing('mina')),
    });
    const { all, mine } = await store.readMany(serviceId, ['mina', 'jun'], ofDay(DAY), []);
    expect(all).toMatchObject({ created: 1, processing: 1 });
    expect(mine.get('mina')).toEqual({ resolved: 0, processing: 1, pending: 0, transfer: 0 });
    expect(mine.get('jun')).toEqual({ resolved: 0, processing: 0, pending: 0, transfer: 0 });
  });

  it.each([
    ['a first move that comes twice', undefined],
    ['a move from an older version', { version: 1, cells: processing('mina') }],
    ['a move from the same version counted otherwise', { version: 2, cells: processing('jun') }],
    ['a move from a removal that was none', { version: 2, cells: resolved('mina'), removed: true }],
  ])('refuses %s and changes nothing', async (__, stale) => {
    await store.move(move(at(1, 1, processing('mina'))));
    await store.move(move(at(1, 2, resolved('mina')), at(1, 1, processing('mina'))));
    const before = await store.read(serviceId, 'mina', ofDay(DAY));

    const after = at(1, 3, processing('mina'));
    expect(await store.move(move(after, stale === undefined ? undefined : { ...at(1, 0, []), ...stale }))).toBe(false);
    expect(await store.read(serviceId, 'mina', ofDay(DAY))).toEqual(before);
    expect(await store.findMany(serviceId, [1])).toEqual([at(1, 2, resolved('mina'))]);
  });

  it('refuses the whole of a move when one of its projections is elsewhere', async () => {
    await store.move(move(at(1, 1, processing('mina'))));
    const both: FiguresMove = {
      serviceId,
      projections: [{ after: at(2, 1, processing('jun')) }, { after: at(1, 1, processing('mina')) }],
      changes: difference([], processing('jun')),
    };
    expect(await store.move(both)).toBe(false);
    expect(await store.findMany(serviceId, [1, 2])).toEqual([at(1, 1, processing('mina'))]);
  });

  it('moves a projection that counts as before without a new revision', async () => {
    await store.move(move(at(1, 1, processing('mina'))));
    expect(await store.move(move(at(1, 2, processing('mina')), at(1, 1, processing('mina'))))).toBe(true);
    expect(await store.revision(serviceId)).toBe(1);
  });

  it('raises the revision when only another row than the service’s of now moves', async () => {
    expect(await store.move(move(at(1, 1, [created])))).toBe(true);
    expect(await store.revision(serviceId)).toBe(1);
    expect((await store.read(serviceId, 'mina', ofDay(DAY))).revision).toBe(1);
  });

  it('keeps the cells of categories apart from the others, and moves only what has both as they were read', async () => {
    const use: FigureCell = { scope: 'category/inquiry_type/delivery', span: 'now', figure: 'useOpen' };
    const before = at(1, 1, [created, use]);
    await store.move(move(before));
    expect(await store.findMany(serviceId, [1])).toEqual([before]);
    expect(await store.categoryUse(serviceId)).toEqual([
      { kind: 'inquiry_type', categoryId: 'delivery', tickets: 1, open: 1 },
    ]);
    const after = at(1, 2, [created, { ...use, figure: 'useClosed' }]);
    expect(await store.move(move(after, at(1, 1, [created])))).toBe(false);
    expect(await store.move(move(after, before))).toBe(true);
    expect(await store.categoryUse(serviceId)).toMatchObject([{ tickets: 1, open: 0 }]);
  });

  it('holds a hundred projections, and gives them page by page in order', async () => {
    for (let batch = 0; batch < 3; batch += 1) {
      const projections = Array.from({ length: 90 }, (__, i) => ({ after: at(batch * 90 + i + 1, 1, [created]) }));
      expect(
        await store.move({ serviceId, projections, changes: [{ scope: 'all', span: DAY, by: { created: 90 } }] }),
      ).toBe(true);
    }
    const numbers: number[] = [];
    for await (const page of store.projections(serviceId)) numbers.push(...page.map(({ number }) => number));
    expect(numbers).toEqual(Array.from({ length: 270 }, (__, i) => i + 1));
    expect(await store.findMany(serviceId, numbers.slice(0, 100))).toHaveLength(100);
  });

  it('gives every counter, and corrects them only at the revision that was read', async () => {
    await store.move(move(at(1, 1, processing('mina'))));
    const rows: unknown[] = [];
    for await (const page of store.counters(serviceId))
      rows.push(
        ...page.map(({ scope, span, figures }) => [
          scope,
          span,
          Object.entries(figures).filter(([, count]) => count !== 0),
        ]),
      );
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['all', 'now', [['processing', 1]]],
        ['all', DAY, [['created', 1]]],
        ['mina', 'now', [['processing', 1]]],
      ]),
    );

    const change = [{ scope: 'mina', span: 'now', by: { processing: 5 } }];
    expect(await store.correct(serviceId, 0, change)).toBe(false);
    expect(await store.correct(serviceId, 1, change)).toBe(true);
    expect(await store.correct(serviceId, 1, change)).toBe(false);
    expect(await store.read(serviceId, 'mina', ofDay(DAY))).toMatchObject({ revision: 2, mine: { processing: 6 } });
  });

  it('corrects a service that has no counters yet', async () => {
    expect(await store.correct(serviceId, 0, [{ scope: 'all', span: 'now', by: { pending: 2 } }])).toBe(true);
    expect(await store.read(serviceId, 'mina', ofDay(DAY))).toMatchObject({ revision: 1, all: { pending: 2 } });
  });
});
