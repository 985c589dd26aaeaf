/** How many addresses one Endpoints object may have. */
const mostAddresses = 1000;

/** By this annotation an Endpoints object says that it does not have them all. */
export const overCapacity = 'endpoints.kubernetes.io/over-capacity';

interface Counted<Address> {
  readonly addresses?: readonly Address[];
  readonly notReadyAddresses?: readonly Address[];
}

/**
 * The subsets cut to 1,000 addresses, each by its share: ready ones first, so that with too many of them no other stays. The same
 * subsets where they fit. Follows kubernetes pkg/controller/endpoint truncateEndpoints.
 */
export function withinCapacity<Address, Subset extends Counted<Address>>(
  subsets: readonly Subset[],
): readonly Subset[] {
  const total = (of: keyof Counted<Address>): number => subsets.reduce((sum, each) => sum + (each[of]?.length ?? 0), 0);
  const [ready, others] = [total('addresses'), total('notReadyAddresses')];
  if (ready + others <= mostAddresses) return subsets;
  const cut = ready > mostAddresses ? 'addresses' : 'notReadyAddresses';
  const room = ready > mostAddresses ? mostAddresses : mostAddresses - ready;
  const among = ready > mostAddresses ? ready : others;
  let left = room;
  return subsets.map((subset) => {
    const share = Math.min(left, Math.ceil(((subset[cut]?.length ?? 0) / among) * room));
    left -= share;
    const { addresses, notReadyAddresses, ...rest } = subset;
    const kept = {
      addresses: cut === 'addresses' ? addresses?.slice(0, share) : addresses,
      notReadyAddresses: cut === 'addresses' ? [] : notReadyAddresses?.slice(0, share),
    };
    return {
      ...(kept.addresses?.length ? { addresses: kept.addresses } : {}),
      ...(kept.notReadyAddresses?.length ? { notReadyAddresses: kept.notReadyAddresses } : {}),
      ...rest,
    } as Counted<Address> as Subset;
  });
}
