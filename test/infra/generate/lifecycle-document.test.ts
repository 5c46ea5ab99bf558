import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifecycleDocuments } from '../../../infra/generate/lifecycle-document.ts';
import { TICKET_LIFECYCLE } from '../../../shared/domain/ticket/lifecycle.ts';
import { TICKET_STATUSES } from '../../../shared/domain/ticket/status.ts';

const [{ path, content }] = lifecycleDocuments() as [{ path: string; content: string }];

describe('the lifecycle page', () => {
  it('is what is committed', () => {
    expect(readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')).toBe(content);
  });
  it('has a row for each command and each status', () => {
    for (const command of Object.keys(TICKET_LIFECYCLE)) expect(content).toContain(`| \`${command}\` |`);
    for (const status of TICKET_STATUSES) expect(content).toContain(`(\`${status}\`) |`);
  });
  it('draws each transition of the table', () => {
    for (const [command, { from, to }] of Object.entries(TICKET_LIFECYCLE)) {
      for (const status of from) expect(content).toMatch(new RegExp(`^  ${status} --> ${to === 'same' ? status : to}: .*\\b${command}\\b`, 'm'));
    }
  });
});
