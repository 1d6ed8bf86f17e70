import type { Topic } from '../question.ts'

interface DemoKnowledge {
  kind: 'page' | 'text'
  topic: Topic | null
  title: string
  text: string
  links?: string[]
}

/** Example pages and standard texts: short, and to be checked like any other. */
export const demoKnowledge: readonly DemoKnowledge[] = [
  {
    kind: 'page',
    topic: 'dismissal',
    title: 'Ontslag aangezegd: de eerste week',
    text: 'Vraag eerst wat er op papier staat: een brief, een voorstel of alleen een gesprek.\n\nNiets tekenen op de dag zelf. Een vakbond of een rechtsbijstandsverzekering kijkt mee.\n\nWW aanvragen kan bij UWV vanaf een week voor tot uiterlijk een week na de laatste werkdag.\n\nWerkt iemand nog, dan horen de sociale partners erbij: van werk naar werk begint voor het ontslag.',
    links: ['https://www.uwv.nl/'],
  },
  {
    kind: 'page',
    topic: 'learning',
    title: 'Wie betaalt een opleiding?',
    text: 'Kijk in deze volgorde: de werkgever en het fonds van de sector, een scholingscheque, een landelijke regeling, lenen bij DUO.\n\nVraag altijd eerst of het geld is toegezegd voordat iemand zich inschrijft.\n\nEen erkenning van wat iemand al kan (EVC) maakt een opleiding vaak korter.',
    links: ['https://www.duo.nl/', 'https://www.leeroverzicht.nl/'],
  },
  {
    kind: 'page',
    topic: 'cross-border',
    title: 'Wonen hier, werken in Duitsland',
    text: 'Sociale verzekering en belasting volgen meestal het land waar iemand werkt. Werkt iemand ook thuis, dan kan dat anders zijn.\n\nHet Grensinfopunt kent beide kanten. Breng mensen daarheen voordat zij tekenen.',
    links: ['https://www.grensinfo.nl/'],
  },
  {
    kind: 'page',
    topic: 'language',
    title: 'Nederlands leren en werken tegelijk',
    text: 'Vraag naar het niveau en naar het rooster. Er zijn taallessen in de avond, op het werk en bij taalhuizen in de bibliotheek.\n\nWie inburgert, heeft een consulent bij de gemeente: stem het daar af.',
  },
  {
    kind: 'text',
    topic: null,
    title: 'Begin en groet',
    text: 'Beste {naam},\n\nBedankt voor uw vraag ({nummer}).\n\n\nHebt u nog een vraag? Bel {telefoon} en noem uw nummer.\n\nMet vriendelijke groet,\n{gids}\n{organisatie}',
  },
  {
    kind: 'text',
    topic: 'learning',
    title: 'Gesprek over leren',
    text: 'Leren naast uw werk kan op veel manieren, en vaak betaalt iemand mee. Dat zoeken wij graag samen met u uit. U kunt daarvoor langskomen bij {inlooppunt}, zonder afspraak.',
  },
]
