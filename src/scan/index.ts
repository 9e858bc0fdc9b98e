export {
  type Alert,
  type AlertEvent,
  alertOf,
  type RunnableDetection,
  SEVERITY_LEVELS,
  type SeverityLevel,
  severityRank,
  TextAlert,
} from './alert.ts';
export { ALERTS_IN_MEMORY, AlertSorter, orderAlert, type SpillRun, type SpillStore } from './alert-order.ts';
export {
  AlertGroup,
  AlertSummary,
  alertKey,
  alertName,
  GROUPINGS,
  type Grouping,
  type LevelCounts,
  type NameTally,
} from './alert-summary.ts';
export { AlertTexts } from './alert-text.ts';
export { canonicalEvent, canonicalLine } from './canonical.ts';
export { objectText, rowEntries, rowObject, rowText, serializeCell } from './cells.ts';
export { type DetectOptions, type DetectResult, detect } from './detect.ts';
export { type DetectorStats, detectorStats } from './detector-stats.ts';
export { type EventCount, EventCounts } from './event-counts.ts';
export { userOf } from './event-facts.ts';
export { FieldCheck } from './field-check.ts';
export { howToLog } from './how-to-log.ts';
export { CUT_ROWS, type InnerTask, innerTables } from './inner-tables.ts';
export type { Input, OpenInput } from './input.ts';
export { countJob } from './jobs/count.ts';
export { eventsJob } from './jobs/events.ts';
export { queryJob } from './jobs/query.ts';
export { spanJob } from './jobs/span.ts';
export {
  type EventConsumer,
  InputError,
  type InputReport,
  type ReadInputsOptions,
  type ReadTally,
  readInputs,
} from './read-inputs.ts';
export type { Reaching, RuleReach, TelemetryNeed } from './rule-reach.ts';
export { StoredRules, sharedBytes, storeRules } from './rules/stored-rules.ts';
export { runInnerOver } from './run-inner.ts';
export { ScopeCheck } from './scope-check.ts';
export { runnableRule } from './sigma-rule.ts';
export { metadataReader, parseSourceCategory, type SourceCategoryRule } from './source-categories.ts';
export { indicatorTables } from './tables/indicators.ts';
export { parseTable } from './tables/parse-table.ts';
export { type TableUse, tableUses } from './tables/table-uses.ts';
export type { RunJobOptions, ThreadPool } from './threads/job.ts';
export type { OpenPart } from './threads/part.ts';
export type { Port } from './threads/port.ts';
export { runJob } from './threads/run-job.ts';
export { serveParts } from './threads/serve-parts.ts';
export { isWithin, type TimeWindow } from './time-window.ts';
export {
  logsOf,
  type MissingLog,
  missingLogs,
  shortChannel,
  type Visibility,
  visibilityOf,
  visibilityOfAll,
  whatRanOverWhat,
  whatRulesRanOver,
} from './visibility.ts';
export { type Warning, Warnings } from './warnings.ts';
export { withInnerRuns } from './with-inner-runs.ts';
