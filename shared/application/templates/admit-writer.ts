import type { Agent } from '../../domain/desk/agent.ts';
import { roleMay } from '../../domain/desk/permissions.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';

/** What a service shares is written by those who manage it; everybody writes their own. */
export const admitWriter = (
  { role }: Pick<Agent, 'role'>,
  { ownerId }: { readonly ownerId?: string | undefined },
): Result<undefined, AccessRefusal> =>
  ownerId !== undefined || roleMay(role, 'manage_desk')
    ? ok(undefined)
    : err({ code: 'forbidden', permission: 'manage_desk' });
