import type { OperatorDefinition } from '../operator.ts';
import { accumOperator } from './accum.ts';
import { aggregateOperator } from './aggregate.ts';
import { backshiftOperator } from './backshift.ts';
import { benchmarkOperator } from './benchmark.ts';
import { binOperator } from './bin.ts';
import { catOperator } from './cat.ts';
import { compareOperator } from './compare.ts';
import { composeOperator } from './compose.ts';
import { csvOperator } from './csv.ts';
import { dedupOperator } from './dedup.ts';
import { detailsOperator } from './details.ts';
import { diffOperator } from './diff.ts';
import { expressionOperator } from './expression.ts';
import { fieldsOperator } from './fields.ts';
import { fillmissingOperator } from './fillmissing.ts';
import { filterOperator } from './filter.ts';
import { geoipOperator } from './geoip.ts';
import { inferOperator } from './infer.ts';
import { joinOperator } from './join.ts';
import { jsonOperator } from './json.ts';
import { jsonAutoOperator } from './json-auto.ts';
import { keyvalueOperator } from './keyvalue.ts';
import { limitOperator } from './limit.ts';
import { logcompareOperator } from './logcompare.ts';
import { logexplainOperator } from './logexplain.ts';
import { logreduceOperator } from './logreduce.ts';
import { lookupOperator } from './lookup.ts';
import { macroOperator } from './macro.ts';
import { mergeOperator } from './merge.ts';
import { outlierOperator } from './outlier.ts';
import { parseOperator } from './parse.ts';
import { parseRegexOperator } from './parse-regex.ts';
import { parseXmlOperator } from './parse-xml.ts';
import { predictOperator } from './predict.ts';
import { rollingstdOperator } from './rollingstd.ts';
import { saveOperator } from './save.ts';
import { sessionizeOperator } from './sessionize.ts';
import { smoothOperator } from './smooth.ts';
import { sortOperator } from './sort.ts';
import { splitOperator } from './split.ts';
import { templateOperator } from './template.ts';
import { threatipOperator } from './threatip.ts';
import { threatlookupOperator } from './threatlookup.ts';
import { timesliceOperator } from './timeslice.ts';
import { topOperator } from './top.ts';
import { topkOperator } from './topk.ts';
import { totalOperator } from './total.ts';
import { traceOperator } from './trace.ts';
import { transactionOperator } from './transaction.ts';
import { transactionizeOperator } from './transactionize.ts';
import { transposeOperator } from './transpose.ts';
import { unknownOperator } from './unknown.ts';
import { whereOperator } from './where.ts';
import { withtimeOperator } from './withtime.ts';

/** Every operator of the search language, one sorted line each. */
export const SUMO_OPERATORS: readonly OperatorDefinition<unknown>[] = [
  accumOperator,
  aggregateOperator,
  backshiftOperator,
  benchmarkOperator,
  binOperator,
  catOperator,
  compareOperator,
  composeOperator,
  csvOperator,
  dedupOperator,
  detailsOperator,
  diffOperator,
  expressionOperator,
  fieldsOperator,
  fillmissingOperator,
  filterOperator,
  geoipOperator,
  inferOperator,
  joinOperator,
  jsonAutoOperator,
  jsonOperator,
  keyvalueOperator,
  limitOperator,
  logcompareOperator,
  logexplainOperator,
  logreduceOperator,
  lookupOperator,
  macroOperator,
  mergeOperator,
  outlierOperator,
  parseRegexOperator,
  parseXmlOperator,
  parseOperator,
  predictOperator,
  rollingstdOperator,
  saveOperator,
  sessionizeOperator,
  smoothOperator,
  sortOperator,
  splitOperator,
  templateOperator,
  threatipOperator,
  threatlookupOperator,
  timesliceOperator,
  topOperator,
  topkOperator,
  totalOperator,
  traceOperator,
  transactionOperator,
  transactionizeOperator,
  transposeOperator,
  unknownOperator,
  whereOperator,
  withtimeOperator,
];
