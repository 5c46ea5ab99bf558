import { openState } from '../../../infra/local/host-assembly.ts';
import { settingsOn } from '../../../infra/one-machine/earlier-reply-key.ts';
import { earlierDesk } from '../../support/earlier-desk/earlier-desk.ts';
import { aFolder } from '../../support/local-aws.ts';

const settings = (config: string, unpack: (data: string) => void = () => undefined) => {
  using folder = aFolder();
  unpack(folder.path);
  const state = openState(folder.path);
  try {
    return settingsOn(state, config);
  } finally {
    state.close();
  }
};

describe('given a data folder in which an earlier release signed reply addresses', () => {
  const { unpack } = earlierDesk('before-list-rows');

  it('then the desk keeps that release’s key', () => {
    expect(JSON.parse(settings('{"logLevel":"DEBUG"}', unpack))).toEqual({
      logLevel: 'DEBUG',
      keepEarlierReplyKey: true,
    });
  });

  it.each(['{"keepEarlierReplyKey":false}', '{oops', '[]'])('then settings like %s are left as they are', (config) => {
    expect(settings(config, unpack)).toBe(config);
  });
});

it('given a new data folder, then the desk has no key but that of its data', () => {
  expect(settings('{}')).toBe('{}');
});
