import { toPublished } from '../../shared/application/events/to-published.ts';
import type { Fact } from '../../shared/domain/ticket/facts.ts';

/** The text of a queue's message that EventBridge delivered for a fact. */
export const aBusMessage = (fact: Fact, over: Readonly<Record<string, unknown>> = {}): string => {
  const { detailType, detail } = toPublished(fact);
  return JSON.stringify({
    version: '0', id: '00000000-0000-4000-8000-000000000001', 'detail-type': detailType, source: 'handover.desk', account: '000000000000', time: fact.at,
    region: 'ap-northeast-2', resources: [], detail, ...over,
  });
};
