import { settingNames } from '../src/foundation/settings.ts'

const commands = {
  'npm start': 'het programma; opent wat ontbreekt, bouwt, migreert, en vult de demo op een lege database',
  'npm test': 'alles wat getoetst wordt',
  'npm test -- desk': 'alleen de toetsen met dat woord in hun pad: van een kamer, of één bestand',
  'npm run bench': 'snelheid, als verhouding tot een grens in dezelfde run',
  'npm run fuzz': 'verzoeken op goed geluk naar elk adres van een eigen demo: -- 100000 7 (hoeveel, vanaf welk begin)',
  'npm run load -- --questions 1000000 --regions 35': 'een database vol verzonnen vragen',
  'npm run region -- open bestand.json': 'een regio openen met haar netwerk',
  'npm run region -- export twente': 'de inrichting van een regio als bestand',
  'npm run region -- apply bestand.json': 'een gewijzigde inrichting invoeren',
  'npm run region -- versions twente': 'de versies van een inrichting',
  'npm run region -- undo twente 3': 'terug naar een versie',
  'npm run region -- norms twente 2 5': 'de norm veranderen: eerste reactie en antwoord, in werkdagen',
  'npm run region -- leave twente gids@voorbeeld.nl': 'een collega vertrekt',
  'npm run backup -- make bestand.gz': 'een reservekopie van alles, terwijl het programma draait',
  'npm run backup -- restore bestand.gz': 'een reservekopie terugzetten in een lege database',
  'npm run signpost -- gevallen.csv': 'wat de wegwijzer van vragen maakt, en hoe vaak dat goed is',
  'npm run danger -- "een zin"': 'wat er aan gevaar in een zin gelezen wordt, en door welke regel; of van een csv hoe vaak',
  'npm run sbom': 'de stuklijst van alles wat meegaat (CycloneDX, JSON), met de licenties',
  'npm run schema': 'docs/schema.sql en de types van rijen, gemaakt uit de migraties',
  'npm run openapi': 'de beschrijving van de API',
  'npm run demo:mail -- --to info@leerwerkloket-twente.example "Tekst"': 'een mail naar de demo',
  'npm run demo:token -- --as gids-enschede': 'een token voor de API, met de rechten van die persoon in de demo',
}
const line = ([name, meaning]: [string, string]) => `  ${name.padEnd(52)} ${meaning}`
console.log(
  ['Opdrachten', ...Object.entries(commands).map(line), '', 'Instellingen (omgevingsvariabelen)', ...settingNames.map(({ name, meaning }) => line([name, meaning]))].join('\n'),
)
