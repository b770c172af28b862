import { describe, expect, it } from '@jest/globals';
import { dayNameAt } from './doctor-day-names.ts';

describe('dayNameAt()', () => {
  it.each([
    ['SATX4', 'SAT', 3, 0],
    ['SATURDAYS 2', 'SAT', 9, 0],
    ['SATURDAYX4', 'SAT', 8, 0],
    ['SATFOURTH', 'SAT', 3, 0],
    ['SO 6', 'SUN', 2, 0],
    ['DIX2', 'TUE', 2, 0],
    ['FRIDYA', 'FRI', 6, 1],
    ['SATRUDAYX4', 'SAT', 8, 1],
    ['WENSDAY 12', 'WED', 7, 2],
    ['SAMSTGA', 'SAT', 7, 1],
  ])('begins %s with %s: %i characters, %i slips', (text, weekday, length, slips) => {
    expect(dayNameAt(text)).toEqual({ weekday, length, slips });
  });

  it.each([
    ['SUN', 'SUNDAY SUNDAYS SONNTAG SONNTAGS DIMANCHE DOMINGO DOMINGOS SU SO SON DIM DOM'],
    ['MON', 'MONDAY MONDAYS MONTAG MONTAGS LUNDI LUNDIS LUNES MO LUN'],
    ['TUE', 'TUESDAY TUESDAYS DIENSTAG DIENSTAGS MARDI MARDIS MARTES TU TUES DI DIE'],
    ['WED', 'WEDNESDAY WEDNESDAYS MITTWOCH MITTWOCHS MERCREDI MIERCOLES WEDS MI MIT MER MIE'],
    ['THU', 'THURSDAY THURSDAYS DONNERSTAG DONNERSTAGS JEUDI JUEVES TH THUR THURS DO DON JEU JUE'],
    ['FRI', 'FRIDAY FRIDAYS FREITAG FREITAGS VENDREDI VIERNES FR FREI VEN VIE'],
    ['SAT', 'SATURDAY SATURDAYS SAMSTAG SONNABEND SONNABENDS SAMEDI SABADO SABADOS SA SATUR SAM SAB'],
  ])('knows %s in four languages: %s', (weekday, names) => {
    const known = [weekday, ...names.split(' ')];
    const days = known.map((name) => dayNameAt(`${name} 2`));
    expect(days).toEqual(known.map((name) => ({ weekday, length: name.length, slips: 0 })));
  });

  it.each([
    ['', 'nothing'],
    ['STA', 'three letters with a slip'],
    ['SOXY', 'two letters before others'],
    ['MIDDAY', 'a slip too many for its length'],
    ['HOLIDAY', 'another word'],
    ['MAR', 'March'],
    ['WE', 'a weekend'],
    ['4SAT', 'a number first'],
    ['MUNDAY', 'as near to Monday as to Sunday'],
  ])('finds no day at the beginning of %j: %s', (text) => {
    expect(dayNameAt(text)).toBeUndefined();
  });
});
