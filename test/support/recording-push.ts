import { serverMessage, type ServerMessage } from '../../shared/contracts/live/messages.ts';
import type { LivePush } from '../../shared/application/ports/live-gateways.ts';

/** Consoles that keep what they are sent, each message checked against the contract; ids in `gone` are closed, those in `broken` can't be reached. */
export const recordingPush = ({ gone = [], broken = [] }: { readonly gone?: readonly string[]; readonly broken?: readonly string[] } = {}) => {
  const sent: { readonly connectionId: string; readonly message: ServerMessage }[] = [];
  let underWay = 0;
  let most = 0;
  const push: LivePush = {
    async send(connectionId, message) {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => { setImmediate(resolve); });
      underWay -= 1;
      if (broken.includes(connectionId)) throw new Error('unreachable');
      if (gone.includes(connectionId)) return 'gone';
      sent.push({ connectionId, message: serverMessage.parse(JSON.parse(message)) });
      return 'sent';
    },
  };
  return { push, sent, mostAtOnce: () => most };
};
