import nodemailer from 'nodemailer';

type Mail = Parameters<ReturnType<typeof nodemailer.createTransport>['sendMail']>[0];

/** A customer's mail program: real SMTP to the desk. Resolves once the server has taken the mail. */
export const sendAsCustomer = async (smtpPort: number, mail: Mail): Promise<{ readonly messageId: string }> => {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    secure: false,
    ignoreTLS: true,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 20_000,
  });
  try {
    const { messageId } = await transport.sendMail(mail);
    return { messageId };
  } finally {
    transport.close();
  }
};

/** One red pixel. */
export const RED_PIXEL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);
