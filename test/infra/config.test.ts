import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type ConfigSources } from '../../infra/config.ts';

const production = {
  mailDomain: 'desk.example.com',
  alarmAddress: 'alarms@example.com',
  retention: { logDays: 90, rawMailDays: 365 },
};

const load = (context: Record<string, unknown>, environment: ConfigSources['environment'] = {}, folder = '.') =>
  loadConfig({ context: (key) => ({ stages: { production }, ...context })[key], environment, folder });

describe('given stages in the context', () => {
  test('when one is named, then its settings come with the defaults', () => {
    expect(load({ stage: 'production' })).toEqual({
      stage: 'production',
      mailDomain: 'desk.example.com',
      alarmAddress: 'alarms@example.com',
      retention: { logDays: 90, rawMailDays: 365 },
      secondFactor: 'required',
      languages: ['en', 'ko'],
      removal: 'retain',
      keepEarlierReplyKey: false,
      logLevel: 'INFO',
      timings: {
        settleSeconds: 180,
        lateSeconds: 60,
        giveUpSeconds: 2700,
        heldSeconds: 259_200,
        throttledSeconds: 2,
        quotaSeconds: 600,
        autoCompleteMinutes: 60,
        eraseAfterSeconds: 60,
        leaversLookAgainSeconds: 90,
      },
    });
  });

  test('when HANDOVER_CONFIG says more, then it wins and leaves its neighbours alone', () => {
    const config = load(
      { stage: 'production' },
      { HANDOVER_CONFIG: '{"retention":{"logDays":7},"timings":{"settleSeconds":60}}' },
    );
    expect(config.retention).toEqual({ logDays: 7, rawMailDays: 365 });
    expect(config.timings).toEqual({
      settleSeconds: 60,
      lateSeconds: 60,
      giveUpSeconds: 2700,
      heldSeconds: 259_200,
      throttledSeconds: 2,
      quotaSeconds: 600,
      autoCompleteMinutes: 60,
      eraseAfterSeconds: 60,
      leaversLookAgainSeconds: 90,
    });
  });

  test('when a file is named, then it stands in the place of cdk.json', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handover-config-'));
    writeFileSync(
      join(folder, 'mine.json'),
      JSON.stringify({ stage: 'mine', mailDomain: 'help.example.com', alarmAddress: 'me@example.com' }),
    );
    expect(load({ config: 'mine.json', stage: 'production' }, {}, folder)).toMatchObject({
      stage: 'mine',
      mailDomain: 'help.example.com',
    });
  });
});

test.each(['eu-central-2', 'ap-south-2', 'us-gov-west-1'])(
  'given %s, where SES receives no mail, then no stage can be there, and the error says where one can',
  (region) => {
    const settings = { mailDomain: 'desk.example.com', alarmAddress: 'a@example.com' };
    const loadThere = (stage: string) =>
      load({ stage, stages: { [stage]: settings } }, { CDK_DEFAULT_REGION: region, AWS_REGION: region });
    expect(() => loadThere('trial')).toThrow(
      new RegExp(
        `"trial" can't be in ${region}: SES receives no mail there\\. Set AWS_REGION.* ap-northeast-2, .*us-east-1`,
      ),
    );
    // One machine receives it by itself.
    expect(loadThere('local').stage).toBe('local');
  },
);

test.each(['ap-northeast-2', 'eu-west-1', 'us-east-1'])(
  'given %s, where SES receives mail, then a stage can be there',
  (region) => {
    expect(load({ stage: 'production' }, { CDK_DEFAULT_REGION: region }).stage).toBe('production');
  },
);

describe('given settings that can not be used, then the error says what to set', () => {
  test.each<[string, Record<string, unknown>, ConfigSources['environment'], RegExp]>([
    [
      'the stage of one machine, on its way to AWS',
      { stage: 'local', deploying: 'true', stages: { local: { mailDomain: 'desk.example.com' } } },
      {},
      /"local" is for one machine and can't be deployed: say -c stage/,
    ],
    ['no stage', {}, {}, /No stage is chosen: say -c stage=… with one of production/],
    ['a stage that is not there', { stage: 'prod' }, {}, /no stage "prod": cdk\.json has production/],
    [
      'no mail domain',
      { stage: 'bare', stages: { bare: { alarmAddress: 'a@example.com' } } },
      {},
      /config\.mailDomain: /,
    ],
    [
      'no alarm address',
      { stage: 'bare', stages: { bare: { mailDomain: 'desk.example.com' } } },
      {},
      /config\.alarmAddress: must be set/,
    ],
    [
      'a misspelt setting',
      { stage: 'production' },
      { HANDOVER_CONFIG: '{"retension":{}}' },
      /Unrecognized key: "retension"/,
    ],
    [
      'log days that CloudWatch has not',
      { stage: 'production' },
      { HANDOVER_CONFIG: '{"retention":{"logDays":31}}' },
      /config\.retention\.logDays: must be one of 1, 3, 5/,
    ],
    [
      'a certificate elsewhere',
      { stage: 'production' },
      {
        HANDOVER_CONFIG:
          '{"domain":{"name":"desk.example.com","certificateArn":"arn:aws:acm:eu-west-1:1:certificate/a"}}',
      },
      /config\.domain\.certificateArn: must be a certificate in us-east-1/,
    ],
    [
      'a settle time past what a message can hide',
      { stage: 'production' },
      { HANDOVER_CONFIG: '{"timings":{"settleSeconds":901}}' },
      /config\.timings\.settleSeconds/,
    ],
    [
      'completing more often than a schedule can',
      { stage: 'production' },
      { HANDOVER_CONFIG: '{"timings":{"autoCompleteMinutes":0}}' },
      /config\.timings\.autoCompleteMinutes/,
    ],
    [
      'an upper case stage',
      { stage: 'production' },
      { HANDOVER_CONFIG: '{"stage":"Prod"}' },
      /config\.stage: must be 1 to 20 lower case letters/,
    ],
    [
      'hosts of simulators elsewhere than on one machine',
      { stage: 'production' },
      { HANDOVER_CONFIG: '{"customerInformation":{"allowedHosts":["localhost:8443"]}}' },
      /config\.customerInformation: is for one machine/,
    ],
    [
      'an address of a simulator in the place of its host',
      { stage: 'local', stages: { local: { mailDomain: 'desk.example.com' } } },
      { HANDOVER_CONFIG: '{"customerInformation":{"allowedHosts":["https://localhost"]}}' },
      /allowedHosts\.0: must be a host with its port/,
    ],
    [
      'a host of a simulator without its port',
      { stage: 'local', stages: { local: { mailDomain: 'desk.example.com' } } },
      { HANDOVER_CONFIG: '{"customerInformation":{"allowedHosts":["localhost"]}}' },
      /allowedHosts\.0: .* without one every port of it would be open/,
    ],
    ['broken JSON', { stage: 'production' }, { HANDOVER_CONFIG: '{' }, /HANDOVER_CONFIG is not JSON/],
    ['a list', { stage: 'production' }, { HANDOVER_CONFIG: '[]' }, /HANDOVER_CONFIG must be a JSON object/],
    ['a file that is not there', { config: 'nowhere.json' }, {}, /nowhere\.json can't be read/],
  ])('%s', (_name, context, environment, message) => {
    expect(() => load(context, environment)).toThrow(message);
  });
});

test('given the stages of cdk.json, then each can be used', () => {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: { stages: Record<string, unknown> } };
  expect(Object.keys(context.stages)).toEqual(['local', 'production']);
  for (const stage of Object.keys(context.stages))
    expect(loadConfig({ context: (key) => ({ ...context, stage })[key], environment: {}, folder: '.' }).stage).toBe(
      stage,
    );
});
