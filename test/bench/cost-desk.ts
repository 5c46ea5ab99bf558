import { join } from 'node:path';
import { A_DESK, type OpenDesk } from '../support/open-desk.ts';
import { writeJson } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import type { BenchConsole, StartBenchConsole } from './console.ts';
import type { ConsoleCounts } from './usage-ledger.ts';

/** Where everybody works. */
export const SERVICE = 'care';
const PASSWORD = 'Handover-Test-1';
/** Unassigned tickets that lie in the list: more than a page. */
export const BACKLOG = 60;

/** What customers write. */
export const QUESTION =
  '안녕하세요. 어제 주문한 상품이 아직 도착하지 않았습니다. 주문 번호는 A-100234 입니다. When will it arrive? 확인 부탁드립니다.\n'.repeat(
    3,
  );

export type Agent = { readonly email: string; readonly name: string };
export const agentsOf = (count: number): readonly Agent[] =>
  Array.from({ length: count }, (_, i) => ({ email: `agent-${i + 1}@example.com`, name: `Agent ${i + 1}` }));

/** Adds agents of the service to the desk. */
export const addAgents = async (desk: OpenDesk, agents: readonly Agent[]): Promise<void> => {
  const document = join(desk.data, '..', 'agents.json');
  writeJson(document, {
    services: A_DESK.services,
    agents: [
      ...A_DESK.agents,
      ...agents.map((agent) => ({
        ...agent,
        password: PASSWORD,
        memberships: [{ serviceId: SERVICE, role: 'agent', groupIds: ['delivery'] }],
      })),
    ],
  });
  await desk.operate('set-up-desk', document);
};

/** Fills the list of unassigned tickets. */
export const fillList = async (desk: OpenDesk): Promise<void> => {
  const admin = await desk.signIn('admin@example.com');
  for (let i = 1; i <= BACKLOG; i += 1)
    await admin.call('createTicket', {
      params: { serviceId: SERVICE },
      body: {
        title: `배송 문의 delivery ${i}`,
        html: `<p>${QUESTION}</p>`,
        customer: { name: `고객 ${i}`, email: `waiting-${i}@customer.example.com` },
      },
    });
};

/** Consoles with counters between them and the desk. */
export const openConsoles = async (
  desk: OpenDesk,
  startConsole: StartBenchConsole,
  Socket: typeof WebSocket,
  agents: readonly Agent[],
  counts: ConsoleCounts,
): Promise<readonly BenchConsole[]> => {
  const tokens: string[] = [];
  for (const { email } of agents) tokens.push((await tokenFor(desk.url, email, PASSWORD)).accessToken);
  const consoles = tokens.map((accessToken) =>
    startConsole({
      apiUrl: desk.url,
      accessToken,
      serviceId: SERVICE,
      fetch: async (...request) => {
        const response = await fetch(...request);
        counts.httpRequests += 1;
        counts.httpBytes += Number(response.headers.get('content-length') ?? 0) + headBytes(response);
        return response;
      },
      openSocket: (url) => {
        const socket = new Socket(url);
        const send = socket.send.bind(socket);
        socket.send = (data) => {
          counts.socketMessages += 1;
          send(data);
        };
        return socket;
      },
    }),
  );
  await Promise.all(consoles.map((each) => each.ready()));
  return consoles;
};

const headBytes = ({ headers }: Response): number =>
  [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 20);
