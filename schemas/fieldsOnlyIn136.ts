/**
 * Fields of 1.36 that 1.35 does not have, as far as it is known: those of the pod template. No npm package carries 1.35, so what is
 * new in 1.36 elsewhere is taken for known in 1.35 too; a manifest for 1.35 is then judged too kindly, never too harshly.
 */
export const fieldsOnlyIn136: readonly string[] = ['V1PodSpec.schedulingGroup', 'V1PodSchedulingGroup.podGroupName'];
