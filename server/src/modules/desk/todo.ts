import type { Addressee } from './addressee.ts';
import type { TitleParams } from './desk-tables.ts';

/** Steps of the warning ladder of the clock behind a to-do. */
export type Rung = 'half' | 'soon' | 'overdue';

/** What something is about: the case that the link opens. `kind` and `id` are the clock's case kind and id where there is a clock. */
export type Subject = { readonly module: string; readonly kind: string; readonly id: string };

/** Words of a title: a key of the asker's message file and its parameters. Parameters hold no personal values. */
export type Title = { readonly key: string; readonly params: TitleParams };

export type OpenTodo = {
  /** A fresh id (`newId()`). */
  readonly id: string;
  /** The asker's own name for it, for example `sharing.reply:<applicationId>`. */
  readonly key: string;
  readonly for: Addressee;
  readonly subject: Subject;
  readonly title: Title;
  /** Path in the portal, for example `/sharing/applications/<id>`. */
  readonly link: string;
  readonly dueAt: Date | null;
  readonly at: Date;
  /** Who of those for whom it waits has it in hand; left out where nobody takes it into hand. */
  readonly heldBy?: string | null;
};

export type GiveNotice = {
  readonly id: string;
  /** A notice of one key is given once. */
  readonly key: string;
  readonly for: Addressee;
  readonly subject: Subject;
  readonly title: Title;
  /** Title of the to-do that the notice is about. */
  readonly about?: Title;
  readonly link: string;
  readonly at: Date;
  /** What is told of e-mail itself is not mailed. */
  readonly isPortalOnly?: true;
  /** 抄送: told to somebody who has nothing to do about it, though the same words ask others to act. */
  readonly isCopy?: true;
};

/** 我发起: a case that has left the hands of whoever started it. */
export type FollowCase = {
  /** A fresh id (`newId()`). */
  readonly id: string;
  readonly subject: Subject;
  readonly title: Title;
  readonly link: string;
  /** The post that sees where it stands: whoever holds this power in this unit. */
  readonly post: { readonly orgId: string; readonly power: string };
  /** Null where the step does not say who started it: the case is brought up to date while it is running. */
  readonly startedBy: string | null;
  /** Message key of where it stands, as its starter may know it. */
  readonly stateKey: string;
  readonly dueAt: Date | null;
  readonly isEnded: boolean;
  readonly at: Date;
};

/** One line of 我发起. */
export type BegunCase = {
  readonly id: string;
  readonly subject: Subject;
  readonly title: Title;
  readonly link: string;
  readonly startedBy: string;
  readonly stateKey: string;
  readonly dueAt: Date | null;
  readonly startedAt: Date;
  readonly movedAt: Date;
  readonly endedAt: Date | null;
};

/** One line of the inbox. */
export type Todo = {
  readonly id: string;
  readonly subject: Subject;
  readonly title: Title;
  readonly link: string;
  readonly dueAt: Date | null;
  readonly warning: Rung | null;
  /** Id of the person who has it in hand. */
  readonly heldBy: string | null;
  /** The delegation by which it waits for its reader; null where it is their own. */
  readonly delegationId: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
};

export type Notice = {
  readonly id: string;
  readonly subject: Subject;
  readonly title: Title;
  readonly about: Title | null;
  readonly link: string;
  readonly givenAt: Date;
  readonly read: boolean;
};
