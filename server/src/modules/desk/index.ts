export type { Addressee } from './addressee.ts';
export { notify } from './notice-store.ts';
export { closeTodo, closeTodosOf, openTodo } from './todo-store.ts';
