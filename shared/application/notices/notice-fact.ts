import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { deskFactOfChange, type Administering } from '../administration/desk-fact.ts';
import type { ClockAndIds } from '../ports/platform.ts';

const contents = ({ title, html, pinned, from, until }: Notice) => ({ title, html, pinned, from, until });

/** The audit fact of a notice that was put up, changed or taken down. */
export const noticeFact = (
  clock: ClockAndIds,
  by: Administering,
  before: Notice | undefined,
  after: Notice | undefined,
): DeskFact =>
  deskFactOfChange(
    clock,
    by,
    { kind: 'notice', id: (after ?? before)!.noticeId },
    before && contents(before),
    after && contents(after),
  );
