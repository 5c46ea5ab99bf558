import { Logger } from '@aws-lambda-powertools/logger';
import { powertoolsLog } from '../../../shared/observability/powertools-log.ts';

it.each(['info', 'warn', 'error'] as const)('writes %s as one JSON line with its members', (level) => {
  const written: string[] = [];
  const spy = jest.spyOn(console, level).mockImplementation((line: string) => { written.push(line); });
  process.env['POWERTOOLS_DEV'] = 'true';
  powertoolsLog(new Logger({ serviceName: 'ticket-commands', logLevel: 'INFO' }))[level]('mail_sent', { mailId: 'mail_1' });
  spy.mockRestore();
  delete process.env['POWERTOOLS_DEV'];
  expect(JSON.parse(written[0]!)).toMatchObject({ level: level.toUpperCase(), message: 'mail_sent', mailId: 'mail_1', service: 'ticket-commands' });
});
