import { toPublished, toPublishedOfDesk, type PublishedEvent } from '../../shared/application/events/to-published.ts';
import type { DeskFact } from '../../shared/domain/desk/desk-facts.ts';
import type { Fact } from '../../shared/domain/ticket/facts.ts';

type Over = Readonly<Record<string, unknown>>;

const delivered = ({ detailType, detail }: PublishedEvent, over: Over): string =>
  JSON.stringify({
    version: '0',
    id: '00000000-0000-4000-8000-000000000001',
    'detail-type': detailType,
    source: 'handover.desk',
    account: '000000000000',
    time: detail.metadata.occurredAt,
    region: 'ap-northeast-2',
    resources: [],
    detail,
    ...over,
  });

/** The text of a queue's message that EventBridge delivered for a fact. */
export const aBusMessage = (fact: Fact, over: Over = {}): string => delivered(toPublished(fact), over);

/** The same for a fact of a service. */
export const aDeskBusMessage = (fact: DeskFact, over: Over = {}): string => delivered(toPublishedOfDesk(fact), over);
