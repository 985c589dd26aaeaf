import { describe, expect, it } from 'vitest';
import { hovered } from '../../../../../test/support/checkCompletion.ts';

/** The sentence that stands before the field's documentation. */
const told = (text: string): string => {
  const [first = ''] = hovered(text).split('\n\n');
  return first.startsWith('**') ? '' : first;
};

const pod = (container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: main\n      image: web:1\n      ${container}\n`;

const deployment = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 10\n${spec}  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: main, image: web}]}\n`;

describe('a quantity on hover', () => {
  it('is told in cores and bytes, in block and in flow style', () => {
    expect(told(pod('resources: {requests: {cpu: 50$00m}}'))).toBe('Half a CPU core.');
    expect(told(pod('resources: {requests: {cpu: 1$0}}'))).toBe('One CPU core.');
    expect(told(pod('resources:\n        limits:\n          cpu: 150$0m'))).toBe('0.15 CPU cores.');
    expect(told(pod('resources:\n        limits:\n          mem$0ory: 128Mi'))).toBe('`128Mi` is 134,217,728 bytes.');
  });
  it('is not told where it is none', () => {
    expect(told(pod('resources: {requests: {cpu: much$0}}'))).toBe('');
    expect(told(pod('resources: {requests: {cpu: $0}}'))).toBe('');
  });
});

describe('a percentage on hover', () => {
  it('is told in pods: surge rounded up, unavailable down', () => {
    const rolling = (field: string): string => deployment(`  strategy: {rollingUpdate: {${field}}}\n`);
    expect(told(rolling('maxSurge: 2$05%'))).toBe('25% of 10 pods is 3, rounded up.');
    expect(told(rolling('maxUnavailable: "2$05%"'))).toBe('25% of 10 pods is 2, rounded down.');
    expect(told(rolling('maxUnavailable: 2$0'))).toBe('');
  });
  it('of a disruption budget counts the pods that it selects, in the other document', () => {
    const budget = (app: string): string =>
      `${deployment('')}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec:\n  minAvailable: 7$05%\n  selector: {matchLabels: {app: ${app}}}\n`;
    expect(told(budget('web'))).toBe('75% of 10 pods is 8, rounded up.');
    expect(told(budget('other'))).toBe('');
  });
});

describe('a cron schedule on hover', () => {
  const cron = (schedule: string, more = ''): string =>
    told(`apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  sched$0ule: "${schedule}"\n${more}`);
  it.each([
    ['* * * * *', 'Every minute'],
    ['*/15 * * * *', 'Every 15 minutes'],
    ['5 * * * *', 'Every hour at minute 5'],
    ['0 */6 * * *', 'Every 6 hours at minute 0'],
    ['30 2,14 * * *', 'At 02:30, 14:30'],
    ['0 9 * * mon-fri', 'At 09:00, on Monday, Tuesday, Wednesday, Thursday, Friday'],
    ['0 0 1 1,7 *', 'At 00:00, on day 1 of the month, in month 1, 7'],
    ['0 0 13 * 5', 'At 00:00, on day 13 of the month and on every Friday'],
    ['0 0 */10 * 5', 'At 00:00, on day 1, 11, 21, 31 of the month and on every Friday'],
    ['*/5 8-17 * * *', 'Every 5 minutes of the hours 8–17'],
    ['@daily', 'At 00:00'],
  ])('%s: %s', (schedule, words) => {
    expect(cron(schedule)).toBe(`${words}. Time zone: that of the cluster, mostly UTC.`);
  });
  it('tells the next runs where the moment is known, in its zone', () => {
    const at = Date.parse('2026-03-06T07:59:30Z');
    const text = (more: string): string =>
      hovered(
        `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {sched$0ule: "0 8 * * 1-5"${more}}\n`,
        at,
      );
    expect(text('')).toContain('Next: 2026-03-06 08:00, 2026-03-09 08:00, 2026-03-10 08:00.');
    expect(text(', timeZone: Asia/Seoul')).toContain('Next: 2026-03-09 08:00, 2026-03-10 08:00, 2026-03-11 08:00.');
    expect(text(', timeZone: Nowhere')).not.toContain('Next');
  });
  it('names the time zone, and keeps silent about what is no schedule', () => {
    expect(cron('0 8 * * *', '  timeZone: Asia/Seoul\n')).toBe('At 08:00. Time zone: Asia/Seoul.');
    expect(cron('every day')).toBe('');
    expect(cron('61 * * * *')).toBe('');
  });
});

describe('a probe on hover', () => {
  it('tells when it succeeds at the earliest and what follows when it fails', () => {
    expect(told(pod('readinessPro$0be: {httpGet: {port: 80}, initialDelaySeconds: 10}'))).toBe(
      'Ready after 10 s at the earliest; taken out of its Services after 30 s without an answer.',
    );
    expect(told(pod('livenessProbe:\n        period$0Seconds: 5\n        tcpSocket: {port: 80}'))).toBe(
      'First asked after 0 s; restarted after 15 s without an answer.',
    );
    expect(told(pod('startupPro$0be: {httpGet: {port: 80}, failureThreshold: 30}'))).toBe(
      'May take 300 s to start, then it is restarted; until it has, the other probes wait.',
    );
    expect(told(pod('livenessProbe: {httpGet: {por$0t: 80}}'))).toBe('');
    expect(told(pod('livenessPro$0be:'))).toBe('');
  });
});

describe('a selector on hover', () => {
  it('tells whose pods it catches', () => {
    const service = (app: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selec$0tor: {app: ${app}}\n  ports: [{port: 80}]\n---\n${deployment('')}`;
    expect(told(service('web'))).toBe('Selects 10 pods of Deployment/web.');
    expect(told(service('wbe'))).toBe('Selects no pod of this workspace.');
  });
  it('of a spread constraint, an affinity term and a policy too, unless they look into other namespaces', () => {
    const inPod = (line: string): string =>
      `${deployment('').replace('spec: {containers', `spec: {${line}, containers`)}`;
    expect(told(inPod('topologySpreadConstraints: [{labelSel$0ector: {matchLabels: {app: web}}}]'))).toBe(
      'Selects 10 pods of Deployment/web.',
    );
    const term = (more: string): string =>
      told(
        inPod(
          `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSel$0ector: {matchLabels: {app: web}}${more}}]}}`,
        ),
      );
    expect(term('')).toBe('Selects 10 pods of Deployment/web.');
    expect(term(', namespaces: [other]')).toBe('');
    const policy = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n  ingress:\n    - from:\n        - podSel$0ector:\n            matchLabels: {app: web}\n---\n${deployment('')}`;
    expect(told(policy)).toBe('Selects 10 pods of Deployment/web.');
    expect(told(deployment('').replace('selector:', 'selec$0tor:'))).toBe('Selects 10 pods of Deployment/web.');
  });
});

describe('a value of a Secret on hover', () => {
  const secret = (data: string): string => hovered(`apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n${data}\n`);
  it('tells its length and never what it is', () => {
    expect(secret('data: {password: aHVudGVy$0Mg==}')).toContain('7 bytes, not shown here.');
    expect(secret('data: {password: aHVudGVy$0Mg==}')).not.toContain('hunter2');
    expect(secret('stringData:\n  pass$0word: hunter2')).toContain('7 bytes, not shown here.');
    expect(secret('stringData:\n  pass$0word: hunter2')).not.toContain('hunter2');
    expect(secret('data: {password: hun$0ter2}')).toContain('This is not base64.');
  });
});
