import type {
  Alert,
  AlertSummary,
  EventCounts,
  InputReport,
  RunnableDetection,
  Visibility,
} from '../../../scan/index.ts';
import type { Paint } from '../color.ts';
import type { ExplainCommand } from '../explain-command.ts';
import type { ResultWriter } from '../result-writer.ts';

/** What a form of alerts is written with. */
export interface AlertFormSetting {
  readonly out: ResultWriter;
  readonly width: number;
  readonly paint: Paint;
  /** True if equal alerts are not to be folded. */
  readonly all: boolean;
  /** True if each alert is to be seen as it is found. */
  readonly isImmediate: boolean;
  /** Names of the fields that alerts have, in the order in which they were met, once all alerts are known; none before. */
  readonly fieldNames: ReadonlySet<string>;
}

/** What is known once all logs are read. */
export interface RunFacts {
  readonly version: string;
  readonly detections: readonly RunnableDetection[];
  readonly visibility: readonly Visibility[];
  readonly counts: EventCounts;
  readonly reports: readonly InputReport[];
  readonly summary: AlertSummary;
  readonly notLoaded: number;
  readonly explain: ExplainCommand;
  /** Time of the run in milliseconds. */
  readonly at: number;
}

/** Writes alerts in one form, in memory that does not grow with their number or that is bounded. */
export interface AlertForm {
  write(alert: Alert): void;
  /** Writes what comes last, and returns lines on what the form left out. */
  finish(facts: RunFacts): readonly string[];
  /** True if a row stands for several alerts. */
  readonly folds?: boolean;
}

/** How a form is started; `namesFields` if it has a column for each field that any alert has, `isJson` if it writes alerts as JSON. */
export interface AlertFormDefinition {
  readonly name: string;
  readonly namesFields?: boolean;
  readonly isJson?: boolean;
  start(setting: AlertFormSetting): AlertForm;
}
