import { textAt } from '../../../document/node.ts';
import { nodeAtField } from '../../../document/pointer.ts';
import { nameOf } from '../../../document/resource.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { scheduleText } from '../../values/schedule.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** Schedules with what they say in words, and the time zones that the workspace uses. */
export const schedules: Suggest = (request, spot) => {
  const field = fieldOf(spot);
  if (field === 'V1CronJobSpec.schedule') {
    const used = indexOf(request.snapshot)
      .ofKind('CronJob.batch')
      .flatMap(({ body }) => textAt(nodeAtField(body.node, 'spec'), 'schedule') ?? []);
    return [...new Set([...usual, ...used])].flatMap(explained);
  }
  if (field !== 'V1CronJobSpec.timeZone') return [];
  const used = indexOf(request.snapshot)
    .ofKind('CronJob.batch')
    .flatMap(({ body }): Suggestion[] => {
      const text = textAt(nodeAtField(body.node, 'spec'), 'timeZone');
      return text === undefined || text === '' ? [] : [{ text, detail: nameOf(body) }];
    });
  return [...new Map([...zones.map((text) => ({ text })), ...used].map((one) => [one.text, one])).values()];
};

const usual = [
  '*/5 * * * *',
  '*/15 * * * *',
  '0 * * * *',
  '0 */6 * * *',
  '0 3 * * *',
  '0 9 * * 1-5',
  '0 3 * * 0',
  '0 3 1 * *',
];
const zones = ['Etc/UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Seoul'];

function explained(text: string): Suggestion[] {
  const detail = scheduleText(text);
  return detail === undefined ? [] : [{ text, detail }];
}
