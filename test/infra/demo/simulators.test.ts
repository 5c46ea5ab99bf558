import { stageConfigSchema } from '../../../infra/config.ts';
import { settingsWithSimulators } from '../../../infra/demo/simulators.ts';

const ports = { shop: 4407, dooray: 4408 };

describe('settings of a desk that has the simulators', () => {
  const base = { stage: 'local', mailDomain: 'desk.example.com' };
  it('allow their hosts and their certificate, beside what they say already', () => {
    const settings = JSON.parse(settingsWithSimulators('{"logLevel":"DEBUG"}', ports)) as object;
    expect(stageConfigSchema.parse({ ...base, ...settings })).toMatchObject({
      logLevel: 'DEBUG',
      customerInformation: {
        allowedHosts: ['localhost:4407', 'localhost:4408'],
        authority: expect.stringContaining('BEGIN CERTIFICATE'),
      },
    });
    expect(settingsWithSimulators('{}', ports)).toBe(settingsWithSimulators('{}', ports));
  });
  it.each(['{"customerInformation":{"allowedHosts":["localhost:1"]}}', '{oops', '[]'])(
    'leave %s as it is',
    (config) => {
      expect(settingsWithSimulators(config, ports)).toBe(config);
    },
  );
});
