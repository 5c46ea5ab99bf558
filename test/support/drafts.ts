import type { Draft } from '../../shared/domain/draft/draft.ts';

/** A draft that was begun half an hour after the ticket's first entry; `undefined` leaves a property out. */
export const aDraft = (over: { readonly [K in keyof Draft]?: Draft[K] | undefined } = {}): Draft =>
  Object.fromEntries(
    Object.entries({
      serviceId: 'support',
      number: 1024,
      agentId: 'agent_1',
      version: 2,
      html: '<p>Please pull the plug</p>',
      text: 'Please pull the plug',
      uploadIds: [],
      begunAt: '2026-11-22T08:30:00.000Z',
      begunAfter: 'ent_1',
      savedAt: '2026-11-22T08:30:20.000Z',
      keptCount: 0,
      ...over,
    } satisfies { readonly [K in keyof Draft]?: Draft[K] | undefined }).filter(([, value]) => value !== undefined),
  ) as Draft;
