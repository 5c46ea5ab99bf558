import { saveDraft, type SaveDraftDeps } from '../../shared/application/drafts/save-draft.ts';
import type { TicketRepository } from '../../shared/application/ports/tickets.ts';
import type { DraftRepository } from '../../shared/application/ports/writing.ts';
import { createUpload, type CreateUploadDeps } from '../../shared/application/tickets/create-upload.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import type { Result } from '../../shared/domain/kernel/result.ts';

export type BringDraftsDeps = Omit<SaveDraftDeps, 'tickets' | 'drafts' | 'clock' | 'files'> & {
  readonly tickets: SaveDraftDeps['tickets'] & Pick<TicketRepository, 'listTickets'>;
  readonly drafts: SaveDraftDeps['drafts'] & Pick<DraftRepository, 'listUnsent'>;
  readonly clock: CreateUploadDeps['clock'];
  readonly files: {
    readonly uploads: SaveDraftDeps['files']['uploads'] & CreateUploadDeps['files']['uploads'];
    readonly bucket: CreateUploadDeps['files']['bucket'];
  };
  /** Uploads the bytes of a file to the address that it was given. */
  readonly upload: (url: string, headers: Readonly<Record<string, string>>, bytes: Uint8Array) => Promise<void>;
};

const ANSWER = {
  ko: '<p>안녕하세요, 고객님.</p><p>보내 주신 내용을 확인했습니다. 첨부한 안내를 참고해 주세요. 수거 날짜는 오늘 중으로',
  en: '<p>Hello,</p><p>Thank you for the details. The attached note says what to do next. We will tell you the day of',
} as const;
const FILE = {
  ko: { name: '수거 안내.txt', text: '1. 제품을 상자에 넣어 주세요.\n2. 기사님이 방문해 수거합니다.\n' },
  en: { name: 'pick-up.txt', text: '1. Put the product into its box.\n2. The driver collects it at your door.\n' },
} as const;
/** Of an agent's newest tickets the draft is on the last: the console opens the first. */
const NEWEST = 4;

const accept = <T>(result: Result<T, unknown>): T => {
  if (result.ok) return result.value;
  throw new Error(`A draft of the demo was refused: ${JSON.stringify(result.error)}`);
};

/**
 * Begins an answer with a file on a ticket of each agent that has one in hand, and leaves it unsent. An agent who has
 * written something keeps that.
 */
export const bringDrafts = async (deps: BringDraftsDeps, agents: readonly Agent[]): Promise<void> => {
  const { tickets, drafts, upload } = deps;
  for (const { agentId } of agents) {
    if ((await drafts.listUnsent('care', agentId, { limit: 1, order: 'newest' })).items.length > 0) continue;
    const { items } = await tickets.listTickets(
      'care',
      { kind: 'assignee', assigneeId: agentId, status: 'processing' },
      { limit: NEWEST, order: 'newest' },
    );
    const row = items.at(-1);
    if (row === undefined) continue;
    const language = /\p{Script=Hangul}/u.test(row.title) ? 'ko' : 'en';
    const { name, text } = FILE[language];
    const bytes = new TextEncoder().encode(text);
    const file = { serviceId: 'care', agentId, name, type: 'text/plain', size: bytes.length };
    const { uploadId, url, headers } = accept(await createUpload(deps)(file));
    await upload(url, headers, bytes);
    const { number } = row;
    const version = (await drafts.find('care', number, agentId))?.version ?? 0;
    accept(
      await saveDraft(deps)({
        serviceId: 'care',
        number,
        agentId,
        html: ANSWER[language],
        uploadIds: [uploadId],
        version,
      }),
    );
  }
};
