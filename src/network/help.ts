import { isEmergency } from '../foundation/danger/contacts.ts'
import type { HelpContact } from '../foundation/danger/danger.ts'
import type { SetupNow } from './store.ts'

/** Whom to call in the whole country where the nation said nothing else: what its own document begins with. */
export const usualHelp: readonly HelpContact[] = [
  { why: 'suicide', name: '113 Zelfmoordpreventie', phone: '113', also: '0800-0113', chat: 'https://www.113.nl/' },
  { why: 'violence', name: 'Veilig Thuis', phone: '0800-2000' },
  { why: 'child', name: 'Kindertelefoon', phone: '0800-0432', hours: '11:00-21:00', chat: 'https://www.kindertelefoon.nl/' },
  { why: 'child', name: 'Veilig Thuis', phone: '0800-2000' },
  { why: 'exploitation', name: 'CoMensha, hulp bij mensenhandel', phone: '033-4481186', hours: '09:00-17:00', days: 'workdays' },
  { why: 'exploitation', name: 'Nederlandse Arbeidsinspectie', phone: '0800-5151', hours: '09:00-17:00', days: 'workdays' },
  { why: 'voices', name: '113 Zelfmoordpreventie', phone: '113', also: '0800-0113', chat: 'https://www.113.nl/' },
  { why: 'danger', name: 'Politie, brandweer, ambulance', phone: '112' },
]

/** Whom to call in a region: in the whole country, then its own; where neither says anything, the usual. 112 is always among them. */
export const helpOf = (network: { setup: Pick<SetupNow, 'urgent' | 'national' | 'region_id'> } | undefined): readonly HelpContact[] => {
  const { urgent = [], national = [], region_id } = network?.setup ?? {}
  const everywhere = region_id === 0 ? urgent : national
  const told = [...(everywhere.length ? everywhere : usualHelp), ...(region_id === 0 ? [] : urgent)]
  return told.some(({ phone }) => isEmergency(phone)) ? told : [...told, ...usualHelp.filter(({ phone }) => isEmergency(phone))]
}
