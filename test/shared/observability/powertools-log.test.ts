import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { powertoolsLog } from '../../../shared/observability/powertools-log.ts';

const LEVELS = ['info', 'warn', 'error'] as const;
let written: Record<string, unknown>[];

beforeEach(() => {
  // Makes Powertools write to the console that a test can listen to.
  process.env['POWERTOOLS_DEV'] = 'true';
  written = [];
  for (const method of [...LEVELS, 'log'] as const)
    jest.spyOn(console, method as 'log').mockImplementation((line: unknown) => {
      written.push(JSON.parse(String(line)) as Record<string, unknown>);
    });
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['POWERTOOLS_DEV'];
});
const log = () =>
  powertoolsLog(
    new Logger({ serviceName: 'ticket-commands', logLevel: 'INFO' }),
    new Metrics({ namespace: 'Handover', serviceName: 'ticket-commands' }),
  );

it.each(LEVELS)('writes %s as one JSON line with its members', (level) => {
  log()[level]('mail_sent', { mailId: 'mail_1' });
  expect(written[0]).toMatchObject({
    level: level.toUpperCase(),
    message: 'mail_sent',
    mailId: 'mail_1',
    service: 'ticket-commands',
  });
});

it('counts each error under its message, so that an alarm can hear it', () => {
  const counted: string[] = [];
  let published = 0;
  const metrics = {
    addMetric: (name: string) => {
      counted.push(name);
    },
    publishStoredMetrics: () => {
      published += 1;
    },
  } as unknown as Metrics;
  const counting = powertoolsLog(new Logger({ serviceName: 'ticket-commands' }), metrics);
  counting.info('mail_sent');
  counting.error('request_failed');
  expect([counted, published]).toEqual([['request_failed'], 1]);
});
