/** What a key does to the time-line; the same everywhere in the panel but in fields that take text. */
export type Command =
  | 'play'
  | 'next'
  | 'previous'
  | 'forward'
  | 'back'
  | 'start'
  | 'end'
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'faster'
  | 'slower'
  | 'deselect'
  | 'placement'
  | 'whatIf'
  | 'help';

export interface KeyPress {
  readonly key: string;
  readonly shift?: boolean;
  /** Control, Alt or Meta is held: the key belongs to the editor. */
  readonly modified?: boolean;
}

const commands: Readonly<Record<string, Command>> = {
  ' ': 'play',
  k: 'play',
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  l: 'forward',
  j: 'back',
  Home: 'start',
  End: 'end',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
  '>': 'faster',
  '<': 'slower',
  Escape: 'deselect',
  p: 'placement',
  w: 'whatIf',
  '?': 'help',
};

/** The command of a key press; undefined where the key is nobody's. Shift with an arrow scrubs instead of stepping. */
export function commandOf({ key, shift, modified }: KeyPress): Command | undefined {
  if (modified === true) return undefined;
  if (shift === true && key === 'ArrowRight') return 'forward';
  if (shift === true && key === 'ArrowLeft') return 'back';
  return commands[key] ?? commands[key.toLowerCase()];
}
