import type { Grouping } from '../../../scan/index.ts';
import { renderGroups } from '../alert-groups.ts';
import type { RowFormat } from '../rows.ts';
import type { AlertForm, AlertFormSetting } from './form.ts';

/** One row for all alerts of a rule, host or technique, in any form of rows. */
export function groupedForm(by: Grouping, format: RowFormat, { out, width, paint }: AlertFormSetting): AlertForm {
  return {
    write: () => {},
    finish({ summary }) {
      out.write(renderGroups(summary, by, format, width, paint));
      return [];
    },
  };
}
