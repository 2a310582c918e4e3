import * as contract from '@karez/contract/catalog/element';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { designateSource, registerElement } from './designate-source.ts';
import { listElements, readElement } from './read-elements.ts';
import { updateElement } from './update-element.ts';

/** The HTTP door of data elements; part of the catalogue's. */
export function elementRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listElements, ({ actor, query, database }) => listElements(database.reader, { actor, q: query.q })),
    serve(contract.getElement, ({ actor, params, database }) => readElement(database.reader, { actor, elementId: params.elementId })),
    serve(contract.registerElement, ({ actor, origin, body, database }) =>
      registerElement({ ...needs, database }, { ...body, actor, origin }),
    ),
    serve(contract.updateElement, ({ actor, origin, params, body, ifMatch, database }) =>
      updateElement({ ...needs, database }, { ...body, actor, origin, ifMatch, elementId: params.elementId }),
    ),
    serve(contract.designateSource, ({ actor, origin, params, body, database }) =>
      designateSource({ ...needs, database }, { ...body, actor, origin, elementId: params.elementId }),
    ),
  ];
}
