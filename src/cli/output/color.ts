import pc from 'picocolors';
import { type Painter, PLAIN_PAINTER } from '../../diagnostic/index.ts';
import type { ParsedArguments } from '../command.ts';
import type { CliIo, TextStream } from '../io.ts';

/** Paints terminal text; `accent` marks names, `danger` severities. */
export interface Paint extends Painter {
  readonly accent: (text: string) => string;
  readonly enabled: boolean;
}

/** Adds nothing. */
export const PLAIN_PAINT: Paint = { ...PLAIN_PAINTER, accent: (text) => text, enabled: false };

/** The painter for a stream: color on a terminal only, never with NO_COLOR, or as `--color` says. */
export function paintFor(stream: TextStream, args: ParsedArguments, io: CliIo): Paint {
  const when = args.value('color') ?? 'auto';
  const noColor = io.environment.NO_COLOR !== undefined && io.environment.NO_COLOR !== '';
  const enabled = when === 'always' || (when === 'auto' && stream.isTerminal && !noColor);
  if (!enabled) return PLAIN_PAINT;
  const colors = pc.createColors(true);
  return {
    bold: colors.bold,
    dim: colors.dim,
    error: colors.red,
    warning: colors.yellow,
    good: colors.green,
    accent: colors.cyan,
    enabled: true,
  };
}
