import * as z from 'zod';
import type { InvitationRepository } from '../../application/ports/desk.ts';
import { type Invitation, INVITATION_STATUSES, NOT_SENT_REASONS } from '../../domain/desk/invitation.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { deskFactRows } from './fact-rows.ts';
import { invitationKey } from './keys.ts';
import { getMany } from './query.ts';
import { rows } from './rows.ts';
import { type DeskDeps, writeAll } from './write-transaction.ts';

const invitationRows = rows<Invitation, Pick<Invitation, 'agentId'>>({
  entity: 'invitation',
  key: ({ agentId }) => invitationKey(agentId),
  schema: () =>
    z.object({
      agentId: z.string(),
      serviceId: z.string(),
      language: z.enum(LANGUAGES),
      invitedAt: z.string(),
      validUntil: z.string(),
      status: z.enum(INVITATION_STATUSES),
      reason: z.enum(NOT_SENT_REASONS).exactOptional(),
      version: z.int().positive(),
    }),
});

/** Invitations as rows of the `desk` table. */
export const dynamoInvitationRepository = ({ client, deskTable, backoff }: DeskDeps): InvitationRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: (agentId) => invitationRows.get(desk, { agentId }),
    findMany: async (agentIds) =>
      (await getMany(desk, agentIds.map(invitationKey), { backoff })).map(invitationRows.read),
    save: (invitation, before, fact) =>
      writeAll(client, backoff, [
        invitationRows.putIfVersion(desk, before, invitation),
        ...(fact === undefined ? [] : [deskFactRows.put(desk, fact)]),
      ]),
  };
};
