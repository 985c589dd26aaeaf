import { describe, expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../test/support/checkDiagnostics.ts';

const pod = (container: string, rest = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: main\n    image: web:1\n    resources: {limits: {cpu: 1}}\n${container}${rest}`;

describe('decoding', () => {
  it('names an unknown field in the words of the API server, on its key, with what was meant', () => {
    expect(diagnose(pod('    imagePullPolcy: Always\n'))).toMatchInlineSnapshot(`
      "9:     imagePullPolcy: Always
             ^^^^^^^^^^^^^^ error unknownField: strict decoding error: unknown field "spec.containers[0].imagePullPolcy" | Did you mean "imagePullPolicy"?
      "
    `);
    expect(fixed(pod('    imagePullPolcy: Always\n'), 'unknownField')).toBe(pod('    imagePullPolicy: Always\n'));
  });

  it('knows a field that is indented too little', () => {
    expect(fixed(pod('', '  ports:\n  - containerPort: 80\n'), 'unknownField')).toBe(
      pod('', '    ports:\n    - containerPort: 80\n'),
    );
  });

  it('moves all fields that are indented too little at once', () => {
    const text = (indent: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: main\n${indent}image: web:1\n${indent}ports:\n${indent}- containerPort: 80\n  hostNetwork: true\n`;
    expect(fixed(text('  '), 'unknownField')).toBe(text('    '));
  });

  it('knows a field that is indented too much', () => {
    const text = (indent: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n${indent}spec:\n${indent}  ports:\n${indent}  - port: 80\n`;
    expect(fixed(text('  '), 'unknownField')).toBe(text(''));
  });

  it('names wrong types as Go does', () => {
    expect(
      diagnose(pod('    args: [1, yes, "2"]\n    command: sh\n    env: {A: b}\n    stdin: "true"\n')),
    ).toMatchInlineSnapshot(`
      "9:     args: [1, yes, "2"]
                    ^ error wrongType: json: cannot unmarshal number into Go struct field Container.spec.containers.args of type string | YAML reads 1 as a number: put it in quotes.
                       ^^^ error wrongType: json: cannot unmarshal bool into Go struct field Container.spec.containers.args of type string | YAML reads yes as a boolean: put it in quotes.
      10:     command: sh
                       ^^ error wrongType: json: cannot unmarshal string into Go struct field Container.spec.containers.command of type []string
      11:     env: {A: b}
              ^^^ error wrongType: json: cannot unmarshal object into Go struct field Container.spec.containers.env of type []v1.EnvVar
      12:     stdin: "true"
                     ^^^^^^ error wrongType: json: cannot unmarshal string into Go struct field Container.spec.containers.stdin of type bool
      "
    `);
  });

  it('repairs types where that is certain', () => {
    expect(fixed(pod('    command: sh\n'), 'wrongType')).toBe(pod('    command: ["sh"]\n'));
    expect(fixed(pod('    stdin: "true"\n'), 'wrongType')).toBe(pod('    stdin: true\n'));
    expect(fixed(pod('    args: [yes]\n'), 'wrongType')).toBe(pod('    args: ["yes"]\n'));
    expect(fixed(pod('', '  - image:nginx\n'), 'wrongType')).toBe(pod('', '  - image: nginx\n'));
    expect(fixed(pod('', '  volumes:\n    name: a\n    emptyDir: {}\n'), 'wrongType')).toBe(
      pod('', '  volumes:\n    - name: a\n      emptyDir: {}\n'),
    );
  });

  it('reads quantities', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a:1, resources: {limits: {memory: 128MB, cpu: 1}}}]}\n';
    expect(diagnose(text)).toContain('^^^^^ error wrongType: quantities must match the regular expression');
    expect(fixed(text, 'wrongType')).toContain('memory: 128M,');
  });
});

describe('apiVersion and kind', () => {
  it('are repaired to the nearest', () => {
    expect(fixed('apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: a}\n', 'unknownKind')).toContain(
      'kind: Deployment\n',
    );
    expect(fixed('apiVersion: V1\nkind: Pod\nmetadata: {name: a}\n', 'unknownKind')).toContain('apiVersion: v1\n');
    expect(fixed('apiVersion: v1\nkind: Deployment\nmetadata: {name: a}\n', 'unknownKind')).toContain(
      'apiVersion: apps/v1\n',
    );
    expect(fixed('01apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n', 'missingKind')).toContain('apiVersion: v1\n');
  });

  it('missing altogether are named, and given to a spec that is shown without its head', () => {
    expect(diagnose('metadata: {name: a}\nspec: {replicas: 1}\n')).toContain(
      'error missingKind: apiVersion not set, kind not set',
    );
    expect(fixed('spec:\n  containers: []\n', 'fragment')).toBe(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod\nspec:\n  containers: []\n',
    );
    expect(diagnose('spec: {foo: 1}\n')).toBe('');
  });

  it('of somebody else are left alone, as is YAML that is no manifest', () => {
    expect(diagnose('apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: A_b}\nspec: {foo: 1}\n')).toBe(
      '',
    );
    expect(diagnose('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: a}\n')).toBe('');
    expect(diagnose('name: CI\non: push\n')).toBe('');
    expect(diagnose('apiVersion: v1\nkind: Config\nclusters: []\nmetadata: {}\n')).toBe('');
    expect(diagnose('apiVersion: skaffold/v4beta6\nkind: Config\nmetadata: {name: a}\n')).toBe('');
    expect(diagnose('apiVersion: app/v1\nkind: Deployment\nmetadata: {name: a}\n')).toContain('error unknownKind');
    expect(diagnose('apiVersion: 2\nkind: false\n')).not.toBe('');
  });

  it('of a removed API are rewritten, whole', () => {
    expect(
      fixed(
        'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  backend:\n    serviceName: d\n    servicePort: 80\n  rules:\n  - http:\n      paths:\n      - path: /\n        backend: {serviceName: web, servicePort: http}\n',
        'removedApi',
      ),
    ).toBe(
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  defaultBackend:\n    service:\n      name: d\n      port:\n        number: 80\n  rules:\n  - http:\n      paths:\n      - path: /\n        pathType: ImplementationSpecific\n        backend: {service: {name: web, port: {name: http}}}\n',
    );
    expect(
      fixed(
        'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    metadata:\n      labels: {app: a}\n    spec: {containers: []}\n',
        'removedApi',
      ),
    ).toContain('apiVersion: apps/v1');
    expect(fixed('apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}\n', 'removedApi')).toContain(
      'apiVersion: batch/v1\n',
    );
    expect(
      fixed('apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n', 'removedApi'),
    ).toContain('apiVersion: policy/v1\n');
    expect(
      fixed(
        'apiVersion: autoscaling/v2beta1\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  metrics:\n  - type: Resource\n    resource:\n      name: cpu\n      targetAverageUtilization: 70\n',
        'removedApi',
      ),
    ).toContain(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  metrics:\n  - type: Resource\n    resource:\n      name: cpu\n      target:\n        type: Utilization\n        averageUtilization: 70\n',
    );
  });

  it('get the selector that apps/v1 wants', () => {
    const text = fixed(
      'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    metadata:\n      labels:\n        app: a\n        "on": "1"\n    spec: {containers: [{name: a, image: a:1}]}\n',
      'removedApi',
    );
    expect(text).toContain('\n  selector:\n    matchLabels:\n      app: a\n      "on": "1"\n');
  });
});

describe('a file', () => {
  it('with one broken document still has the others checked', () => {
    expect(diagnose('a: [\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {prts: []}\n')).toMatch(
      /error syntax[\s\S]*error unknownField/,
    );
  });

  it('says one thing about one mistake of syntax', () => {
    expect(diagnose('spec:\n  replicas: 2\n selector: x\n  a: b\n').split('error').length - 1).toBe(1);
    expect(diagnose('apiVersion: v1\nkind: Pod\nspec:\n  image: a: b\n')).toContain('"a: b" as a nested map');
    expect(fixed('spec:\n  image: kube: 1.0 # c\n', 'syntax')).toBe('spec:\n  image: kube:1.0 # c\n');
    expect(fixed('a:\n\tb: 1\n', 'syntax')).toBe('a:\n  b: 1\n');
    expect(fixed('a: 1\n  b: 2\n', 'syntax')).toBe('a: 1\nb: 2\n');
  });

  it('names duplicate keys, content behind "...", and tabs before comments', () => {
    expect(diagnose('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, name: b}\n')).toContain(
      '^^^^ error duplicateKey',
    );
    expect(diagnose('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n...\nb: 1\n')).toContain(
      '^^^ warning droppedContent',
    );
    expect(diagnose('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n...\n# end\n')).toBe('');
    expect(fixed('a: 1\n...\nkind: x\n', 'droppedContent')).toBe('a: 1\n---\nkind: x\n');
    expect(fixed('a: 1\n...\nb: 1\n', 'droppedContent')).toBe('a: 1\nb: 1\n');
    expect(diagnose('apiVersion: v1\t# c\nkind: ConfigMap\nmetadata: {name: a}\n')).toContain('hint tabBeforeComment');
  });

  it('that is a Helm template is left alone, but not one with braces in strings', () => {
    expect(diagnose('apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspecc: 1\n')).toBe('');
    expect(diagnose('{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n')).toBe('');
    expect(diagnose('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatta: {a: "{{ x }}"}\n')).toContain(
      'unknownField',
    );
  });

  it('that a kustomization names as a patch is judged by its fields only', () => {
    const files =
      '# file: kustomization.yaml\npatches:\n- path: patch.yaml\n# file: patch.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replica: 3\n  template:\n    spec:\n      containers:\n      - name: main\n        $patch: delete\n';
    expect(diagnose(files)).toMatchInlineSnapshot(`
      "2: - path: patch.yaml
           ^^^^^^^^^^^^^^^^^ error kustomizationBuild: No object of this build is what the patch is for.
      5:   replica: 3
           ^^^^^^^ error unknownField: strict decoding error: unknown field "spec.replica" | Did you mean "replicas"?
      "
    `);
  });

  it('can silence rules by comments', () => {
    const text = (comment: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    resources: {limits: {cpu: 1}}\n    ${comment}\n    image: a\n`;
    expect(diagnose(text('# drydock-disable-next-line imageTag'))).toBe('');
    expect(diagnose(text('# drydock-disable-next-line'))).toBe('');
    expect(diagnose(text('# drydock-disable-next-line privileged'))).toContain('imageTag');
    expect(diagnose(`# drydock-disable imageTag\n${text('')}`)).toBe('');
  });
});
