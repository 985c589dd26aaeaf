import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeOf } from '#engine/world.ts';
import type { Cluster } from './cluster.ts';
import { checkKubectl, clusterOf, settle } from './testing/checkKubectl.ts';

const seeds = path.resolve(import.meta.dirname, '../../../../shared/seeds');

interface Session {
  readonly id: string;
  readonly initialState: {
    readonly cluster: {
      readonly nodes?: readonly {
        readonly name: string;
        readonly role?: string;
        readonly taints?: readonly string[];
      }[];
    };
    readonly manifests: readonly string[];
  };
  readonly commands: readonly { readonly cmd: string; readonly output: string | null; readonly note?: string }[];
}

/**
 * Sessions whose printed output is compared, all but names, ages, addresses and random suffixes, with what has to stand before. The others
 * set up machines, talk to programs in containers, or begin in the middle of something; their commands run, too.
 */
const compared: Readonly<Record<string, readonly string[]>> = {
  '001-04': [],
  '002-02': [],
  '002-06': ['run nginx-pod --image=nginx', 'scale deployment echo-hname --replicas=6'],
  '002-07': [],
  '002-09': [],
  '003-04': [],
  '004-02': [],
};

/** What kubectl of today refuses, as the notes of the session say. */
const refusedToday = /create deployment -f|\bscle\b/;

describe.skipIf(!existsSync(seeds))('sessions of tutorials', () => {
  const names = existsSync(seeds)
    ? readdirSync(path.join(seeds, 'transcripts')).filter((name) => /^\d/.test(name))
    : [];
  test.each(names.map((name) => name.replace('.json', '')))('%s', (id) => {
    const session = JSON.parse(readFileSync(path.join(seeds, 'transcripts', `${id}.json`), 'utf8')) as Session;
    const played = play(session);
    for (const { command, said } of played)
      expect(said, command).not.toMatch(/^error: unknown (command|flag|shorthand)/);
    if (compared[id] === undefined) return;
    for (const { command, said, printed } of played)
      if (printed !== null) expect(normal(said), command).toEqual(normal(printed));
  });
});

function play(session: Session): readonly { command: string; said: string; printed: string | null }[] {
  const manifests = session.initialState.manifests.flatMap((name) => manifestText(name) ?? []);
  const cluster = clusterFor(session, manifests);
  const commands = session.commands.filter(
    ({ cmd }) => /^kubectl /.test(cmd) && !refusedToday.test(cmd) && !/\||>|\$\(/.test(cmd),
  );
  if (!makesItself(commands)) for (const text of manifests) checkKubectl(cluster, 'apply -f -', text);
  for (const command of compared[session.id] ?? []) checkKubectl(cluster, command);
  settle(cluster);
  return commands.map(({ cmd, output }) => {
    const command = withLivingPods(cluster, cmd.replace(/\\\n\s*/g, ' ').replaceAll(/[“”]/g, '"'));
    const said = checkKubectl(cluster, command);
    settle(cluster);
    return { command, said, printed: output };
  });
}

/** Names of pods that the session's cluster made up, as names of pods that this one did. */
function withLivingPods(cluster: Cluster, command: string): string {
  return command.replace(/\b([a-z][a-z0-9-]*)-[0-9a-f]{6,10}-[a-z0-9]{5}\b/g, (name, owner: string) => {
    const pod = cluster.run.view.list('Pod').find((each) => each.metadata.name.startsWith(`${owner}-`));
    return pod?.metadata.name ?? name;
  });
}

/** Whether the session creates its objects, so that they do not stand before it. */
function makesItself(commands: Session['commands']): boolean {
  const first = commands.find(({ cmd }) => /^kubectl (delete|(apply|create|replace)\b.*-f)/.test(cmd));
  return first !== undefined && !first.cmd.startsWith('kubectl delete') && /created/.test(first.output ?? 'created');
}

function clusterFor(session: Session, manifests: readonly string[]): Cluster {
  const nodes = (session.initialState.cluster.nodes ?? []).map(({ name, role = '', taints = [] }) => {
    const roles = /^(control-plane,master|master)$/.exec(role)?.[0].split(',') ?? [];
    return nodeOf({
      name,
      labels: Object.fromEntries(roles.map((each) => [`node-role.kubernetes.io/${each}`, ''])),
      taints: taints.map(() => ({ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' as const })),
    });
  });
  const cluster = clusterOf({}, { kubernetesVersion: '1.33', ...(nodes.length > 0 ? { nodes } : {}) });
  const text = manifests.join('\n---\n');
  return { ...cluster, files: { read: () => (text === '' ? undefined : text), list: () => undefined } };
}

function manifestText(name: string): string | undefined {
  const file = /^(\d{3}-\d{2}-[\w-]+\.yaml)/.exec(name)?.[1];
  if (file === undefined) return undefined;
  const found = [path.join(seeds, 'manifests/fixed', file), path.join(seeds, 'manifests', file)].find((each) =>
    existsSync(each),
  );
  return found === undefined ? undefined : readFileSync(found, 'utf8');
}

/** The lines of an output without what differs from run to run, in order of the alphabet. */
function normal(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/\(exit \d+\)/, '')
        .replace(/-[0-9a-f]{6,10}(-[a-z0-9]{5})?\b/g, '-<hash>')
        .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, '<ip>')
        .replace(/\bv\d+\.\d+\.\d+(\+k3s\d)?.*$/, '<version>')
        .replace(/\d+ +\(\d+[ms] ago\)/, '<restarts>')
        .replace(/:3\d{4}\//g, ':<port>/')
        .replace(/(\s|^)(\d+[dhms])+(?=\s|$)/g, '$1<age>')
        .replace(/^Flag --record has been.*|^Warning: v1 Endpoints.*/, '')
        .replace(/filename=\S*/g, 'filename=<file>')
        .replace(/\s+/g, ' '),
    )
    .filter((line) => line !== '' && line !== '…' && line !== '...')
    .sort();
}
