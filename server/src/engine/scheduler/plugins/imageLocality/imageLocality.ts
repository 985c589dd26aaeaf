import type { Pod } from '../../../api/pod.ts';
import type { NodeScore, ScorePlugin } from '../../plugin.ts';
import { maxNodeScore } from '../../plugin.ts';

const mebibyte = 1024 * 1024;
const smallest = 23 * mebibyte;
const largestPerContainer = 1000 * mebibyte;

/** Prefers nodes that have the pod's images already, the larger and the more widespread the better. Follows kubernetes plugins/imagelocality. */
export const imageLocality: ScorePlugin = {
  name: 'ImageLocality',
  scoreFor({ pod }, cluster): NodeScore {
    const images = imagesOf(pod);
    const largest = largestPerContainer * images.length;
    const total = cluster.nodes.length;
    const wanted = images.flatMap((image) => cluster.images.get(image) ?? []);
    if (wanted.length === 0) return { score: () => 0 };
    return {
      score: (node) => {
        let sum = 0;
        for (const { sizeOn } of wanted) {
          const size = sizeOn.get(node.name);
          if (size !== undefined) sum += Math.trunc(size * (sizeOn.size / total));
        }
        const clamped = Math.min(Math.max(sum, smallest), largest);
        return Math.trunc((maxNodeScore * (clamped - smallest)) / (largest - smallest));
      },
    };
  },
};

function imagesOf(pod: Pod): readonly string[] {
  const containers = [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])];
  const volumes = (pod.spec.volumes ?? []).flatMap(
    (volume) => (volume['image'] as { readonly reference?: string } | undefined)?.reference ?? [],
  );
  return [...containers.map(({ image }) => image), ...volumes].map(withTag);
}

/** `nginx` means `nginx:latest`. */
function withTag(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
