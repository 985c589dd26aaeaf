import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { since } from '../printers/age.ts';
import { lastSeen } from '../printers/kinds/cluster.ts';
import { read, readNumber, readText } from '../printers/read.ts';
import type { Page } from './page.ts';

/** The Events about an object, oldest first. */
export function eventsAbout(view: StoreView, object: ApiObject): readonly ApiObject[] {
  const { name, uid } = object.metadata;
  return view
    .list('Event')
    .filter((event) => {
      const about = read(event, 'involvedObject');
      if (readText(about, 'name') !== name || readText(about, 'kind') !== object.kind) return false;
      return readText(about, 'uid') === uid || readText(about, 'uid') === name;
    })
    .sort((a, b) => (lastSeen(a) === lastSeen(b) ? 0 : lastSeen(a) < lastSeen(b) ? -1 : 1));
}

/** The table of Events at the end of a description. */
export function describeEvents(page: Page, events: readonly ApiObject[], now: number): void {
  if (events.length === 0) {
    page.field(0, 'Events', '<none>');
    return;
  }
  page.line(0, 'Events:');
  page.line(1, 'Type', 'Reason', 'Age', 'From', 'Message');
  page.line(1, '----', '------', '----', '----', '-------');
  for (const event of events) {
    const first = since(readText(event, 'eventTime', readText(event, 'firstTimestamp')), now);
    const count = readNumber(event, 'series.count', readNumber(event, 'count'));
    const age = count > 1 ? `${since(lastSeen(event), now)} (x${count} over ${first})` : first;
    const path = readText(event, 'involvedObject.fieldPath');
    const message = readText(event, 'message').trim();
    page.line(
      1,
      readText(event, 'type'),
      readText(event, 'reason'),
      age,
      readText(event, 'source.component', readText(event, 'reportingComponent')),
      path === '' ? message : `${path}: ${message}`,
    );
  }
}
