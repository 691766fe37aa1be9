export { plainCsv } from './plain-csv.ts';
export { sharedData } from './shared-data.ts';
