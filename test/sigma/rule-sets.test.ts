import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { type LoadedSigma, loadSigma, parsePipeline, parseSigma } from '../../src/languages/sigma/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { describeShared, sharedPath, sharedText } from '../formats/shared-data.ts';

// Thousands of files are read.
vi.setConfig({ testTimeout: 60_000 });

function load(folder: string, ...pipelines: readonly string[]): LoadedSigma {
  const files = readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yml'),
  );
  const documents = files
    .sort()
    .flatMap((name) => parseSigma(new SourceText(name, readFileSync(sharedPath(`${folder}/${name}`), 'utf8'))));
  return loadSigma(
    documents,
    pipelines.map((text) => parsePipeline(new SourceText('pipeline.yml', text)).pipeline!),
  );
}

/** What is not loaded: the name of the file, the line, the code, and what the message is about. */
function refusals({ refused }: LoadedSigma): string[] {
  return refused
    .map(({ source, diagnostics }) => {
      const { code, span, data } = diagnostics.find((one) => one.severity === 'fails')!;
      const { line } = source.lines.positionOf(span.start);
      const about = Object.values(data ?? {}).join(' ');
      return `${source.name.replace(/.*\//, '')}:${line} ${code}${about === '' ? '' : ` ${about}`}`;
    })
    .sort();
}

describeShared('sigma/rules', () => {
  test('every rule loads or is listed with the reason', () => {
    const loaded = load('sigma/rules');
    expect(refusals(loaded)).toEqual([
      'win_security_adcs_certighost_cdc_chase_request.yml:57 sigma/unknown-placeholder known_cdcs',
      'win_security_adcs_certighost_cert_issued_via_chase.yml:44 sigma/unknown-placeholder known_cdcs',
    ]);
    expect(loaded.rules).toHaveLength(3026);
    const found = [...loaded.rules, ...loaded.parts].flatMap((one) => one.diagnostics.map(({ code }) => code));
    expect(found).toEqual([]);
    const reach = new Map<string, number>();
    for (const one of loaded.rules) reach.set(one.reach.kind, (reach.get(one.reach.kind) ?? 0) + 1);
    expect(Object.fromEntries(reach)).toEqual({ channels: 2848, none: 15, other: 162, windows: 1 });
    for (const { reach: one } of loaded.rules)
      if (one.kind === 'none') expect(one.log).toContain('Microsoft-Windows-Kernel-File');
  });

  test('a pipeline with values for placeholders loads the rest', () => {
    const text = 'vars: {known_cdcs: [dc1, dc2]}\ntransformations: [{type: value_placeholders}]\n';
    const { rules, refused } = load('sigma/rules/rules-emerging-threats/2026', text);
    expect(refused).toEqual([]);
    expect(rules.length).toBeGreaterThan(2);
  });
});

describeShared('sigma/rules-other', () => {
  test('placeholders, old aggregations and collections load or are listed with the reason', () => {
    const loaded = load('sigma/rules-other');
    expect(refusals(loaded)).toMatchInlineSnapshot(`
      [
        "dns_query_win_wscript_cscript_resolution.yml:23 sigma/unknown-placeholder internal_domains",
        "net_connection_win_certsvc_outbound_smb_ldap.yml:45 sigma/unknown-placeholder legit_ips",
        "net_connection_win_susp_rdp_from_domain_controller.yml:20 sigma/unknown-placeholder domain_controller_hostnames",
        "proc_creation_win_userdomain_variable_enumeration.yml:20 sigma/unknown-placeholder userdomain",
        "sysmon_always_install_elevated_parent_child_correlated.yml:32 sigma/invalid-condition",
        "win_dumping_ntdsdit_via_dcsync.yml:30 sigma/invalid-condition",
        "win_dumping_ntdsdit_via_netsync.yml:26 sigma/invalid-condition",
        "win_security_admin_logon.yml:29 sigma/unknown-placeholder Admins_Workstations",
        "win_security_dc_machine_account_logon_non_dc_ip.yml:37 sigma/unknown-placeholder dc_machine_accounts",
        "win_security_dc_machine_account_tgs_non_dc_ip.yml:38 sigma/unknown-placeholder dc_machine_accounts",
        "win_security_dc_machine_accoutn_tgt_non_dc_ip.yml:35 sigma/unknown-placeholder dc_machine_accounts",
        "win_security_exploit_cve_2020_1472.yml:22 sigma/unknown-placeholder DC-MACHINE-NAME",
        "win_security_modification_of_msds_dmsa_link_attribute.yml:35 sigma/unknown-placeholder Administrators",
        "win_security_msds_dmsa_object_creation.yml:37 sigma/unknown-placeholder Administrators",
        "win_security_potential_pass_the_hash.yml:25 sigma/unknown-placeholder Workstations",
        "win_security_remote_registry_management_via_reg.yml:27 sigma/unknown-placeholder Admins_Workstations",
        "win_security_susp_interactive_logons.yml:29 sigma/unknown-placeholder ServerSystems",
      ]
    `);
    expect(loaded.rules).toHaveLength(206);
    const legacy = loaded.rules.filter((one) =>
      one.diagnostics.some(({ code }) => code === 'sigma/legacy-aggregation'),
    );
    expect(legacy).toHaveLength(27);
  });
});

describeShared('sigma/spec/test-rules', () => {
  test('rules of the specification by themselves: only what they refer to is missing', () => {
    const codes = [];
    for (const folder of ['correlation', 'rules', 'filter'])
      for (const name of readdirSync(sharedPath(`sigma/spec/test-rules/${folder}`))) {
        const source = new SourceText(name, sharedText(`sigma/spec/test-rules/${folder}/${name}`));
        const { refused } = loadSigma(parseSigma(source));
        codes.push(...refused.flatMap((one) => one.diagnostics.map(({ code }) => `${name} ${code}`)));
      }
    expect([...new Set(codes)].sort()).toMatchInlineSnapshot(`
      [
        "event_count.yml sigma/unknown-rule",
        "event_count_ecs.yml sigma/unknown-rule",
        "rule_ecs.yml sigma/unknown-taxonomy",
        "temporal.yml sigma/unknown-rule",
        "temporal_ordered.yml sigma/unknown-rule",
        "value_avg.yml sigma/unknown-rule",
        "value_count.yml sigma/unknown-rule",
        "value_percentile.yml sigma/unknown-rule",
        "value_sum.yml sigma/unknown-rule",
      ]
    `);
  });
});
