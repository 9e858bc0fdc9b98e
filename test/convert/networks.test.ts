import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { eventOf, rowsOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { networkTest } from '../../src/languages/sumo/emit/networks.ts';
import { fieldNode } from '../../src/languages/sumo/emit/tree.ts';
import { lowerSumo, parseSumo, printExpression } from '../../src/languages/sumo/index.ts';
import { compileCidr } from '../../src/value/index.ts';

const NETWORKS = [
  ...['10.0.0.0/8', '192.168.4.0/22', '0.0.0.0/0', '10.1.2.3/32', 'fe80::/10', 'fc00::/7', '::1/128'],
  ...['2603:1096::/38', '2a01:111::/32', '2620:1ec:a92::152/128', '2603:1017::/48', '2001:db8:12::/50', '2000::/3'],
];

const group = fc.oneof(
  fc.constantFrom(
    0,
    1,
    0x111,
    0x1096,
    0x2603,
    0x2a01,
    0x2620,
    0x1ec,
    0xa92,
    0x1017,
    0xfe80,
    0xfc00,
    0x2001,
    0xdb8,
    0x12,
  ),
  fc.nat(0xffff),
);

/** An address in one of its spellings: a run of zeros left out, leading zeros, capitals. */
const ipv6 = fc
  .tuple(fc.array(group, { minLength: 8, maxLength: 8 }), fc.nat(8), fc.boolean(), fc.boolean())
  .map(([groups, at, isPadded, isUpper]) => {
    const texts = groups.map((one) => (isPadded ? one.toString(16).padStart(4, '0') : one.toString(16)));
    const end = groups.findIndex((one, index) => index >= at && one !== 0);
    const last = end < 0 ? 8 : end;
    const text = last - at >= 1 ? `${texts.slice(0, at).join(':')}::${texts.slice(last).join(':')}` : texts.join(':');
    return isUpper ? text.toUpperCase() : text;
  });

const address = fc.oneof(
  fc.ipV4(),
  fc.ipV4().map((one) => `::ffff:${one}`),
  ipv6,
  fc.ipV6(),
  fc.constantFrom('-', '', '::1', '10.1.2.3'),
);

test.each(NETWORKS)('%s: the search and the rule take the same addresses', (network) => {
  const isInside = compileCidr(network)!;
  const condition = printExpression(networkTest(fieldNode('Ip'), network)!);
  const { plan } = lowerSumo(parseSumo(`* | where ${condition}`).query);
  fc.assert(
    fc.property(fc.array(address, { minLength: 20, maxLength: 20 }), (addresses) => {
      const events = addresses.map((Ip) => eventOf({ Ip }));
      const found = new Set(rowsOf(plan!, events, compiledEngine).map(({ event }) => event));
      for (const [index, one] of addresses.entries())
        if (isInside(one) !== found.has(events[index]!)) throw new Error(`${one} in ${network}: ${isInside(one)}`);
    }),
    { numRuns: 30 },
  );
  expect(rowsOf(plan!, [eventOf({ Ip: network.split('/')[0] })], compiledEngine)).toHaveLength(1);
});
