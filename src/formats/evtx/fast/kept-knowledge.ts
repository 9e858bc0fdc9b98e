import type { Frame } from './frame.ts';
import { bytesOfKnowledge, knowledgeOf, type TemplateKnowledge } from './template-knowledge.ts';

/** Where this process finds what earlier ones learned of templates, and what its readers learned beyond that. */
export class KeptKnowledge {
  #find: () => Uint8Array | undefined = () => undefined;
  #known: TemplateKnowledge | undefined;
  #isSought = true;
  /** What the reader that read last takes records with. */
  #latest: Frame | undefined;

  /** Readers that start from now on go on from what is found, which is looked for when the first does. */
  from(find: () => Uint8Array | undefined): void {
    this.#find = find;
    this.#known = undefined;
    this.#isSought = false;
    this.#latest = undefined;
  }

  /** What an earlier run learned. */
  get known(): TemplateKnowledge | undefined {
    if (!this.#isSought) {
      this.#isSought = true;
      const bytes = this.#find();
      this.#known = bytes && knowledgeOf(bytes);
    }
    return this.#known;
  }

  /** Notes that a reader was at work. */
  note(frame: Frame): void {
    this.#latest = frame;
  }

  /** What a later run may go on from, if that is more than what was found; no bytes if it is so much that it has to start anew. */
  get gained(): Uint8Array | undefined {
    const frame = this.#latest;
    if (!frame?.kernel?.told) return undefined;
    const { knowledge } = frame;
    return knowledge ? bytesOfKnowledge(knowledge) : new Uint8Array();
  }
}

/** What readers of EVTX know of templates beyond one run; a host may keep it as bytes. Nothing that is read depends on it, only how fast. */
export const templateKnowledge = new KeptKnowledge();
