import { container } from '../runtime/publish-events.ts';
import { createHandler } from './publish-events.ts';

export const handler = createHandler(container());
