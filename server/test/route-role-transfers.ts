import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import type { Sending } from './route-role-seats.ts';
import type { Thing } from './route-role-things.ts';
import type { World } from './route-role-world.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown): Sending => ({ method: 'POST', url, body });

/** Transfers that the authority ordered: one offered to the department that applies, one without a receiver. */
export async function makeTransfers(city: City, entry: (key: string) => Thing) {
  const order = async (keys: readonly string[], receiver: string | null) => {
    const receiverId = receiver === null ? null : (city.founded.organisations.get(receiver) ?? '');
    const body = { ...transferOrder(city), receiverId, entryIds: keys.map((key) => entry(key).id) };
    return String(expected(await city.as('zfb.zgy', 'POST /catalog/transfers', { body }), 201).body['id']);
  };
  const [offered, orphaned] = [await order(['moving0', 'moving1'], 'slj'), await order(['moving2', 'moving4'], null)];
  return { offered, orphaned };
}

/** The words of an order that moves entries of the provider. */
function transferOrder(city: City) {
  const fromOrgId = city.founded.organisations.get('scjg') ?? '';
  return { kind: 'relieved', documentNumber: '吐编发〔2026〕7号', decidedOn: '2026-11-20', reason: '职责划转。', fromOrgId };
}

/** Entries on their way from the provider to the department that applies. */
export function transferRequests({ city, entry, transfers, code }: World): Readonly<Record<string, Sending>> {
  const at = (place: string, key: string, body: object) => post(`/catalog/transfers/${place}`, { ...body, entryIds: [entry(key).id] });
  const receiverId = city.founded.organisations.get('zrzy') ?? '';
  const accept = at(`${transfers.offered}/acceptance`, 'moving0', { opinion: '同意接收。', secondFactor: code });
  return {
    'catalog.accept-transfer': { ...accept, signs: true },
    'catalog.decline-transfer': at(`${transfers.offered}/declination`, 'moving1', { reason: '不属本部门职责。' }),
    'catalog.get-transfer': get(`/catalog/transfers/${transfers.offered}`),
    'catalog.list-transferable': get(`/catalog/transferable-entries?fromOrgId=${transferOrder(city).fromOrgId}`),
    'catalog.list-transfers': get('/catalog/transfers?limit=100'),
    'catalog.name-receiver': at(`${transfers.orphaned}/receiver`, 'moving2', { receiverId, reason: '职责划入。' }),
    // Ordered away, it is one revision further than it was made.
    'catalog.retire-orphaned': {
      ...post(`/catalog/entries/${entry('moving4').id}/orphan-retirement`, { reason: '职责取消。', successorId: null, secondFactor: code }),
      ifMatch: entry('moving4').revision + 1,
      signs: true,
    },
    'catalog.order-transfer': post('/catalog/transfers', { ...transferOrder(city), receiverId: null, entryIds: [entry('moving3').id] }),
  };
}
