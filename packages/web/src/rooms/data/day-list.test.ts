import { describe, expect, it } from 'vitest';
import { readDayList } from './day-list.ts';

describe('a list of holidays and make-up days', () => {
  it('is read as it is copied from a sheet or a notice, by day or by range, in both languages', () => {
    const text = [
      '2027-01-01\t放假',
      '2027/2/5 至 2027/2/7，休',
      '2027年2月20日 上班',
      '2月21日 半天',
      '',
      '2027-10-01 to 2027-10-02 off',
      '2027-10-09 workday',
    ].join('\r\n');
    expect(readDayList(text, 2026)).toEqual({
      days: {
        '2027-01-01': 'off',
        '2027-02-05': 'off',
        '2027-02-06': 'off',
        '2027-02-07': 'off',
        '2027-02-20': 'work',
        '2027-02-21': 'half',
        '2027-10-01': 'off',
        '2027-10-02': 'off',
        '2027-10-09': 'work',
      },
      wrong: [],
    });
  });

  it('names the lines it cannot read, and reads the others', () => {
    const text =
      'date,what\n2027-02-30 放假\n2027-03-01\n2027-03-05 至 2027-03-01 休\n2020-01-01 至 2027-01-01 休\n2027-04-05 休';
    expect(readDayList(text, 2026)).toEqual({ days: { '2027-04-05': 'off' }, wrong: [1, 2, 3, 4, 5] });
  });
});
