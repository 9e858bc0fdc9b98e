import { reportPage } from '../report/page.ts';
import { ReportEvents } from '../report/report-events.ts';
import { Timeline } from '../report/timeline.ts';
import type { AlertFormDefinition } from './form.ts';

/** A page that stands alone: what happened, where and when, with the events of each rule. */
export const htmlForm: AlertFormDefinition = {
  name: 'html',
  start({ out }) {
    const events = new ReportEvents();
    const timeline = new Timeline();
    return {
      write(alert) {
        events.add(alert);
        timeline.add(alert);
      },
      finish(facts) {
        out.write(reportPage(facts, events, timeline));
        return [];
      },
    };
  },
};
