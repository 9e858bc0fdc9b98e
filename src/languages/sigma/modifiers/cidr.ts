import { hasHostBits, parseNetwork } from '../../../value/index.ts';
import { kindText, type ModifierDefinition } from './modifier.ts';

/** `cidr`. */
export const cidr: ModifierDefinition = {
  name: 'cidr',
  summary: 'The field is an address in the network; IPv4 and IPv6, and IPv4 addresses that IPv6 carries.',
  evidence: 'spec sigma §7.1, cases 28 to 30',
  examples: [
    {
      item: "Ip|cidr: '192.168.0.0/23'",
      matches: [{ Ip: '192.168.1.255' }, { Ip: '::ffff:192.168.0.1' }],
      misses: [{ Ip: '192.168.2.0' }, { Ip: '-' }, { Ip: '192.168.0.1:445' }],
    },
    { item: "Ip|cidr: 'fe80::/10'", matches: [{ Ip: 'FE80::1' }], misses: [{ Ip: 'fec0::1' }] },
  ],
  apply: (value) => {
    if (value.kind !== 'string') return `takes a text, not ${kindText(value)}`;
    if (value.raw === undefined) return 'must be the first modifier';
    const network = parseNetwork(value.raw);
    if (!network) return `takes a network such as 10.0.0.0/8, not ${value.raw}`;
    if (hasHostBits(network)) return `takes a network, but ${value.raw} has bits behind its prefix`;
    return { kind: 'network', span: value.span, text: value.raw };
  },
};
