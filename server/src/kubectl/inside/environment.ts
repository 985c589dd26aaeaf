import { hostnameOf } from '#engine/kubelet/environment.ts';
import type { Inside, Program } from './program.ts';

/** Programs that print what the kubelet gave the container. */
export const environmentPrograms: readonly Program[] = [
  { name: 'env', run: all },
  { name: 'printenv', run: (inside) => (inside.words.length === 0 ? all(inside) : some(inside)) },
  {
    name: 'hostname',
    run({ words, pod, out }: Inside): number {
      const address = pod.status?.podIP ?? '';
      out(/^(-i|-I|--ip-address|--all-ip-addresses)$/.test(words[0] ?? '') ? address : hostnameOf(pod));
      return 0;
    },
  },
  {
    name: 'echo',
    run({ words, out }: Inside): number {
      out((words[0] === '-n' ? words.slice(1) : words).join(' '));
      return 0;
    },
  },
];

function all({ environment, out, err }: Inside): number {
  for (const [name, value] of environment) out(`${name}=${value}`);
  err('(what the image itself sets, such as PATH, is not known)');
  return 0;
}

function some({ environment, words, out }: Inside): number {
  for (const name of words) {
    const value = environment.get(name);
    if (value !== undefined) out(value);
  }
  return words.every((name) => environment.has(name)) ? 0 : 1;
}
