import type { Running } from '../kernel.ts';

export type DoorOptions = {
  /** Pieces of work that wait to be done now. */
  readonly backlog: () => number;
  /** With more than that a mail waits outside. */
  readonly most?: number;
  /** Milliseconds after which a mail is let in whatever waits. */
  readonly longest?: number;
  /** Milliseconds between two looks at the backlog. */
  readonly every?: number;
};

export type Door = Running & {
  /** Resolves when a mail may come in: at once while little waits, otherwise one after the other, the first first. */
  pass(): Promise<void>;
};

type Outside = { readonly enter: () => void; readonly until: number };

/**
 * What waits in line for two cores is late, and makes everybody else wait who asks meanwhile. So a burst of mails
 * waits where it harms nobody: with its senders, who ask no more than that it be taken in the end. Mail programs wait
 * five minutes for an answer to MAIL (RFC 5321, 4.5.3.2); here nobody waits longer than `longest`.
 */
export const openDoor = ({ backlog, most = 6, longest = 10_000, every = 20 }: DoorOptions): Door => {
  const outside: Outside[] = [];
  let looking: NodeJS.Timeout | undefined;

  const look = () => {
    if (outside[0] && (backlog() <= most || outside[0].until <= Date.now())) outside.shift()!.enter();
    if (outside.length > 0) return;
    clearInterval(looking);
    looking = undefined;
  };

  return {
    pass: async () => {
      if (outside.length === 0 && backlog() <= most) return;
      await new Promise<void>((enter) => {
        outside.push({ enter, until: Date.now() + longest });
        looking ??= setInterval(look, every);
      });
    },
    stop: async () => {
      clearInterval(looking);
      for (const { enter } of outside.splice(0)) enter();
    },
  };
};
