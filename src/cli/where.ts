import { UsageError } from './usage-error.ts';
import type { Event } from '../event/index.ts';
import type { Session } from './session.ts';

export function compileWhere(_text: string, _label: string): (event: Event, session: Session) => boolean {
  throw new UsageError('not yet');
}
