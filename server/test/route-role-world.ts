import { importJWK, SignJWT } from 'jose';
import { expect } from 'vitest';
import { z } from 'zod';
import type { City } from './city.ts';
import { makeEdition } from './route-role-editions.ts';
import { departments, openSeats, send, type Seat } from './route-role-seats.ts';
import { makeElement, makeFinding } from './route-role-findings.ts';
import { campaignMarker, makeCampaigns } from './route-role-campaigns.ts';
import { makeRevisionCases } from './route-role-cases.ts';
import { makeNonconformities } from './route-role-conformance.ts';
import { markers, checkImport, makeApplications, makeEntries, makeOffice, makeServices, sealedRecord } from './route-role-things.ts';
import { makeTemplate } from './route-role-asking.ts';
import { adjustmentMarker, makeAdjustments } from './route-role-adjustments.ts';
import { makeOpinions, opinionMarker } from './route-role-opinions.ts';
import { makeClaims } from './route-role-claims.ts';
import { attachScan, disputeMarker, makeDisputes } from './route-role-disputes.ts';
import { filingTexts, makeFilings } from './route-role-filings.ts';
import { makeOffers, offerTexts } from './route-role-offers.ts';
import { disposalMarkers, makeDisposals } from './route-role-disposals.ts';
import { attachPapers, correctionMarker, makeCorrections, unfiledCorrections } from './route-role-corrections.ts';
import { makePapers, openScans, unsentPapers } from './route-role-papers.ts';
import { makeAcknowledgements } from './route-role-acknowledgements.ts';
import { demandMarker, makeDemands, unsentDemands } from './route-role-demands.ts';
import { makeStamps } from './route-role-stamps.ts';
import { makeTransfers } from './route-role-transfers.ts';
import type { Secret } from './route-role-secrets.ts';

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Papers and cases whose making takes codes. */
async function makeIssued(city: City, published: string) {
  return {
    acknowledgements: await makeAcknowledgements(city),
    edition: await makeEdition(city),
    disposals: await makeDisposals(city, published),
    disputes: await makeDisputes(city, published),
    paperSheets: await makePapers(city, published),
    filings: await makeFilings(city),
  };
}

type Scanned = Awaited<ReturnType<typeof makeIssued>> & { readonly corrections: Awaited<ReturnType<typeof makeCorrections>> };

/** Papers that seats attach, and scans that they have opened. */
async function attachScans(city: City, seats: readonly Seat[], { corrections, disputes, paperSheets }: Scanned) {
  const attached = await attachPapers(city, seats, corrections);
  await attachScan(city, seats, disputes);
  await openScans(city, seats, paperSheets);
  return attached;
}

/** The city with one thing of every kind for each route, and one person for each role at each place. */
export async function openWorld(city: City) {
  const entry = await makeEntries(city);
  const published = entry('published').id;
  const services = await makeServices(city, { entryId: published, otherEntryId: entry('consentable').id });
  const applications = await makeApplications(city, published);
  const [office, element, offers] = [await makeOffice(city), await makeElement(city), await makeOffers(city)];
  const finding = await makeFinding(city, entry('answerable').id);
  const campaigns = await makeCampaigns(city, published);
  const revisionCases = await makeRevisionCases(city);
  const [claims, demands] = [await makeClaims(city), await makeDemands(city)];
  const adjustments = { ...(await makeAdjustments(city)), opinions: await makeOpinions(city), template: await makeTemplate(city) };
  const [transfers, corrections] = [await makeTransfers(city, entry), await makeCorrections(city)];
  // Whatever takes codes comes before the seats: each code moves the clock, and the seats’ own code would run out.
  const issued = { ...(await makeIssued(city, published)), stamps: await makeStamps(city, applications.application('granted').id) };
  const { seats, half, code } = await openSeats(city);
  const registrar = seats.find((seat) => seat.role === 'CATALOG_REGISTRAR' && seat.place === 'provider') ?? half;
  const filed = await send(city, registrar, {
    method: 'POST',
    url: `/organisations/${organisationAt(city, 'provider')}/documents`,
    upload: { fields: filing, fileName: 'a.pdf', content: '%PDF-1.7\n' },
  });
  expect(filed.text).toContain('"id"');
  const imports = { open: await startImport(city, registrar), applicable: await startImport(city, registrar) };
  const systemImport = await startSystemImport(city, seats);
  const webhook = await registerWebhook(city, seats);
  const searches = {
    kept: await saveSearch(city, registrar, '登记员的检索'),
    removable: await saveSearch(city, registrar, '登记员的另一检索'),
  };
  const nobody: Seat = { role: 'anonymous', place: 'nowhere', personId: null, headers: {} };
  return {
    city,
    entry,
    services,
    ...applications,
    office,
    finding,
    element,
    ...campaigns,
    ...revisionCases,
    claims,
    ...adjustments,
    demands,
    offers,
    corrections,
    papers: await attachScans(city, seats, { corrections, ...issued }),
    transfers,
    ...issued,
    nonconformities: await makeNonconformities(city, published),
    document: idIn(filed.text),
    imports,
    systemImport,
    webhook,
    searches,
    record: await sealedRecord(city, published),
    code,
    seats,
    outsiders: [nobody, half, await clientSeat(city, office.client, office.clientKey)],
  };
}

export const filing = {
  secrecyDeclaration: 'not-secret',
  kind: 'catalog-rules',
  title: markers.document,
  documentNumber: '市监发〔2026〕1号',
  issuedOn: '2026-01-05',
};

export function organisationAt({ founded }: City, place: keyof typeof departments): string {
  return founded.organisations.get(departments[place]) ?? '';
}

/** A workbook of translations as text, with one row of no entry. */
export const translationsFile = { fileName: 'a.csv', content: '译文,目录编号（请勿改动）,字段编号（请勿改动）\na,x,name' };

export const catalogueFile = {
  fileName: `${markers.file}.csv`,
  content: '数据目录名称,提供单位,更新周期\n机井名录,市市场监管局,每年\n,,每年\n',
};

/** Two systems: one that can be registered, one that is refused. */
export const systemsFile = {
  fileName: `${markers.systems}.csv`,
  content: '系统名称,用途,承建单位,运维单位,所在网络,等保等级\n渠道巡查系统,巡查,某单位,某单位,政务云,3\n,,,,,\n无用途系统,,,,,9\n',
};

function idIn(text: string): string {
  return z.object({ id: z.string() }).parse(JSON.parse(text)).id;
}

async function startImport(city: City, registrar: Seat): Promise<string> {
  const started = await send(city, registrar, {
    method: 'POST',
    url: '/catalog/imports',
    upload: { fields: { secrecyDeclaration: 'not-secret', target: 'own-department' }, ...catalogueFile },
  });
  const id = idIn(started.text);
  await checkImport(city, id);
  return id;
}

async function saveSearch(city: City, owner: Seat, name: string): Promise<string> {
  const body = { name, query: { q: '企业' }, isSubscribed: true };
  return idIn((await send(city, owner, { method: 'POST', url: '/catalog/subscriptions/searches', body })).text);
}

/** An endpoint of the requester's. */
async function registerWebhook(city: City, seats: readonly Seat[]): Promise<{ id: string; revision: number }> {
  const keeper = seats.find((seat) => seat.role === 'APPLICANT' && seat.place === 'requester');
  if (!keeper) throw new Error('nobody keeps the requester’s endpoints');
  const body = { name: '目录变更', url: 'https://203.0.113.7/hook' };
  const made = await send(city, keeper, { method: 'POST', url: '/catalog/webhooks', body });
  return z.object({ webhook: z.object({ id: z.string(), revision: z.number() }) }).parse(JSON.parse(made.text)).webhook;
}

/** A dry run of the requester's systems. */
async function startSystemImport(city: City, seats: readonly Seat[]): Promise<string> {
  const keeper = seats.find((seat) => seat.role === 'DATA_STEWARD' && seat.place === 'requester');
  if (!keeper) throw new Error('nobody keeps the requester’s systems');
  const started = await send(city, keeper, {
    method: 'POST',
    url: '/business-systems/imports',
    upload: { fields: { secrecyDeclaration: 'not-secret' }, ...systemsFile },
  });
  return idIn(started.text);
}

/** The requester's machine client with a token of its own. */
async function clientSeat({ app, needs }: City, clientId: string, key: Readonly<Record<string, string>>): Promise<Seat> {
  const audience = `${needs.config.KAREZ_PUBLIC_URL}/oauth/token`;
  const seconds = Math.floor(needs.clock.now().getTime() / 1000);
  const alg = key['kty'] === 'OKP' ? 'EdDSA' : 'ES256';
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: needs.newId(), iat: seconds, exp: seconds + 60 };
  const assertion = await new SignJWT(claims).setProtectedHeader({ alg }).sign(await importJWK(key, alg));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const answer = await app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: form.toString(),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  const token = answer.json<{ access_token: string }>().access_token;
  return { role: 'client', place: 'requester', personId: null, headers: { authorization: `Bearer ${token}` } };
}

type SecretText = readonly [text: string, secret: Secret];

function of(secret: Secret, texts: readonly string[]): SecretText[] {
  return texts.map((text) => [text, secret]);
}

const signedEntries = ['publishable', 'returnableSigned', 'readableSigned', 'verifiable'];

/** Every text that only some may see, with what kind of secret it is. */
export function secretTexts(world: World): readonly SecretText[] {
  const {
    entry,
    application,
    grant,
    revocableGrant,
    suspendedGrant,
    services,
    imports,
    systemImport,
    office,
    caseIds,
    nonconformities,
    adjustmentIds,
    demands,
    corrections,
    disposals,
    disputes,
    paperSheets,
  } = world;
  const unsigned = ['readable', 'editable', 'submittable', 'reviewable', 'returnable', 'signable'].map((key) => entry(key).id);
  const unsent = (['editable', 'submittable', 'sendable'] as const).map((key) => application(key).id);
  const atProvider = ['answerable', 'withdrawable', 'signable', 'supplementable', 'supplemented', 'extendable'] as const;
  const sent = [...atProvider, ...(['refused', 'granted', 'revocable'] as const)].map((key) => application(key).id);
  return [
    ...of('unsignedEntries', [markers.unsigned, ...unsigned]),
    ...of('signedEntries', [markers.signed, ...signedEntries.map((key) => entry(key).id)]),
    ...of('unsentApplications', [...unsent, ...unsentPapers(paperSheets)]),
    ...of('sentApplications', [markers.application, ...sent]),
    ...of(
      'unsentDemands',
      unsentDemands.map((key) => demands[key]),
    ),
    ...of('sentDemands', [demandMarker, demands.answerable, demands.contested, demands.promised]),
    ...of(
      'unfiledCorrections',
      unfiledCorrections.map((key) => corrections[key]),
    ),
    ...of('filedCorrections', [correctionMarker, corrections.answerable, corrections.disputed]),
    ...filingTexts(world),
    ...offerTexts(world),
    ...of('disputes', [disputeMarker, disputes.offered, disputes.decidable, disputes.above]),
    ...of('unsignedDisposals', [disposalMarkers.unsigned]),
    ...of('disposals', [disposalMarkers.signed, disposals.reportable, disposals.signable, disposals.checked]),
    ...of('grants', [grant, revocableGrant, suspendedGrant]),
    ...of('nonconformities', [nonconformities.open, nonconformities.explained]),
    ...of('campaigns', [campaignMarker, ...world.campaignIds]),
    ...of('revisionCases', caseIds),
    ...of('opinions', [opinionMarker]),
    ...of('adjustments', [adjustmentMarker, ...adjustmentIds]),
    ...of('imports', [markers.file, imports.open, imports.applicable]),
    ...of('systemImports', [markers.systems, systemImport]),
    ...of('draftServices', [markers.service, services.draft.id]),
    ...of('documents', [markers.document, world.document]),
    ...of('people', [markers.person, office.person]),
    ...of('clients', [office.client]),
    ...of('notices', [markers.notice, office.noticeId]),
    ...of('delegations', [office.delegationId, office.handoverId]),
  ];
}
