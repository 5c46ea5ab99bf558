import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifecycleDocuments } from '../../../infra/generate/lifecycle-document.ts';
import { TICKET_COMMANDS, transitionOf } from '../../../shared/domain/ticket/lifecycle.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../../shared/domain/ticket/status.ts';

const [{ path, content }] = lifecycleDocuments() as [{ path: string; content: string }];
const rowOf = (begin: string) =>
  content
    .split('\n')
    .find((line) => line.startsWith(begin))
    ?.split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
const drawn = (from: string, to: string, command: string) =>
  new RegExp(`^  ${from} --> ${to.replace(/[[\]*]/g, '\\$&')}: (?:.*, )?${command}(?:,|$)`, 'm');

describe('the lifecycle page', () => {
  it('is what is committed', () => {
    expect(readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')).toBe(content);
  });

  it('has a row for each command and each status', () => {
    for (const command of TICKET_COMMANDS) expect(rowOf(`| \`${command}\` |`)).toHaveLength(4);
    for (const status of TICKET_STATUSES) expect(content).toContain(`(\`${status}\`) | `);
  });

  it('says of each status who may give which command', () => {
    const cells = {
      any_agent: 'all',
      assignee: 'assignee',
      forwarder: 'forwarder',
      administrator: 'admin',
      author: 'author',
      system: 'desk',
    };
    for (const [label, status] of [
      ['Unassigned', 'unassigned'],
      ['Dooray In Progress', 'dooray_in_progress'],
      ['Completed', 'completed'],
    ] as const) {
      expect(rowOf(`| ${label} (`)).toEqual(
        TICKET_COMMANDS.map((command) => {
          const actor = transitionOf(command).from[status];
          return actor === undefined ? '–' : cells[actor];
        }),
      );
    }
    expect(rowOf('| Spam (')).toEqual(
      TICKET_COMMANDS.map((command) => {
        const { spam } = transitionOf(command);
        return spam === undefined ? '–' : cells[spam];
      }),
    );
  });

  it('draws each transition of the table that leads somewhere else', () => {
    for (const command of TICKET_COMMANDS) {
      const { from, to, otherwise } = transitionOf(command);
      for (const status of Object.keys(from) as TicketStatus[]) {
        for (const target of [to, otherwise?.in?.includes(status) === false ? undefined : otherwise?.to])
          if (target !== undefined && target !== 'same' && target !== 'answered' && target !== status)
            expect(content).toMatch(drawn(status, target, command));
      }
    }
    expect(content).toMatch(drawn('spam', '[*]', 'delete'));
    expect(content).toMatch(drawn('spam', 'processing', 'restore'));
    expect(content).toMatch(drawn('resolved', 'transfer_completed', 'undo'));
    expect(content).toMatch(drawn('pending', 'processing', 'undo'));
    expect(content).toMatch(drawn('processing', 'spam', 'resolve_internally as spam'));
  });
});
