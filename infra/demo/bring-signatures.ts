import { editPreferences, type EditPreferencesDeps } from '../../shared/application/preferences/edit-preferences.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';

/** By the addresses of agents, what stands under their answers. */
const SIGNATURES: Readonly<Record<string, string>> = {
  'mina@example.com':
    '<p><b>미나 Mina</b><br>고객센터 배송팀 · Customer Care, Delivery<br>평일 09:00–18:00 · Weekdays 9 to 6</p>',
  'jun@example.com': '<p><b>준 Jun</b><br>고객센터 결제팀 · Customer Care, Billing</p>',
};

/** Gives agents of the demo's service their signatures. Who has chosen one keeps it. */
export const bringSignatures = async (deps: EditPreferencesDeps, agents: readonly Agent[]): Promise<void> => {
  for (const { agentId, email } of agents) {
    const signature = SIGNATURES[email];
    if (signature === undefined || (await deps.preferences.find(agentId))?.signatures['care'] !== undefined) continue;
    const edited = await editPreferences(deps)({ agentId, changes: { signatures: { care: signature } } });
    if (!edited.ok) throw new Error(`A signature of the demo was refused: ${JSON.stringify(edited.error)}`);
  }
};
