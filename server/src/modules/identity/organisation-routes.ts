import * as contract from '@karez/contract/identity';
import * as change from '@karez/contract/identity/organisation-change';
import { listOrganisationNames, translateOrganisation as translateRoute } from '@karez/contract/identity/organisation-names';
import { isRefusal, refuse } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { documentAnswer, organisationAnswer, summaryOf } from './answers.ts';
import { authorityFor } from './authority-for.ts';
import { dissolveOrganisation, renameOrganisation } from './change-organisation.ts';
import { createOrganisation } from './create-organisation.ts';
import { missingKinds } from './document.ts';
import { documentsOf } from './document-store.ts';
import { fileDocument, mayReadDocuments, missingDocuments, readDocument } from './file-document.ts';
import { findOrganisation, organisationsByIds, organisationsMatching } from './organisation-store.ts';
import { overseenIds } from './organisations.ts';
import { translatedNames } from './organisation-names-store.ts';
import { isPower } from './powers.ts';
import { allRegions, findRegion } from './region-store.ts';
import { setSharingOffice } from './set-sharing-office.ts';
import { translateOrganisation } from './translate-organisation.ts';

/** Regions, organisations, and the rules that departments file. */
export function organisationRoutes(needs: Needs): Served[] {
  const { reader } = needs.database;
  return [
    serve(contract.listRegions, async () => ({ items: await allRegions(reader) })),
    serve(contract.readAuthority, async ({ params }) => authorityAnswer(needs, params.regionCode)),
    serve(contract.listOrganisations, async ({ query }) => {
      const among = query.overseenBy === undefined ? undefined : await overseenIds(reader, [query.overseenBy]);
      const found = await organisationsMatching(reader, { ...query, among, after: query.cursor ?? null });
      const known = await organisationsByIds(reader, found.ids);
      const items = found.ids.flatMap((id) => known.get(id) ?? []).map(summaryOf);
      return { items, next: items.length === query.limit ? (items.at(-1)?.name ?? null) : null, total: found.total };
    }),
    serve(contract.readOrganisation, async ({ actor, params }) => {
      const organisation = await findOrganisation(reader, params.orgId);
      return organisation ? organisationAnswer(reader, actor, organisation) : refuse('identity.organisation.not-found');
    }),
    serve(contract.createOrganisation, async ({ actor, body, database, origin }) => {
      const organisation = await createOrganisation({ ...needs, database }, { actor, ...body, origin });
      return isRefusal(organisation) ? organisation : organisationAnswer(database.reader, actor, organisation);
    }),
    serve(change.renameOrganisation, async ({ actor, params, body, database, origin }) => {
      const organisation = await renameOrganisation({ ...needs, database }, { actor, ...params, ...body, origin });
      return isRefusal(organisation) ? organisation : organisationAnswer(database.reader, actor, organisation);
    }),
    serve(change.dissolveOrganisation, async ({ actor, params, body, database, origin }) => {
      const organisation = await dissolveOrganisation({ ...needs, database }, { actor, ...params, ...body, origin });
      return isRefusal(organisation) ? organisation : organisationAnswer(database.reader, actor, organisation);
    }),
    ...nameRoutes(needs),
    serve(contract.setSharingOffice, async ({ actor, params, body, origin }) => {
      const organisation = await setSharingOffice(needs, { actor, ...params, ...body, origin });
      return isRefusal(organisation) ? organisation : organisationAnswer(reader, actor, organisation);
    }),
    serve(contract.fileDocument, async ({ actor, params, body, files, origin }) => {
      const document = await fileDocument(needs, { actor, ...params, ...body, file: files[0], origin });
      return isRefusal(document) ? document : documentAnswer(document);
    }),
    serve(contract.listDocuments, async ({ actor, params }) => {
      const organisation = await findOrganisation(reader, params.orgId);
      if (!organisation) return refuse('identity.organisation.not-found');
      const permitted = mayReadDocuments(actor, organisation);
      if (isRefusal(permitted)) return permitted;
      const documents = await documentsOf(reader, params.orgId);
      return { items: documents.map(documentAnswer), missing: missingKinds(documents.map((document) => document.kind)) };
    }),
    serve(contract.downloadDocument, async ({ actor, params }) => {
      const found = await readDocument(needs, { actor, ...params });
      return isRefusal(found)
        ? found
        : { fileName: found.document.fileName, contentType: found.document.mediaType, content: found.content };
    }),
    serve(contract.listMissingDocuments, async ({ actor }) => ({ items: await missingDocuments(reader, actor) })),
  ];
}

/** What organisations are called in other languages than Chinese. */
function nameRoutes(needs: Needs): Served[] {
  return [
    serve(listOrganisationNames, async () => ({ items: await translatedNames(needs.database.reader) })),
    serve(translateRoute, async ({ actor, params, body, database, origin }) =>
      translateOrganisation({ ...needs, database }, { actor, ...params, ...body, origin }),
    ),
  ];
}

async function authorityAnswer({ database: { reader } }: Pick<Needs, 'database'>, regionCode: string) {
  const authority = await authorityFor(reader, { regionCodes: [regionCode] });
  const region = authority && (await findRegion(reader, authority.regionCode));
  if (!authority || !region) return refuse('identity.region.unknown', { code: regionCode });
  const organisations = await organisationsByIds(
    reader,
    authority.members.map((member) => member.orgId),
  );
  const members = authority.members.map(({ orgId, lead, powers }) => ({
    orgId,
    orgName: organisations.get(orgId)?.name ?? '',
    lead,
    powers: powers.filter(isPower),
  }));
  return { regionCode: region.code, regionName: region.name, members };
}
