import type { Damage, PartEnd } from '../../formats/index.ts';
import type { InputReport } from '../read-inputs.ts';
import type { Part } from './part.ts';

/** What a thread is told. */
export type ToThread =
  | {
      readonly kind: 'job';
      readonly job: string;
      readonly spec: unknown;
      readonly reading: { readonly textInput?: boolean; readonly timeZone?: string };
      readonly shared: SharedArrayBuffer;
    }
  | { readonly kind: 'part'; readonly id: number; readonly part: Part }
  /** Items of this weight arrived where they belong; their buffers come back to be used again. */
  | { readonly kind: 'taken'; readonly weight: number; readonly buffers: readonly ArrayBuffer[] }
  | { readonly kind: 'save' }
  /** What was kept is not wanted. */
  | { readonly kind: 'forget' };

/** What a thread tells. */
export type FromThread =
  | { readonly kind: 'items'; readonly id: number; readonly items: readonly unknown[]; readonly weight: number }
  | {
      readonly kind: 'part';
      readonly id: number;
      readonly report: InputReport;
      readonly end: PartEnd | undefined;
      readonly loss: Damage | undefined;
      readonly isOrderBound: boolean;
    }
  | { readonly kind: 'piece'; readonly piece: unknown }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string; readonly stack: string | undefined };
