import type { KubernetesVersion } from './api/version.ts';
import type { Millis } from './time.ts';
import type { ImageBehaviour, LoadCurve, Timing, World } from './world.ts';

/** What holds in the world outside the API at this moment: machines, images, loads. Faults change it in the course of a run. */
export interface Conditions {
  readonly kubernetesVersion: KubernetesVersion;
  readonly startTime: Millis;
  readonly timing: Timing;
  readonly loads: readonly LoadCurve[] | undefined;
  readonly loadBalancer: boolean;
  /** When the node's kubelet stopped, or undefined while it runs. */
  nodeDownSince(name: string): Millis | undefined;
  /** How containers of this image behave; the first match wins. */
  image(image: string): ImageBehaviour | undefined;
  readonly admission: World['admission'];
}

/** The conditions of a run, with the switches that its faults use. */
export class WorldConditions implements Conditions {
  readonly kubernetesVersion: KubernetesVersion;
  readonly startTime: Millis;
  readonly timing: Timing;
  readonly loads: readonly LoadCurve[] | undefined;
  readonly loadBalancer: boolean;
  readonly admission: World['admission'];
  readonly #down = new Map<string, Millis>();
  #images: readonly ImageBehaviour[];
  #matches = new Map<string, ImageBehaviour | undefined>();

  constructor(world: World) {
    this.kubernetesVersion = world.kubernetesVersion;
    this.startTime = world.startTime;
    this.timing = world.timing;
    this.loads = world.loads;
    this.loadBalancer = world.loadBalancer ?? false;
    this.admission = world.admission;
    this.#images = world.images;
  }

  nodeDownSince(name: string): Millis | undefined {
    return this.#down.get(name);
  }

  image(image: string): ImageBehaviour | undefined {
    if (!this.#matches.has(image))
      this.#matches.set(
        image,
        this.#images.find((behaviour) => glob(behaviour.match, image)),
      );
    return this.#matches.get(image);
  }

  nodeDown(name: string, at: Millis): void {
    this.#down.set(name, at);
  }

  nodeUp(name: string): void {
    this.#down.delete(name);
  }

  /** A behaviour that wins over all earlier ones from now on. */
  addImage(behaviour: ImageBehaviour): void {
    this.#images = [behaviour, ...this.#images];
    this.#matches = new Map();
  }
}

function glob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
