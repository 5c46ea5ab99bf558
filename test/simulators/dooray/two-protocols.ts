import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SelfSigned } from '../self-signed-certificate.ts';

/** The first byte of every TLS connection. */
const TLS_HANDSHAKE = 22;
const MAX_BODY = 50 * 1024 * 1024;

/** A server that takes connections with TLS and without at one port of this machine. */
export const twoProtocols = (
  { key, certificate }: SelfSigned,
  listener: (request: IncomingMessage, response: ServerResponse) => void,
) => {
  const withTls = createHttpsServer({ key, cert: certificate }, listener);
  const plain = createHttpServer(listener);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? withTls : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  return {
    /** Returns the port; 0 asks for any that is free. */
    async listen(port: number): Promise<number> {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
      });
      return (server.address() as AddressInfo).port;
    },
    async stop(): Promise<void> {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      for (const socket of sockets) socket.destroy();
      withTls.close();
      plain.close();
      await closed;
    },
  };
};

/** The whole body of a request, at most 50 MB. */
export const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY) throw new Error('The body is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
