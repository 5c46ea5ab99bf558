import { noteOpened, recentTickets } from '../../../../web/src/desk/recent-tickets.ts';

test('tickets are remembered for each service, the latest first, each once, and no more than ten', () => {
  for (const number of [1, 2, 1, 3]) noteOpened('care', number);
  noteOpened('engineering', 9);
  expect(recentTickets('care')).toEqual([3, 1, 2]);
  expect(recentTickets('engineering')).toEqual([9]);
  expect(recentTickets('sales')).toEqual([]);
  for (let number = 1; number <= 30; number++) noteOpened('care', number);
  expect(recentTickets('care')).toEqual([30, 29, 28, 27, 26, 25, 24, 23, 22, 21]);
});
