export type { Addressee } from './addressee.ts';
export { followCase } from './begun-store.ts';
export type { FollowCase } from './todo.ts';
export { exportLedger, writeLedger, type Asking, type Listed } from './export-ledger.ts';
export type { HeldInPerson, HeldItem } from './handover/held-in-person.ts';
export { notify } from './notice-store.ts';
export { closeTodo, closeTodosOf, holdTodos, openTodo } from './todo-store.ts';
export { countWaiting, listWaiting, type WaitingInUnit, type WaitingQuestion } from './waiting-store.ts';
