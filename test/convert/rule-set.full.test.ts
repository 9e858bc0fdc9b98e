import { expect, test, vi } from 'vitest';
import { sigmaToSumo } from '../../src/detection/index.ts';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { inputsAt } from '../../src/host/node/index.ts';
import type { Plan } from '../../src/ir/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { detect, type RunnableDetection } from '../../src/scan/index.ts';
import { describeShared, sharedPath } from '../formats/shared-data.ts';
import { asSigma, planOfRule, planOfSearch, ruleSet, withoutScope } from './converted.ts';
import { convertRuleSet } from './rule-set-run.ts';

vi.setConfig({ testTimeout: 3_600_000 });

describeShared('sigma/rules', () => {
  test('every rule is written or listed with its reason', () => {
    const { counts, faults, unsupported } = convertRuleSet(1);
    expect(faults).toEqual([]);
    expect(counts).toEqual({ exact: 2818, approximate: 203, unsupported: 7 });
    expect([...unsupported].sort()).toEqual([
      'driver_load_win_mal_drivers.yml: length',
      'driver_load_win_vuln_drivers.yml: length',
      'net_connection_win_office_outbound_non_local_ip.yml: length',
      'proc_creation_lnx_mal_shai_hulud_malicious_npm_package_installation.yml: length',
      'proc_creation_win_mal_shai_hulud_malicious_npm_package_installation.yml: length',
      'win_security_adcs_certighost_cdc_chase_request.yml: known_cdcs',
      'win_security_adcs_certighost_cert_issued_via_chase.yml: known_cdcs',
    ]);
  });
});

describeShared('evtx/attack', () => {
  test('rules, their searches, and the rules of those take the same events of every recording', async () => {
    const options = { sourceFormat: 'fields', sourceCategory: undefined, pipelines: [] } as const;
    const sources = ruleSet(1);
    const rules = new Map(loadSigma(sources.flatMap(parseSigma)).rules.map((rule) => [rule.source, rule]));
    const detections: RunnableDetection[] = [];
    const add = (form: string, name: string, plan: Plan): void => {
      detections.push({
        id: `${form} ${name}`,
        path: name,
        attack: [],
        form: 'as-written',
        repairs: [],
        plan,
        reads: [],
      });
    };
    let both = 0;
    // Logs that stand in for the rule's own where it is run here, and are not written, as a note says.
    const leftOut = new Set<string>();
    for (const { source, fidelity, text, notes } of sigmaToSumo(sources, options).conversions) {
      const rule = rules.get(source);
      const back = fidelity === 'exact' ? asSigma(text!) : undefined;
      if (!rule || back?.fidelity !== 'exact') continue;
      both++;
      for (const { code, message } of notes) {
        if (code !== 'sigma/log-not-written') continue;
        const [, channel, ids] = /^(\S+) ([\d ]+) is left out/.exec(message)!;
        for (const id of ids!.split(' ')) leftOut.add(`${source.name} ${channel} ${id}`);
      }
      add('rule', source.name, rule.plan);
      add('search', source.name, withoutScope(planOfSearch(text!)));
      add('back', source.name, planOfRule(back.text!));
    }
    const result = await detect(detections, await inputsAt(sharedPath('evtx/attack')), {
      ...{ engine: compiledEngine, now: 0, timeZone: 'UTC', window: { from: undefined, to: undefined } },
    });
    const found = new Map<string, Map<string, number>>();
    let events = 0;
    let standIns = 0;
    for await (const {
      rule,
      events: [event],
    } of result.alerts) {
      const [form, name] = rule!.id!.split(/ (.*)/) as [string, string];
      if (form === 'rule' && leftOut.has(`${name} ${event!.channel} ${event!.eventId}`)) {
        standIns++;
        continue;
      }
      const place = `${name} ${event!.file}#${event!.record}@${event!.offset}`;
      const forms = found.get(place) ?? new Map<string, number>();
      found.set(place, forms.set(form, (forms.get(form) ?? 0) + 1));
      events++;
    }
    const wrong = [...found].filter(
      ([, forms]) => new Set(['rule', 'search', 'back'].map((one) => forms.get(one))).size > 1,
    );
    expect(wrong.map(([place, forms]) => `${place}: ${[...forms].join(' ')}`)).toEqual([]);
    expect(both).toBeGreaterThan(2800);
    expect(events).toBeGreaterThan(3000);
    expect(standIns).toBeGreaterThan(0);
  });
});
