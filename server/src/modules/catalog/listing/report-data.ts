import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { closeTodo } from '#modules/desk';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { answerFor, tellStep, type StepNeeds } from '../revision/record-step.ts';
import { touchSearchDocument } from '../search/search-store.ts';
import { refuseReport } from './freshness.ts';
import { saveReport } from './freshness-store.ts';
import { staleTodoKey } from './listing-handing.ts';
import { mayReportData } from './listing-policy.ts';

export type ReportData = EntryCommand & { readonly dataOn: string; readonly dataAt: string | null };

/** The steward says up to when the data of a mounted resource goes (部门填报): it is their word, until a mount reports for itself. */
export async function reportData(needs: StepNeeds, command: ReportData): Promise<EntryAnswer | Refusal> {
  const { actor, origin } = command;
  const zone = needs.config.KAREZ_TIME_ZONE;
  const dataAt = command.dataAt === null ? null : new Date(command.dataAt);
  const report = { dataOn: dataAt === null ? command.dataOn : dayIn(zone, dataAt), dataAt };
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayReportData(actor, file);
    if (isRefusal(permitted)) return permitted;
    const at = needs.clock.now();
    const unfit = refuseReport(report, { cycle: file.live?.content.updateCycle ?? null, now: at, zone });
    if (unfit) return unfit;
    await saveReport(tx, file.entry.id, { ...report, at });
    await touchSearchDocument(tx, file.entry.id);
    await closeTodo(tx, staleTodoKey(file.entry.id), { by: actor.id, at });
    const facts = { dataOn: report.dataOn, dataAt: report.dataAt?.toISOString() ?? null };
    await tellStep(tx, needs, {
      file,
      step: {
        actor,
        origin,
        action: 'catalog.report-data',
        word: 'data-reported',
        role: 'DATA_STEWARD',
        opinion: null,
        changes: [],
        facts,
      },
    });
    return answerFor(tx, needs, { actor, file });
  });
}
