import { z } from 'zod'
import { may } from '../foundation/identity/rights.ts'
import { sayDay } from '../foundation/i18n/i18n.ts'
import { A, Button, H1, H2, P, SheetLinks, Table, TextField } from '../foundation/ui/components.tsx'
import { formsIn } from '../foundation/ui/fields.ts'
import { searchText } from '../foundation/web/forms.ts'
import type { StaffVisit } from '../foundation/web/route.ts'
import { type List, sheetForm } from '../foundation/web/sheet.ts'
import { sayHours } from './hours.ts'
import { type Network, worksHere } from './current.ts'
import type { OrganisationContact } from './network.ts'
import { say } from './words.ts'
import { networkRights } from './rights.ts'

/** How an organisation is reached by its partners. */
const ContactOf = ({ contact: { name, email, phone, website } }: { contact: OrganisationContact }) => (
  <>
    {name && <span dir="auto">{name} </span>}
    {email && <A href={`mailto:${email}`}>{email}</A>} {phone && <A href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</A>}{' '}
    {website && <A href={website}>{new URL(website).hostname}</A>}
  </>
)

/** The lists of the network that can be taken along. */
export const networkLists = ['collegas', 'organisaties', 'inlooppunten', 'afspraken'] as const
/** Who takes part, searched or taken along. */
export const networkForm = formsIn(say)(z.object({ zoek: searchText, vorm: sheetForm, lijst: z.enum(networkLists).optional().catch(undefined) }), {
  zoek: { label: 'network.search' },
})

/** One of them, with everything in it that the page shows. */
export function networkList({ language, now }: StaffVisit, { organisations, staff, walkInPoints, sharing }: Network, code: (typeof networkLists)[number]): List {
  const t = say[language]
  const nameOf = (id: string | null) => (id && organisations.get(id)?.name) || null
  switch (code) {
    case 'collegas': {
      const here = [...staff.values()].filter((each) => worksHere(each, now))
      const heads = [t('network.name'), t('network.organisation'), t('network.roles')]
      return { code, name: t('network.staff'), heads, rows: here.map((each) => [each.name, nameOf(each.organisation_id), each.roles.map((role) => t(`role.${role}`)).join(', ')]) }
    }
    case 'organisaties': {
      const rows = [...organisations.values()].map(({ name, kind, hosted_by, contact }) => [
        name,
        t(`kind.${kind}`),
        nameOf(hosted_by),
        contact.name ?? null,
        contact.email ?? null,
        contact.phone ?? null,
        contact.website ?? null,
      ])
      const heads = [
        t('network.name'),
        t('network.kind'),
        t('part.hostedBy'),
        ...(['part.contact.name', 'part.contact.email', 'part.contact.phone', 'part.contact.website'] as const).map((key) => t(key)),
      ]
      return { code, name: t('network.organisations'), heads, rows }
    }
    case 'inlooppunten': {
      const heads = [t('network.name'), t('part.organisation'), t('part.municipality'), t('network.address'), t('network.hours')]
      const rows = walkInPoints.map((each) => [
        each.name,
        nameOf(each.organisation_id),
        each.municipality,
        `${each.address}, ${each.postcode} ${each.place}`,
        sayHours(language, each.hours).join('; '),
      ])
      return { code, name: t('network.points'), heads, rows }
    }
    case 'afspraken': {
      const heads = (['from', 'to', 'purpose', 'ground', 'agreement', 'begins', 'ends'] as const).map((each) => t(`part.${each}`))
      const rows = sharing.map((each) => [
        nameOf(each.from_id),
        nameOf(each.to_id),
        t(`sharing.purpose.${each.purpose}`),
        t(`sharing.ground.${each.ground}`),
        each.agreement,
        each.begins_on,
        each.ends_on,
      ])
      return { code, name: t('network.sharing'), heads, rows }
    }
  }
}

/** Who takes part and who works where; its frame is the workplace's. */
export function NetworkTables({ visit, network, search }: { visit: StaffVisit; network: Network; search: string }) {
  const t = say[visit.language]
  const organisations = [...network.organisations.values()]
  const nameOf = (id: string | null) => (id ? (network.organisations.get(id)?.name ?? '') : '')
  const wanted = search.toLowerCase()
  const Links = ({ list }: { list: (typeof networkLists)[number] }) =>
    may(visit.actor, networkRights.exportLists) ? <SheetLinks language={visit.language} at={visit.path(`/werk/netwerk?lijst=${list}`)} /> : null
  const colleagues = [...network.staff.values()]
    .filter((each) => worksHere(each, visit.now))
    .map((each) => ({ key: each.id, cells: [each.name, nameOf(each.organisation_id), each.roles.map((role) => t(`role.${role}`)).join(', ')] }))
    .filter(({ cells }) => cells.some((cell) => cell.toLowerCase().includes(wanted)))
  return (
    <>
      <H1>{t('network.title')}</H1>
      <H2>{t('network.staff')}</H2>
      <form class="wc-form-inline" method="get">
        <TextField {...networkForm.in(visit.language)('zoek')} start={search} type="search" />
        <Button weight="secondary-action">{t('network.search.go')}</Button>
      </form>
      {colleagues.length === 0 ? (
        <P soft>{t('network.nobody')}</P>
      ) : (
        <Table label={t('network.staff')} heads={[t('network.name'), t('network.organisation'), t('network.roles')]} rows={colleagues} />
      )}
      <Links list="collegas" />
      <H2>{t('network.organisations')}</H2>
      <Table
        label={t('network.organisations')}
        heads={[t('network.name'), t('network.kind'), t('network.contact')]}
        rows={organisations.map((each) => ({
          key: each.id,
          cells: [
            each.name,
            each.hosted_by ? `${t(`kind.${each.kind}`)}, ${t('network.hosted', { host: nameOf(each.hosted_by) })}` : t(`kind.${each.kind}`),
            <ContactOf contact={each.contact} />,
          ],
        }))}
      />
      <Links list="organisaties" />
      {network.sharing.length > 0 && (
        <>
          <H2>{t('network.sharing')}</H2>
          <Table
            label={t('network.sharing')}
            heads={[t('part.from'), t('part.to'), t('part.purpose'), t('part.ground'), t('part.agreement'), t('part.ends')]}
            rows={network.sharing.map((each) => ({
              key: each.id,
              cells: [
                nameOf(each.from_id),
                nameOf(each.to_id),
                t(`sharing.purpose.${each.purpose}`),
                t(`sharing.ground.${each.ground}`),
                <span dir="auto">{each.agreement}</span>,
                each.ends_on ? sayDay(visit.language, each.ends_on, visit.now) : '',
              ],
            }))}
          />
          <Links list="afspraken" />
        </>
      )}
      <H2>{t('network.points')}</H2>
      <Table
        label={t('network.points')}
        heads={[t('network.name'), t('network.address'), t('network.hours')]}
        rows={network.walkInPoints.map((each) => ({
          key: each.id,
          cells: [each.name, `${each.address}, ${each.postcode} ${each.place}`, sayHours(visit.language, each.hours).join('; ')],
        }))}
      />
      <Links list="inlooppunten" />
    </>
  )
}
