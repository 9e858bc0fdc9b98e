import { serveThread } from '../host/node/threads.ts';
import { recallTemplates } from './kept-templates.ts';

recallTemplates();
serveThread();
