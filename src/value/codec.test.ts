import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { compileCidr, hasHostBits, isPrivateAddress, isReservedAddress, parseIp, parseNetwork } from './cidr.ts';
import { hashText, hexText } from './hash/hash.ts';
import { md5 } from './hash/md5.ts';
import { sha1, sha256 } from './hash/sha.ts';
import { decodeUrl, encodeUrl } from './percent.ts';
import { decodeText, encodeUtf16Le } from './utf8.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

describe('digests', () => {
  test('agree with a second implementation', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        for (const [name, digest] of [
          ['md5', md5],
          ['sha1', sha1],
          ['sha256', sha256],
        ] as const) {
          expect(hexText(digest(input))).toBe(createHash(name).update(input).digest('hex'));
        }
      }),
    );
  });

  test.each([
    ['', '00000000000000000000000000000000'],
    ['hello', '029bbd41b3a7d8cb191dae486a901e5b'],
    ['The quick brown fox jumps over the lazy dog', '6c1b07bc7bbc4be347939ac4a93c437a'],
  ])('murmur3_128 of %j', (text, hex) => {
    expect(hashText(text, 'murmur3_128')).toBe(hex);
  });

  test('unknown', () => expect(hashText('x', 'sha_256')).toBeUndefined());
});

describe('Base64', () => {
  test('is the inverse and agrees with a second implementation', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const text = encodeBase64(input);
        expect(text).toBe(Buffer.from(input).toString('base64'));
        expect(decodeBase64(text)).toEqual(input);
        expect(decodeBase64(text.replace(/=+$/, ''))).toEqual(input);
      }),
    );
  });

  test.each(['a', 'ab=c', 'ab_-', 'äbcd', 'abcde'])('%s is none', (text) => expect(decodeBase64(text)).toBeUndefined());
});

describe('text encodings', () => {
  test('UTF-16LE', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeText(encodeUtf16Le(text), 'UTF-16LE')).toBe(text);
      }),
    );
    expect(decodeText(new Uint8Array(), 'klingon')).toBeUndefined();
  });

  test('percent encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeUrl(encodeUrl(text))).toBe(text);
      }),
    );
    expect(encodeUrl('a b/ä~*')).toBe('a+b%2F%C3%A4%7E*');
    expect(decodeUrl('100%+%4a%zz')).toBe('100% J%zz');
  });
});

describe('addresses', () => {
  test.each<[string, number | undefined]>([
    ['10.0.0.1', 4],
    ['256.0.0.1', undefined],
    ['10.0.1', undefined],
    ['010.0.0.1', undefined],
    ['10.1.2.3:445', undefined],
    ['-', undefined],
    ['::', 6],
    ['::1', 6],
    ['FE80::1%eth0', 6],
    ['fe80::1%12', 6],
    ['1:2:3:4:5:6:7:8', 6],
    ['1:2:3:4:5:6:7', undefined],
    ['1:2:3:4:5:6:7::', 6],
    ['1:2:3:4:5:6:7:8::', undefined],
    ['1::2::3', undefined],
    ['::ffff:10.1.2.3', 6],
    ['::10.1.2.300', undefined],
    ['1.2.3.4::', undefined],
    ['12345::', undefined],
    [':1', undefined],
    ['', undefined],
  ])('%s', (text, version) => expect(parseIp(text)?.version).toBe(version));

  test.each<[string, string, boolean]>([
    ['192.168.0.0/23', '192.168.1.255', true],
    ['192.168.0.0/23', '192.168.2.0', false],
    ['fe80::/10', 'FE80::1', true],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '10.1.2.3:445', false],
    ['10.0.0.0/8', '-', false],
    ['0.0.0.0/0', '1.2.3.4', true],
    ['::/0', '1.2.3.4', false],
    ['10.0.0.7', '10.0.0.7', true],
    ['10.0.0.7', '10.0.0.8', false],
    ['2001:db8::/32', '2001:0DB8:0000:0000:0000:0000:0000:0001', true],
    ['::ffff:0:0/96', '::ffff:1.2.3.4', true],
  ])('%s holds %s: %s', (network, address, result) => expect(compileCidr(network)?.(address)).toBe(result));

  test('faulty networks', () => {
    expect(['10.0.0.0/33', '10.0.0/8', 'x', '::/129', '10.0.0.0/'].map(compileCidr)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(hasHostBits(parseNetwork('10.0.0.1/8')!)).toBe(true);
    expect(hasHostBits(parseNetwork('10.0.0.0/8')!)).toBe(false);
  });

  test.each<[string, boolean, boolean]>([
    ['10.255.0.1', true, false],
    ['172.31.0.1', true, false],
    ['172.32.0.1', false, false],
    ['127.0.0.1', false, true],
    ['169.254.1.1', false, true],
    ['224.0.0.1', false, true],
    ['8.8.8.8', false, false],
  ])('%s', (text, isPrivate, isReserved) => {
    expect([isPrivateAddress(parseIp(text)!), isReservedAddress(parseIp(text)!)]).toEqual([isPrivate, isReserved]);
  });

  test('an address lies in each of its own networks', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(32), (ip, prefix) => {
        expect(compileCidr(`${ip}/${prefix}`)?.(ip)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.nat(128), (ip, prefix) => {
        expect(compileCidr(`${ip}/${prefix}`)?.(ip)).toBe(true);
      }),
    );
  });
});
