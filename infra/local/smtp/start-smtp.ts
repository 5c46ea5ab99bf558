import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { allowsService } from '../iam/resource-policies.ts';
import type { Buckets, Deployment, Functions, Log, Running, Topics } from '../kernel.ts';
import { newReceivedId } from '../ses/raw-mail.ts';
import { receiptRules } from './receipt-rules.ts';
import { openDoor } from './door.ts';
import { type ReceivingHosts, runReceiptRules } from './run-receipt-rules.ts';
import { verdictsOf } from './receipt-event.ts';

export type SmtpOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly deployment: Deployment;
  readonly buckets: Buckets;
  readonly functions: Functions;
  readonly topics: Topics;
  /** Pieces of work that wait to be done now: with many of them, mails wait with their senders. */
  readonly backlog: () => number;
  readonly log: Log;
};

let lastMoment = 0;
/** Now, and never the same millisecond twice: mails keep the order in which they were taken. */
const nextMoment = (): Date => new Date((lastMoment = Math.max(Date.now(), lastMoment + 1)));

/** SES receives 40 MB at most (integrations, SES in). */
const maxBytes = 40 * 1024 * 1024;

/**
 * Mail in on 127.0.0.1: what the receipt rules want is taken, and answered 250 only once all their actions are on the
 * disk.
 */
export const startSmtp = async (options: SmtpOptions): Promise<Running & { readonly port: number }> => {
  const { deployment, log } = options;
  const rules = receiptRules(deployment);
  const hosts: ReceivingHosts = { ...options, allow: allowSes(deployment) };
  // A missing permission would be refused by SES when the rule is created; here at the start.
  for (const rule of rules.rules) {
    for (const action of rule.actions) {
      if (action.kind === 'S3')
        hosts.allow('s3:PutObject', `arn:aws:s3:::${action.bucket}/${action.prefix}mail`, rule.arn);
      if (action.kind === 'Lambda') hosts.allow('lambda:InvokeFunction', action.functionArn, rule.arn);
    }
  }

  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw new Refusal(552, '5.3.4 The mail is larger than 40 MB.');
    const raw = Buffer.concat(chunks);
    const { mailFrom, rcptTo } = session.envelope;
    const id = newReceivedId();
    await runReceiptRules(rules, hosts, {
      id,
      region: deployment.region,
      returnPath: mailFrom ? mailFrom.address : '',
      recipients: [...new Set(rcptTo.map((each) => each.address))],
      clientName: session.hostNameAppearsAs || 'localhost',
      clientAddress: session.remoteAddress,
      at: nextMoment(),
      raw,
      verdicts: verdictsOf(raw),
    });
    log('smtp', 'mail received', {
      id,
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map((each) => each.address),
      bytes: raw.length,
    });
    return `2.0.0 OK ${id}`;
  };

  const door = openDoor(options);
  const server = new SMTPServer({
    name: `inbound-smtp.${deployment.region}.amazonaws.com`,
    size: maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    closeTimeout: 2_000,
    socketTimeout: 60_000,
    onMailFrom: (_address, _session, done) => {
      void door.pass().then(() => {
        done();
      });
    },
    onRcptTo: ({ address }, _session, done) => {
      done(
        rules.matches(address)
          ? undefined
          : new Refusal(550, `5.1.1 No mailbox here by the name of ${address}: no receipt rule takes it.`),
      );
    },
    onData: (stream, session, done) => {
      receive(stream, session).then(
        (answer) => {
          done(null, answer);
        },
        (fault: unknown) => {
          if (fault instanceof Refusal) {
            done(fault);
            return;
          }
          log('smtp', 'mail not stored; the sender was asked to try again', fault);
          done(new Refusal(451, '4.3.0 The mail could not be stored. Try again later.'));
        },
      );
    },
  });
  server.on('error', (fault: Error) => {
    log('smtp', 'connection failed', fault.message);
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      await door.stop();
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
    },
  };
};

class Refusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const allowSes =
  (deployment: Deployment): ReceivingHosts['allow'] =>
  (action, resourceArn, ruleArn) => {
    if (!allowsService(deployment, 'ses.amazonaws.com', action, resourceArn, ruleArn)) {
      throw new Error(
        `SES may not ${action} on ${resourceArn} for ${ruleArn}: the template grants it to ses.amazonaws.com by no policy.`,
      );
    }
  };
