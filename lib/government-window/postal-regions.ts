// Where the postal regions of Hungary lie: the first two digits of a postcode, and the latitude and longitude (degrees) of the region's chief town. Budapest
// is all of 10 to 19. Good for saying which town is nearer, not for finding a house.

type Place = readonly [latitude: number, longitude: number];

const budapest: Place = [47.5, 19.05];

const regions: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`1${i}`, budapest])),
  '20': [47.67, 19.08],
  '21': [47.6, 19.36],
  '22': [47.35, 19.45],
  '23': [47.16, 18.94],
  '24': [46.97, 18.93],
  '25': [47.79, 18.74],
  '26': [47.78, 19.13],
  '27': [47.18, 19.8],
  '28': [47.58, 18.4],
  '29': [47.74, 18.12],
  '30': [47.67, 19.68],
  '31': [48.1, 19.8],
  '32': [47.78, 19.93],
  '33': [47.9, 20.37],
  '34': [47.81, 20.57],
  '35': [48.1, 20.78],
  '36': [48.22, 20.29],
  '37': [48.25, 20.62],
  '38': [48.33, 21.12],
  '39': [48.39, 21.66],
  '40': [47.53, 21.63],
  '41': [47.22, 21.54],
  '42': [47.45, 21.39],
  '43': [47.84, 22.13],
  '44': [47.95, 21.72],
  '45': [48.1, 21.9],
  '46': [48.22, 22.08],
  '47': [47.95, 22.32],
  '48': [48.13, 22.31],
  '49': [47.99, 22.52],
  '50': [47.17, 20.2],
  '51': [47.5, 19.91],
  '52': [47.18, 20.41],
  '53': [47.31, 20.92],
  '54': [47.0, 20.62],
  '55': [46.93, 20.83],
  '56': [46.68, 21.09],
  '57': [46.65, 21.28],
  '58': [46.41, 20.92],
  '59': [46.57, 20.67],
  '60': [46.91, 19.69],
  '61': [46.71, 19.85],
  '62': [46.62, 19.28],
  '63': [46.53, 18.98],
  '64': [46.43, 19.48],
  '65': [46.18, 18.95],
  '66': [46.65, 20.26],
  '67': [46.25, 20.15],
  '68': [46.42, 20.33],
  '69': [46.22, 20.48],
  '70': [46.88, 18.62],
  '71': [46.35, 18.7],
  '72': [46.38, 18.14],
  '73': [46.19, 18.26],
  '74': [46.36, 17.8],
  '75': [45.96, 17.46],
  '76': [46.07, 18.23],
  '77': [45.99, 18.68],
  '78': [45.85, 18.3],
  '79': [46.05, 17.8],
  '80': [47.19, 18.42],
  '81': [47.2, 18.14],
  '82': [47.09, 17.91],
  '83': [46.88, 17.44],
  '84': [47.1, 17.56],
  '85': [47.33, 17.47],
  '86': [46.91, 18.05],
  '87': [46.58, 17.41],
  '88': [46.45, 16.99],
  '89': [46.84, 16.84],
  '90': [47.68, 17.63],
  '91': [47.55, 17.75],
  '92': [47.87, 17.27],
  '93': [47.61, 17.25],
  '94': [47.68, 16.59],
  '95': [47.25, 17.15],
  '96': [47.25, 16.94],
  '97': [47.23, 16.62],
  '98': [47.01, 16.6],
  '99': [46.95, 16.27],
};

/** Whether a text is a Hungarian postcode: four digits in one of the regions. */
export function isPostcode(text: string): boolean {
  return /^\d{4}$/.test(text) && Object.hasOwn(regions, text.slice(0, 2));
}

/** Kilometres between the regions of two postcodes as the crow flies (haversine, R = 6371 km); 0 within one region. */
export function kilometresBetween(one: string, other: string): number {
  const [from, to] = [regions[one.slice(0, 2)], regions[other.slice(0, 2)]];
  if (from === undefined || to === undefined) throw new TypeError('no postcode');
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, east] = [radians(to[0] - from[0]), radians(to[1] - from[1])];
  const chord = Math.sin(north / 2) ** 2 + Math.cos(radians(from[0])) * Math.cos(radians(to[0])) * Math.sin(east / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(chord));
}
