import { csvForm } from './csv.ts';
import type { AlertFormDefinition } from './form.ts';
import { htmlForm } from './html.ts';
import { jsonForm, ndjsonForm } from './json.ts';
import { navigatorForm } from './navigator.ts';
import { sarifForm } from './sarif.ts';
import { tableForm } from './table.ts';
import { timesketchForm } from './timesketch.ts';

/** Forms in which alerts can be written, the default first. */
export const ALERT_FORMS: readonly AlertFormDefinition[] = [
  tableForm,
  ndjsonForm,
  jsonForm,
  csvForm,
  timesketchForm,
  navigatorForm,
  sarifForm,
  htmlForm,
];
