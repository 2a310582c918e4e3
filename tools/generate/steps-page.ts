import { rolesWith } from '../../server/src/modules/identity/powers.ts';
import { followingEvents, machines, steps, type MachineName, type Step, type StepPlace } from '../../server/src/modules/catalog/steps.ts';
import { messageTable } from '../laws/contract-tables.ts';

const words: Readonly<Record<MachineName, string>> = {
  revision: 'Revision (版本)',
  entry: 'Entry (目录)',
  'revision-case': 'Revision case (修订任务)',
  adjustment: 'Adjustment (主管部门调整)',
  'transfer-line': 'Transfer of an entry (移交)',
  acknowledgement: 'Acknowledgement (版本告知)',
};
const places: Readonly<Record<StepPlace, string>> = {
  provider: 'the department that provides the entry',
  consumer: 'the department that uses it',
  receiver: 'the department that is to take it over',
  asked: 'a department that the authority has asked',
  authority: 'the authority of the region',
};

/** Who may do what when in the catalogue, printed from the tables that the tests walk. */
export function stepsPage(): string {
  const [zh, en] = [messageTable('zh'), messageTable('en')];
  const roleName = (role: string) => `${zh.get(`identity.role.${role}`) ?? role} (${en.get(`identity.role.${role}`) ?? role})`;
  const who = ({ power, at, notOwn }: Step) =>
    `${rolesWith(power).map(roleName).join(', ')} of ${places[at]}${notOwn ? '; never on their own work' : ''}`;
  return [
    '# Who may do what when in the catalogue',
    '',
    '<!-- Generated from server/src/modules/catalog/steps.ts, its machines and server/src/modules/identity/powers.ts by `npm run generate`. -->',
    '',
    'One table for each machine: in a state, a step that somebody takes leads to the next state. What is not here is refused: with 403 or 404 who may not take the step, with 409 who may but not now. `server/test/state-step-role.test.ts` walks every state, step, role and place and holds the policies against these tables. Besides, no member of an authority decides in a case of the department that it belongs to.',
    '',
    ...machineNames.flatMap((machine) => section(machine, who)),
  ].join('\n');
}

const machineNames: readonly MachineName[] = ['revision', 'entry', 'revision-case', 'adjustment', 'transfer-line', 'acknowledgement'];

function section(machine: MachineName, who: (step: Step) => string): string[] {
  const table: Readonly<Record<string, Readonly<Record<string, string>>>> = machines[machine];
  const rows = Object.entries(table).flatMap(([state, next]) =>
    steps
      .filter((step) => step.machine === machine && (step.states === undefined || step.states.includes(state)))
      .flatMap((step) => {
        const becomes = [...new Set(step.events.flatMap((event) => next[event] ?? []))];
        return becomes.length === 0 ? [] : [`| ${state} | ${step.name} | ${becomes.join(' or ')} | ${who(step)} |`];
      }),
  );
  const ends = Object.keys(table).filter((state) => Object.keys(table[state] ?? {}).length === 0);
  const follows = followingEvents[machine];
  return [
    `## ${words[machine]}`,
    '',
    '| state | step | becomes | who |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(ends.length > 0 ? [`Nothing follows on: ${ends.join(', ')}.`, ''] : []),
    ...(follows.length > 0
      ? [`Nobody’s step as such, but what follows from another or what the platform does: ${follows.join(', ')}.`, '']
      : []),
  ];
}
