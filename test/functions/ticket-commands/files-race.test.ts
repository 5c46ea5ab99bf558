import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
let number: number;
const html = '<p>See the file</p>';

beforeAll(async () => {
  desk = await httpDesk({ backoff: jitteredBackoff });
});
beforeEach(async () => {
  number = await desk.create();
});

const withFiles = async () =>
  (await desk.tickets.listEntries('support', number, { limit: 100, order: 'oldest' })).items.filter(
    ({ attachments }) => attachments.length > 0,
  );
const ten = <T>(ask: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 10 }, (_, index) => ask(index)));
const comment = (uploadIds: readonly string[], headers = {}) =>
  desk.call('commentTicket', { params: { number }, headers, body: { html, uploadIds } });

describe('on the real engine', () => {
  it('given one request with a file that is sent ten times at once, then it is done once and each is told so', async () => {
    const uploadIds = [await desk.upload('a.txt')];
    const answers = await ten(() => comment(uploadIds, { 'idempotency-key': 'same' }));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await withFiles()).toHaveLength(1);
  });

  it('given ten comments at once that name the same upload, then one has it and nine are told that it is gone', async () => {
    const uploadIds = [await desk.upload('a.txt')];
    const answers = await ten(() => comment(uploadIds));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(9).fill(404)]);
    expect(answers.filter(({ body }) => body['code'] === 'upload_not_found')).toHaveLength(9);
    expect(await withFiles()).toHaveLength(1);
  });

  it('given ten comments at once with ten files each, then every file is there once', async () => {
    const named = await ten((index) => ten((file) => desk.upload(`${index}-${file}.txt`, `${index}-${file}`)));
    const answers = await ten((index) => comment(named[index]!));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const files = (await withFiles()).flatMap(({ attachments }) => attachments);
    expect(new Set(files.map(({ name }) => name)).size).toBe(100);
    expect(files).toHaveLength(100);
    for (const { key, name } of files)
      expect(`${Buffer.from(await desk.attachments.read(key)).toString()}.txt`).toBe(name);
  });
});
