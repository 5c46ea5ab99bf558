import { addSources, addUsage, billOf, scaleSources, scaleUsage, wholeUsage } from './bill.ts';
import { PRICES, REGIONS, type Price, type Unit } from './prices.ts';

const ALL = Object.entries(PRICES) as [Unit, Price][];

describe.each(ALL)('the price of %s', (_unit, { per, usd, page, date, part }) => {
  it('has AWS’s public page, and the day on which it was known', () => {
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9-]+\/pricing\/([a-z-]+\/)?$/);
    expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
    expect(part).not.toBe('');
  });

  it('is one of each region, and none below nothing', () => {
    expect(per).toBeGreaterThan(0);
    expect(REGIONS.map((region) => usd[region])).toEqual(REGIONS.map(() => expect.any(Number)));
    expect(Math.min(...REGIONS.map((region) => usd[region]))).toBeGreaterThanOrEqual(0);
  });
});

describe('a bill', () => {
  it.each(ALL)('of as many %s as the price is for is that price', (unit, { per, usd, part }) => {
    for (const region of REGIONS) {
      const bill = billOf({ [unit]: per }, region);
      expect(bill.parts.get(part)).toBeCloseTo(usd[region], 12);
      expect(bill.withoutMail + bill.mail).toBeCloseTo(usd[region], 12);
    }
  });

  it('adds what stands in one part, and shows the largest part first', () => {
    const { parts } = billOf({ socketMessages: 1_000_000, socketMinutes: 2_000_000, topicPublishes: 1 }, 'us-east-1');
    expect([...parts.keys()]).toEqual(['WebSocket', 'SNS']);
    expect(parts.get('WebSocket')).toBeCloseTo(1.5, 12);
  });

  it('keeps SES apart from the rest', () => {
    const bill = billOf({ writeUnits: 1_000_000, mailsOut: 1000, mailsIn: 2000 }, 'ap-northeast-2');
    expect(bill.withoutMail).toBeCloseTo(PRICES.writeUnits.usd['ap-northeast-2'], 12);
    expect(bill.mail).toBeCloseTo(0.3, 12);
  });

  it('of nothing is nothing', () => {
    expect(billOf({}, 'us-east-1')).toEqual({ parts: new Map(), withoutMail: 0, mail: 0 });
  });
});

describe('usage', () => {
  it('is added unit by unit, and shared among tickets', () => {
    const sum = addUsage({ writeUnits: 3, events: 1 }, { writeUnits: 5 }, {});
    expect(sum).toEqual({ writeUnits: 8, events: 1 });
    expect(scaleUsage(sum, 1 / 4)).toEqual({ writeUnits: 2, events: 0.25 });
  });

  it('of the same source is added, and all sources together are the whole', () => {
    const sum = addSources(
      new Map([['send-mail', { writeUnits: 2 }]]),
      new Map([
        ['send-mail', { writeUnits: 4 }],
        ['aws', { writeUnits: 1, events: 2 }],
      ]),
    );
    expect([...scaleSources(sum, 1 / 2)]).toEqual([
      ['send-mail', { writeUnits: 3 }],
      ['aws', { writeUnits: 0.5, events: 1 }],
    ]);
    expect(wholeUsage(sum)).toEqual({ writeUnits: 7, events: 2 });
  });
});
