// What every form shares: its faults, its kept answers, checking before sending.
export const form = {
  'form.faults': 'Javítsa a következőket',
  'form.kept': 'Amit a munkamenet vége előtt beírt, megőriztük. Nézze át, és küldje el újra.',
  'form.again': 'Az űrlapot közben más belépéssel nyitották meg. Amit beírt, megmaradt: nézze át, és küldje el újra.',
  'form.choose': 'Válasszon',
  'form.change': 'Módosítom',
  'form.empty': 'nincs megadva',

  'form.ended.title': 'Véget ért a munkamenete',
  'form.ended.kept': 'Amit beírt, egy óráig megőrizzük ebben a böngészőben. Lépjen be újra, és onnan folytathatja, ahol abbahagyta.',
  'form.ended.own': 'A beírt adatokat csak az látja viszont, aki beírta: más belépésével nem jelennek meg.',
} as const;
