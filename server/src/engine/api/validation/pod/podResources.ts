import { addQuantities, compareQuantities, formatQuantity, type Quantity } from '../../quantity.ts';
import { type Causes, forbidden, invalid } from '../causes.ts';
import { type Fields, isSet, objectAt, objectsAt, textAt } from '../read.ts';
import type { PodRules } from './podRules.ts';
import { validatePodResourceName } from './resourceNames.ts';
import { quantitiesAt, validateResources } from './resources.ts';

/** spec.resources, of the whole pod [1.34]. Follows kubernetes pkg/apis/core/validation validatePodResources. */
export function validatePodResources(spec: Fields, path: string, rules: PodRules, errors: Causes): void {
  const resources = objectAt(spec, 'resources');
  if (resources === undefined) return;
  if (isSet(resources, 'claims'))
    errors.push(forbidden(`${path}.claims`, 'claims may not be set for Resources at pod-level'));
  validateResources(resources, rules.claimNames, path, errors, validatePodResourceName);
  const requests = quantitiesAt(resources, 'requests');
  for (const [name, sum] of containerRequests(spec)) {
    const whole = requests.get(name);
    if (whole === undefined || compareQuantities(sum, whole) <= 0) continue;
    const detail = `must be greater than or equal to aggregate container requests of ${formatQuantity(sum)}`;
    errors.push(invalid(`${path}.requests[${name}]`, formatQuantity(whole), detail));
  }
  const limits = quantitiesAt(resources, 'limits');
  for (const [index, container] of objectsAt(spec, 'containers').entries()) {
    for (const [name, limit] of quantitiesAt(objectAt(container, 'resources'), 'limits')) {
      const whole = limits.get(name);
      if (whole === undefined || compareQuantities(limit, whole) <= 0) continue;
      errors.push(
        invalid(
          `${path}.containers[${index}][${name}].limits`,
          formatQuantity(limit),
          `must be less than or equal to pod limits of ${formatQuantity(whole)}`,
        ),
      );
    }
  }
}

/** What the containers request together: the sum of those that run together, or the largest init container with its sidecars, if that is more. */
function containerRequests(spec: Fields): ReadonlyMap<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const container of objectsAt(spec, 'containers')) add(total, container);
  const sidecars = new Map<string, Quantity>();
  const peak = new Map<string, Quantity>();
  for (const container of objectsAt(spec, 'initContainers')) {
    if (textAt(container, 'restartPolicy') === 'Always') {
      add(total, container);
      add(sidecars, container);
      raise(peak, sidecars);
    } else {
      const running = new Map(sidecars);
      add(running, container);
      raise(peak, running);
    }
  }
  raise(total, peak);
  return total;
}

function add(sum: Map<string, Quantity>, container: Fields): void {
  for (const [name, quantity] of quantitiesAt(objectAt(container, 'resources'), 'requests')) {
    const before = sum.get(name);
    sum.set(name, before === undefined ? quantity : addQuantities(before, quantity));
  }
}

function raise(target: Map<string, Quantity>, to: ReadonlyMap<string, Quantity>): void {
  for (const [name, quantity] of to) {
    const now = target.get(name);
    if (now === undefined || compareQuantities(quantity, now) > 0) target.set(name, quantity);
  }
}
