import { saveApplication } from '@karez/contract/sharing';
import { applicationContentSchema, type Application, type ApplicationContent } from '@karez/contract/sharing/schemas';
import { call } from '../client/call.ts';
import { keptDraft, useDraftSaving } from '../client/use-draft-saving.ts';

/** Key under which unsaved text rests in this browser until the server has it. */
function draftKey(applicationId: string): string {
  return `karez.application.${applicationId}`;
}

/** Text that the server has not got, left over from a closed tab or a lost connection. */
export function leftoverDraft({ id, revision }: Application): ApplicationContent | null {
  return keptDraft(draftKey(id), { revision, schema: applicationContentSchema });
}

/** Saves the draft of an application a moment after each change. */
export function useAutosave({ id, revision }: Application, onSaved: (saved: Application) => void) {
  return useDraftSaving<ApplicationContent, Application>({
    key: draftKey(id),
    revision,
    save: async (content, read) => {
      const body = { secrecyDeclaration: 'not-secret', content } as const;
      return (await call(saveApplication, { params: { applicationId: id }, body, ifMatch: read })).answer;
    },
    onSaved,
  });
}
