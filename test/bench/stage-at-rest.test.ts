import { billOf } from './bill.ts';
import { fixedUsage } from './measure-cost.ts';
import { REGIONS } from './prices.ts';

test.each(REGIONS)(
  'given a stage that nobody uses, then it costs less than five dollars a month in %s',
  async (region) => {
    const usage = await fixedUsage();
    for (const amount of Object.values(usage)) expect(amount).toBeGreaterThan(0);
    const { withoutMail } = billOf(usage, region);
    expect(withoutMail).toBeLessThan(5);
  },
);
