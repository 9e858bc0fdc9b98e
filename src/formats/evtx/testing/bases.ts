import { inflateRawSync } from 'node:zlib';
import { sharedBytes } from '../../../../test/formats/shared-data.ts';
import { TEST_VECTOR } from '../../../../test/formats/test-vector.ts';
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../container.ts';
import { fileOf } from './mutants.ts';

/** The file of spec evtx-format §15. */
export const VECTOR: Uint8Array = new Uint8Array(inflateRawSync(Buffer.from(TEST_VECTOR, 'base64')));

/** The files that mutation tests damage: the vector, its chunk beside chunks of real files so that some stay whole, and a log. */
export function mutationBases(): Uint8Array[] {
  const header = VECTOR.subarray(0, FILE_HEADER_SIZE);
  const chunk = VECTOR.subarray(FILE_HEADER_SIZE);
  const [kerberos, cleared, issue] = [
    'evtx/golden/velociraptor/EID4769_Kerberoasting.evtx',
    'evtx/golden/velociraptor/DE_104_system_log_cleared.evtx',
    'evtx/golden/evtx-crate/issue_201.evtx',
  ].map((path) => sharedBytes(path).subarray(FILE_HEADER_SIZE, FILE_HEADER_SIZE + CHUNK_SIZE));
  return [
    VECTOR,
    fileOf(header, [kerberos!, chunk]),
    fileOf(header, [chunk, cleared!, issue!]),
    sharedBytes('evtx/golden/plaso/System2.evtx').subarray(0, FILE_HEADER_SIZE + 2 * CHUNK_SIZE),
  ];
}
