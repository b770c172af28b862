/**
 * The order of jest's test files: plays of the embedded AWS first, because they are the longest. A fresh clone knows no
 * durations, and one that begins last would be waited for alone.
 */
import Sequencer from '@jest/test-sequencer';

const PLAYS = '/local/run/';

export default class PlaysFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isPlay = ({ path }) => path.replaceAll('\\', '/').includes(PLAYS);
    return [...sorted.filter(isPlay), ...sorted.filter((test) => !isPlay(test))];
  }
}
