import ignore, { type Ignore } from 'ignore';

/** The name of the files that say what is left out of a folder and of what lies below it. */
export const ignoreFileName = '.gitignore';

/** What the ignore files from some folder down to another say. The nearest that speaks of a path decides, as in git. */
export interface Ignoring {
  /** Whether `path`, counted from where this began, is left out. Folders end with a slash. What lies in a folder left out is not asked for. */
  ignores(path: string): boolean;
  /** The same, with the ignore file of a folder below: its path ends with a slash, '' is where this began. */
  within(folder: string, text: string): Ignoring;
}

/** Nothing is left out. */
export const ignoringNothing: Ignoring = ignoring([]);

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

function ignoring(levels: readonly Level[]): Ignoring {
  return {
    ignores(path) {
      for (const { folder, rules } of levels) {
        if (!path.startsWith(folder) || path.length === folder.length) continue;
        const { ignored, unignored } = rules.test(path.slice(folder.length));
        if (ignored || unignored) return ignored;
      }
      return false;
    },
    within: (folder, text) => ignoring([{ folder, rules: ignore({ allowRelativePaths: true }).add(text) }, ...levels]),
  };
}
