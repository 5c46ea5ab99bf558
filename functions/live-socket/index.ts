import { container } from '../runtime/live-socket.ts';
import { createHandler } from './live-socket.ts';

export const handler = createHandler(container());
