/** Key of the to-do about a service that was closed because its entry changed under it; opening the service closes it. */
export function unfitTodoKey(serviceId: string): string {
  return `gateway.unfit:${serviceId}`;
}
