import { toBase64 } from '../../api/base64.ts';
import type { ApiObject } from '../../api/meta.ts';
import { isFields } from '../../patch/json.ts';
import { ok } from '../../result.ts';
import type { Strategy } from '../strategy.ts';

/** What is written as `stringData` is kept in `data`; follows kubernetes pkg/apis/core/v1 Convert_v1_Secret_To_core_Secret. */
export function secretStrategy(): Strategy {
  return {
    kind: 'Secret',
    prepareForCreate: (object) => ok(withPlainData(object)),
    prepareForUpdate: (next) => ok(withPlainData(next)),
  };
}

/** The Secret with its `stringData` in its `data`. */
export function withPlainData(secret: ApiObject): ApiObject {
  const { stringData, ...rest } = secret;
  if (!isFields(stringData)) return secret;
  const plain = Object.entries(stringData).map(([name, value]) => [name, toBase64(String(value))] as const);
  return {
    ...rest,
    data: { ...(isFields(secret['data']) ? secret['data'] : {}), ...Object.fromEntries(plain) },
  } as ApiObject;
}
