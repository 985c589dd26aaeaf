import { isFields } from '#engine/patch/json.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { goPrint, goTypeOf } from './goPrint.ts';
import type { Operand, Pipeline } from './goTemplateExpression.ts';
import { callGoFunction, isEmptyInGo } from './goTemplateFunctions.ts';
import { type Node, parseGoTemplate } from './goTemplateParse.ts';
import { sorted } from './yaml.ts';

/**
 * Go's templates as kubectl prints with them: fields, variables, pipelines, `range`, `if`, `with`, `break`, the functions. Templates
 * within templates are refused. The error is kubectl's text. Follows Go's text/template and cli-runtime pkg/printers/template.go.
 */
export function printGoTemplate(template: string, value: unknown): Result<string, string> {
  const nodes = parseGoTemplate(template);
  if (!nodes.ok) return refused(`error parsing template ${template}, ${nodes.error}`);
  const printed = new Printer(value).print(nodes.value, value);
  if (printed.ok) return ok(printed.value.text);
  return refused(
    `error executing template ${JSON.stringify(template)}: template: output:1: executing "output": ${printed.error}`,
  );
}

/** What a list of nodes printed, and whether it left the range that it stands in. */
interface Printed {
  readonly text: string;
  readonly left?: 'break' | 'continue';
}

interface Variable {
  readonly name: string;
  value: unknown;
}

type Block = Extract<Node, { readonly body: unknown }>;

class Printer {
  readonly #variables: Variable[];

  constructor(root: unknown) {
    this.#variables = [{ name: '$', value: root }];
  }

  print(nodes: readonly Node[], dot: unknown): Result<Printed, string> {
    const depth = this.#variables.length;
    let text = '';
    for (const node of nodes) {
      const printed = this.#node(node, dot);
      if (!printed.ok) return printed;
      text += printed.value.text;
      if (printed.value.left !== undefined) {
        this.#variables.length = depth;
        return ok({ ...printed.value, text });
      }
    }
    this.#variables.length = depth;
    return ok({ text });
  }

  #node(node: Node, dot: unknown): Result<Printed, string> {
    if (node.kind === 'text') return ok({ text: node.text });
    if (node.kind === 'value') return this.#value(node.pipe, dot);
    if (!('body' in node)) return ok({ text: '', left: node.kind });
    const depth = this.#variables.length;
    const printed = node.kind === 'range' ? this.#range(node, dot) : this.#branch(node, dot);
    this.#variables.length = depth;
    return printed;
  }

  #value(pipe: Pipeline, dot: unknown): Result<Printed, string> {
    const value = this.#pipeline(pipe, dot);
    if (!value.ok) return value;
    this.#assign(pipe, [value.value]);
    if (pipe.variables.length > 0) return ok({ text: '' });
    return ok({ text: value.value === undefined || value.value === null ? '<no value>' : goPrint(value.value) });
  }

  #branch(node: Block, dot: unknown): Result<Printed, string> {
    const value = this.#pipeline(node.pipe, dot);
    if (!value.ok) return value;
    this.#assign(node.pipe, [value.value]);
    if (isEmptyInGo(value.value)) return this.print(node.otherwise, dot);
    return this.print(node.body, node.kind === 'with' ? value.value : dot);
  }

  #range(node: Block, dot: unknown): Result<Printed, string> {
    const value = this.#pipeline(node.pipe, dot);
    if (!value.ok) return value;
    const items = itemsOf(value.value);
    if (items === undefined) return refused(`range can't iterate over ${goPrint(value.value)}`);
    if (items.length === 0) return this.print(node.otherwise, dot);
    let text = '';
    for (const [key, item] of items) {
      const depth = this.#variables.length;
      this.#assign(node.pipe, node.pipe.variables.length === 1 ? [item] : [key, item]);
      const body = this.print(node.body, item);
      this.#variables.length = depth;
      if (!body.ok) return body;
      text += body.value.text;
      if (body.value.left === 'break') break;
    }
    return ok({ text });
  }

  #assign({ variables, declares }: Pipeline, values: readonly unknown[]): void {
    variables.forEach((name, index) => {
      const known = declares ? undefined : this.#variables.findLast((each) => each.name === name);
      if (known === undefined) this.#variables.push({ name, value: values[index] });
      else known.value = values[index];
    });
  }

  #pipeline({ commands }: Pipeline, dot: unknown): Result<unknown, string> {
    let last: readonly unknown[] = [];
    for (const command of commands) {
      const value = this.#command(command, dot, last);
      if (!value.ok) return value;
      last = [value.value];
    }
    return ok(last[0]);
  }

  #command([first, ...rest]: readonly Operand[], dot: unknown, piped: readonly unknown[]): Result<unknown, string> {
    if (first === undefined) return ok(undefined);
    if (!('function' in first)) {
      if (rest.length + piped.length > 0) return refused(`can't give argument to non-function`);
      return this.#operand(first, dot);
    }
    const args: unknown[] = [];
    for (const operand of rest) {
      const value = this.#operand(operand, dot);
      if (!value.ok) return value;
      args.push(value.value);
    }
    const called = callGoFunction(first.function, [...args, ...piped]);
    return called.ok ? called : refused(`error calling ${first.function}: ${called.error}`);
  }

  #operand(operand: Operand, dot: unknown): Result<unknown, string> {
    if ('constant' in operand) return ok(operand.constant);
    if ('function' in operand) return callGoFunction(operand.function, []);
    const { from, path } = operand;
    if (typeof from !== 'string') {
      const value = this.#pipeline(from, dot);
      return value.ok ? fieldsOf(value.value, path) : value;
    }
    if (from === '.') return fieldsOf(dot, path);
    const variable = this.#variables.findLast((each) => each.name === from);
    return variable === undefined ? refused(`undefined variable "${from}"`) : fieldsOf(variable.value, path);
  }
}

function fieldsOf(value: unknown, path: readonly string[]): Result<unknown, string> {
  let inner = value;
  for (const [index, name] of path.entries()) {
    if (inner === undefined || inner === null) {
      if (index > 0)
        return refused(`<.${path.slice(0, index + 1).join('.')}>: nil pointer evaluating interface {}.${name}`);
      return ok(undefined);
    }
    if (!isFields(inner)) return refused(`can't evaluate field ${name} in type ${goTypeOf(inner)}`);
    inner = Object.hasOwn(inner, name) ? inner[name] : undefined;
  }
  return ok(inner);
}

/** Keys and values of what a range goes over; undefined where it cannot. */
function itemsOf(value: unknown): readonly (readonly [unknown, unknown])[] | undefined {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), item]);
  return isFields(value) ? Object.entries(sorted(value) as object) : undefined;
}
