import { loadedLater } from '../../functions/lambda.ts';

const aPort = () => ({
  double: async (number: number) => number * 2,
  join: async (one: string, other: string) => `${one} ${other}`,
  fail: async (): Promise<void> => {
    throw new Error('refused');
  },
});

describe('given a port that is loaded later', () => {
  const given = () => {
    let loads = 0;
    const port = loadedLater(async () => {
      loads += 1;
      return aPort();
    }, ['double', 'join', 'fail']);
    return { port, loads: () => loads };
  };

  it('is not loaded before it is called', async () => {
    const { port, loads } = given();
    expect(Object.keys(port)).toEqual(['double', 'join', 'fail']);
    expect(loads()).toBe(0);
    expect(await port.join('a', 'b')).toBe('a b');
    expect(loads()).toBe(1);
  });

  it('is loaded once, also for calls at the same time', async () => {
    const { port, loads } = given();
    expect(await Promise.all([port.double(1), port.double(2), port.join('a', 'b')])).toEqual([2, 4, 'a b']);
    expect(loads()).toBe(1);
  });

  it('fails as its adapter does', async () => {
    await expect(given().port.fail()).rejects.toThrow('refused');
  });
});
