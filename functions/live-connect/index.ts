import { container } from '../runtime/live-connect.ts';
import { createHandler } from './live-connect.ts';

export const handler = createHandler(container());
