import { describe, expect, it } from '@jest/globals';
import { byCell, cellKey, cellsOf } from './node.ts';

describe('cellsOf()', () => {
  it('has each cell once, by account and then by Region, and nothing else of the nodes', () => {
    const node = (account: string, region: string) => ({ id: `${account}-${region}`, account, region });
    const nodes = [node('2', 'eu-west-1'), node('1', 'us-east-1'), node('2', 'eu-west-1'), node('1', 'eu-west-1')];

    expect(cellsOf(nodes)).toEqual([
      { account: '1', region: 'eu-west-1' },
      { account: '1', region: 'us-east-1' },
      { account: '2', region: 'eu-west-1' },
    ]);
    expect(cellsOf([])).toEqual([]);
  });
});

describe('byCell()', () => {
  it('puts everything where it lies, in its order', () => {
    const node = (id: string, account: string) => ({ id, account, region: 'eu-west-1' });
    const [first, second, third] = [node('a', '2'), node('b', '1'), node('c', '2')];

    expect([...byCell([first, second, third])]).toEqual([
      ['2#eu-west-1', [first, third]],
      ['1#eu-west-1', [second]],
    ]);
    expect([...byCell([])]).toEqual([]);
  });
});

describe('cellKey()', () => {
  it('tells cells apart', () => {
    expect(cellKey({ account: '444455556666', region: 'eu-west-1' })).toBe('444455556666#eu-west-1');
  });
});
