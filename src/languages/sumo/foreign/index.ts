import { foreignEval, foreignExtend } from './eval.ts';
import { foreignDistinct, foreignProjectAs, foreignProjectRename } from './kql-project.ts';
import { foreignSummarize } from './kql-summarize.ts';
import { foreignGroupBy } from './logscale.ts';
import type { ForeignOperator } from './operator.ts';
import { foreignRename } from './rename.ts';
import {
  foreignHaving,
  foreignHead,
  foreignProject,
  foreignProjectAway,
  foreignTable,
  foreignTake,
} from './renamed.ts';
import { foreignRex } from './rex.ts';
import { foreignSearch } from './spl-search.ts';
import { foreignEventstats, foreignStreamstats } from './spl-series.ts';
import { foreignFillnull, foreignLookup, foreignSpath, foreignTail, foreignTransaction } from './spl-stages.ts';
import { foreignBin, foreignChart, foreignTimechart } from './spl-time.ts';
import { foreignRare, foreignTop } from './spl-top.ts';
import { foreignExtract, foreignMvindex, foreignParseJson } from './stage-calls.ts';
import { foreignStats } from './stats.ts';

/** Operators of other languages that are read as what was meant; of two with one word the first that can read the stage counts. */
export const FOREIGN_OPERATORS: readonly ForeignOperator[] = [
  foreignBin,
  foreignChart,
  foreignDistinct,
  foreignEval,
  foreignEventstats,
  foreignExtend,
  foreignExtract,
  foreignFillnull,
  foreignGroupBy,
  foreignHaving,
  foreignHead,
  foreignLookup,
  foreignMvindex,
  foreignParseJson,
  foreignProject,
  foreignProjectAs,
  foreignProjectAway,
  foreignProjectRename,
  foreignRare,
  foreignRename,
  foreignRex,
  foreignSearch,
  foreignSpath,
  foreignStats,
  foreignStreamstats,
  foreignSummarize,
  foreignTable,
  foreignTail,
  foreignTake,
  foreignTimechart,
  foreignTop,
  foreignTransaction,
];

/** What to write instead of other operators, where no single right form is certain. */
export const OPERATOR_HINTS: ReadonlyMap<string, string> = new Map([
  ['search', 'add the words to the scope, or use `where _raw matches "*word*"`'],
  ['tail', 'sort the other way and use `limit n`'],
  ['spath', 'use `json "path" as name nodrop`'],
  ['bucket', 'use `timeslice 5m` and group by `_timeslice`'],
  ['timechart', 'use `timeslice 1h | count by _timeslice, field | transpose row _timeslice column field`'],
  ['chart', 'use `count by a, b | transpose row a column b`'],
  ['rare', 'use `count by field | sort by _count asc | limit 5`'],
  ['eventstats', 'use `total field as name by key` on aggregate records'],
  ['streamstats', 'use `accum`, `smooth`, `rollingstd`, `backshift` or `diff`'],
  ['summarize', 'start the stage with the aggregate itself, and slice time with `timeslice` before it'],
  ['distinct', 'use `count by field | fields - _count`'],
  ['union', 'join the scopes with OR'],
  ['let', 'there are no variables; write the value where it is used'],
  ['select', 'begin with the scope and end with `fields a, b`'],
  ['mvexpand', 'use `parse regex … multi` to make a row of each value'],
  ['regex', 'use `where field matches /regex/`'],
  ['makeresults', 'a query always reads messages of its scope'],
  ['append', 'join the scopes with OR'],
  ['fillnull', 'use `if(isNull(field), "", field) as field`'],
  ['groupby', 'use `count by field`'],
  ['contains', 'write `where field matches "*text*"` in one stage'],
  ['startswith', 'write `where field matches "text*"` in one stage'],
  ['endswith', 'write `where field matches "*text"` in one stage'],
  ['re', 'write `where field matches /regex/` in one stage'],
  ['inputlookup', 'use `cat path://"/Library/table"` in the place of the scope'],
  ['outputlookup', 'use `save path://"/Library/table"`'],
  ['makemv', "use `split field delim=',' extract 1 as name`"],
  ['makeseries', 'use `timeslice 1h | count by _timeslice`'],
]);
