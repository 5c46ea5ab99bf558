import { consoleConfigSchema } from '../../../../web/src/desk/console-config.ts';

const aConfig = {
  apiUrl: '',
  liveUrl: 'wss://live.example.com/live',
  identity: {
    authority: 'https://id.example.com/pool',
    clientId: 'console',
    redirectUrl: 'https://desk.example.com/signed-in',
    logoutUrl: 'https://id.example.com/logout?client_id=console',
  },
  languages: ['ko', 'en'],
};

describe('given what a deployment tells its console', () => {
  test('when all is there, then it is taken as it is', () => {
    expect(consoleConfigSchema.parse(aConfig)).toEqual(aConfig);
  });
  test('when a newer deployment tells more, then the console starts all the same', () => {
    expect(consoleConfigSchema.safeParse({ ...aConfig, region: 'ap-northeast-2' }).success).toBe(true);
  });
  test.each(['apiUrl', 'liveUrl', 'identity'])('when %s is missing, then the console does not start', (name) => {
    expect(consoleConfigSchema.safeParse({ ...aConfig, [name]: undefined }).success).toBe(false);
  });
});
