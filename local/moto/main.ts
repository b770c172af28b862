/** `npm run moto`: what moto implements of what Patchplane needs, asked by the bundles that deploy. */
import path from 'node:path';
import { invokeBundle } from '../bundles/invoke-bundle.ts';
import { packagedFunction } from '../bundles/packaged-function.ts';
import { checkEventPatterns } from './check-event-patterns.ts';
import { checkTags } from './check-tags.ts';
import { startMoto } from './moto-server.ts';
import { HUB, REGION, seedMoto } from './seed-moto.ts';

/** What a check has found. A gap is moto's own, with what we know of it. */
export interface Finding {
  readonly kind: 'ok' | 'gap' | 'FAILED';
  readonly what: string;
  readonly why?: string;
}

const root = process.cwd();
const moto = await startMoto();
try {
  const findings = [...(await checkTags(await stage())), ...(await checkEventPatterns(moto.endpoint, root))];
  for (const { kind, what, why } of findings)
    console.log(`${kind.padEnd(6)} ${what}${why === undefined ? '' : `: ${why}`}`);
  const count = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length;
  console.log(`moto: ${count('ok')} hold, ${count('gap')} gaps of moto, ${count('FAILED')} failed`);
  if (count('FAILED') > 0) process.exitCode = 1;
} finally {
  moto.stop();
}

async function stage() {
  const { endpoint } = moto;
  const seeded = await seedMoto(endpoint, root);
  const installation = { account: HUB, region: REGION, resources: seeded.resources };
  const surroundings = {
    root: path.resolve(root),
    account: HUB,
    region: REGION,
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const invoke = (bundle: string, event: unknown) =>
    invokeBundle(packagedFunction(bundle, root, installation), event, surroundings);
  return { root, endpoint, seeded, invoke };
}
